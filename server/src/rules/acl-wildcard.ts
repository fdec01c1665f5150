import type { Tree } from '../model/tree.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster, user } from './sound.ts';
import { sources } from './sources.ts';

const CHANGING = ['All', 'Write', 'Delete', 'Alter', 'AlterConfigs'];

export const aclWildcard: Rule = {
  id: 'acl-wildcard',
  title: 'A user may change every topic',
  category: 'security',
  levels: { production: 'warning', dev: 'information' },
  why: `The literal name * stands for every topic, Kafka's own and tomorrow's. One leaked password, or one mistaken
program, then writes to or deletes all of them. Name the topics, or the prefix that they share with patternType: prefix.`,
  sources: [sources.strimziDeploying, sources.mskMigration],
  check: {
    resource({ type, tree }, report) {
      if (type !== 'KafkaUser') return;
      for (const acl of tree.get('spec', 'authorization', 'acls').items()) {
        const name = acl.get('resource', 'name').string();
        const kind = acl.get('resource', 'type').string();
        const pattern = acl.get('resource', 'patternType').string();
        const effect = acl.get('type').string();
        if (!isSet(name) || name.value !== '*' || !isSet(kind) || kind.value !== 'topic') continue;
        if ((isSet(pattern) && pattern.value !== 'literal') || (isSet(effect) && effect.value === 'deny'))
          continue;
        const operations = operationsOf(acl).filter((one) => CHANGING.includes(one));
        if (operations.length === 0) continue;
        report(
          name,
          `this user has ${operations.join(', ')} on every topic, those to come as well. Name the topics, or a prefix with patternType: prefix.`,
        );
      }
    },
  },
  examples: [
    {
      bad: {
        ...cluster(),
        'user.yaml': user({ resource: 'type: topic\nname: «"*"»\npatternType: literal' }),
      },
      good: {
        ...cluster(),
        'user.yaml': user({ resource: 'type: topic\nname: orders\npatternType: literal' }),
      },
      fixed: false,
    },
  ],
};

const operationsOf = (acl: Tree): string[] =>
  [acl.get('operation'), ...acl.get('operations').items()].flatMap((one) => {
    const value = one.string();
    return isSet(value) ? [value.value] : [];
  });
