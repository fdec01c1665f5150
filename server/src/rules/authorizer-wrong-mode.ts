import { isOlder } from '../knowledge/versions.ts';
import { fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const STANDARD = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';

export const authorizerWrongMode: Rule = {
  id: 'authorizer-wrong-mode',
  title: 'The authorizer belongs to ZooKeeper mode',
  category: 'upgrade',
  levels: { production: 'error', dev: 'error' },
  why: `AclAuthorizer keeps its ACLs in ZooKeeper: a KRaft node has none, and Kafka 4.0 took the class out. A KRaft node
keeps ACLs in its own metadata, which StandardAuthorizer reads; the migration from ZooKeeper carries them over.
SimpleAclAuthorizer went with Kafka 3.0 already.`,
  sources: [sources.kafkaSecurity, sources.kafkaKraft, sources.kafkaUpgrade],
  check: {
    broker({ authorizer, strimzi, cluster }, report) {
      if (strimzi || !isSet(authorizer)) return;
      const name = authorizer.value.trim();
      const version = cluster.version?.value;
      const atLeast = (other: string): boolean => version !== undefined && !isOlder(version, other);
      const kraft = cluster.mode === 'kraft';
      const because =
        name === 'kafka.security.authorizer.AclAuthorizer'
          ? atLeast('4.0')
            ? `Kafka ${version} no longer has it`
            : kraft
              ? 'it keeps ACLs in ZooKeeper, which a node with process.roles does not have'
              : undefined
          : name === 'kafka.security.auth.SimpleAclAuthorizer' && (kraft || atLeast('3.0'))
            ? 'it is gone since Kafka 3.0'
            : undefined;
      if (because === undefined) return;
      const better = kraft || atLeast('4.0') ? STANDARD : 'kafka.security.authorizer.AclAuthorizer';
      report(
        authorizer,
        `authorizer.class.name is ${name.split('.').at(-1)}: ${because}, and the node does not start. Use ${better.split('.').at(-1)}.`,
        { refused: true, fixes: [fix(`Use ${better.split('.').at(-1)}`, set(authorizer.slot, better))] },
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker('authorizer.class.name=«kafka.security.authorizer.AclAuthorizer»'),
      },
      good: { 'server.properties': broker(`authorizer.class.name=${STANDARD}`) },
    },
  ],
};
