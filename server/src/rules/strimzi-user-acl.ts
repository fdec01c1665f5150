import type { Resource } from '../model/deployment.ts';
import { choice, remove, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, user } from './sound.ts';
import { sources } from './sources.ts';
import { listed } from './structure.ts';

/** What may be done with each type of resource. Source: AclEntry.supportedOperations of Kafka 4.3.1, and All. */
const operations: Readonly<Record<string, readonly string[]>> = {
  topic: ['Read', 'Write', 'Create', 'Delete', 'Alter', 'Describe', 'AlterConfigs', 'DescribeConfigs'],
  group: ['Read', 'Delete', 'Describe', 'AlterConfigs', 'DescribeConfigs'],
  cluster: [
    'Create',
    'Alter',
    'Describe',
    'ClusterAction',
    'AlterConfigs',
    'DescribeConfigs',
    'IdempotentWrite',
  ],
  transactionalId: ['Write', 'Describe', 'TwoPhaseCommit'],
};

export const strimziUserAcl: Rule = {
  id: 'strimzi-user-acl',
  title: 'A rule of a user that allows nothing',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `A rule names a topic, group or transactional id and what may be done with it. Without the name the user operator
refuses the user. An operation that the type of resource does not know (writing to a group) is taken, and nobody ever
asks for it: the access that was meant is missing. Of names, only a lone "*" stands for all; a beginning is written
without a star and with patternType: prefix.`,
  sources: [
    {
      title: 'Apache Kafka: authorization and ACLs, operations and resources',
      url: 'https://kafka.apache.org/documentation/#operations_resources_and_protocols',
    },
    sources.strimziApi,
  ],
  check: { resource: check },
  examples: [
    {
      bad: { ...cluster(), 'user.yaml': user({ resource: 'type: group\nname: shop', operation: '«Write»' }) },
      good: { ...cluster(), 'user.yaml': user({ resource: 'type: group\nname: shop', operation: 'Read' }) },
      fixed: false,
    },
    {
      bad: {
        ...cluster(),
        'user.yaml': user({ resource: 'type: topic', operation: 'Read' }).replace('resource:', '«resource»:'),
      },
      good: { ...cluster(), 'user.yaml': user({ resource: 'type: topic\nname: orders', operation: 'Read' }) },
      fixed: false,
    },
    {
      bad: {
        ...cluster(),
        'user.yaml': user({
          resource: 'type: topic\nname: «"orders-*"»\npatternType: literal',
          operation: 'Read',
        }),
      },
      good: {
        ...cluster(),
        'user.yaml': user({
          resource: 'type: topic\nname: "orders-"\npatternType: prefix',
          operation: 'Read',
        }),
      },
    },
    {
      bad: {
        ...cluster(),
        'user.yaml': user({ resource: 'type: group\nname: «"*"»\npatternType: prefix', operation: 'Read' }),
      },
      good: {
        ...cluster(),
        'user.yaml': user({ resource: 'type: group\nname: "*"\npatternType: literal', operation: 'Read' }),
      },
    },
  ],
};

function check({ type, tree }: Resource, report: Report): void {
  if (type !== 'KafkaUser') return;
  for (const acl of tree.get('spec', 'authorization', 'acls').items()) checkAcl(acl, report);
}

function checkAcl(acl: Tree, report: Report): void {
  const resource = acl.get('resource');
  checkPattern(resource, report);
  checkBoth(acl, report);
  const type = resource.get('type').string();
  const known = isSet(type) ? operations[type.value] : undefined;
  if (!isSet(type) || !known) return;
  if (type.value !== 'cluster' && isUnset(resource.get('name').self())) {
    report(
      resource.header,
      `a rule about a ${type.value} needs its name: without it the user operator refuses the user. Add name, be it "*".`,
      { refused: true },
    );
  }
  for (const item of [...acl.get('operations').items(), acl.get('operation')]) {
    const operation = item.string();
    if (!isSet(operation) || operation.value === 'All' || known.includes(operation.value)) continue;
    // What no resource has is said by the schema.
    const others = Object.keys(operations).filter((one) => operations[one]?.includes(operation.value));
    if (others.length === 0) continue;
    report(
      operation,
      `${operation.value} is nothing that is done to a ${type.value}, but to a ${listed(others)}: the rule allows nothing. A ${type.value} has ${listed(known)}.`,
    );
  }
}

/** Only a name that is nothing but a star stands for all; elsewhere a star is a character like any other. */
function checkPattern(resource: Tree, report: Report): void {
  const name = resource.get('name').string();
  const pattern = resource.get('patternType').string();
  if (!isSet(name) || !name.value.includes('*') || pattern.state === 'unknown') return;
  const isPrefix = isSet(pattern) && pattern.value === 'prefix';
  if (name.value === '*' && !isPrefix) return;
  const [, start] = /^([^*]+)\*$/.exec(name.value) ?? [];
  const asPrefix = [
    ...(start ? [set(name.slot, start)] : []),
    ...(isPrefix ? [] : [set(pattern.slot, 'prefix')]),
  ];
  report(
    name,
    name.value === '*'
      ? 'a prefix is taken letter by letter: this rule holds for names that begin with a star, and there are none. For all names use patternType: literal.'
      : `a star within a name is a character like any other: this rule holds for ${isPrefix ? `names that begin with ${name.value}` : `what is named ${name.value}`}, and there is none. ${start ? `Use ${start} with patternType: prefix.` : 'Use patternType: prefix.'}`,
    {
      fixes:
        name.value === '*'
          ? [choice('Set patternType to literal', set(pattern.slot, 'literal'))]
          : start
            ? [choice(`Use the prefix ${start}`, ...asPrefix)]
            : [],
    },
  );
}

/** Source: SimpleAclRule.fromCrd of the user operator. */
function checkBoth(acl: Tree, report: Report): void {
  const [old, list] = [acl.get('operation'), acl.get('operations')];
  if (!isSet(old.self()) || !isSet(list.self())) return;
  report(
    old.header,
    'operation and operations exclude each other: the user operator refuses the user. Keep operations.',
    {
      refused: true,
      related: [{ place: list.header, message: 'operations' }],
      fixes: [choice('Remove operation', remove(old.slot))],
    },
  );
}
