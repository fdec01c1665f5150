import type { Broker } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { effective } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, kafka } from './sound.ts';
import { sources } from './sources.ts';

const STANDARD = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';
const ZOOKEEPER = 'kafka.security.authorizer.AclAuthorizer';

export const authorizerMissing: Rule = {
  id: 'authorizer-missing',
  title: 'Nothing decides who may do what',
  category: 'security',
  levels: { production: 'warning', dev: 'off' },
  why: `Without an authorizer every client that connects may read, write and delete every topic, and alter the
cluster's settings. With one, what no ACL allows is refused, so the ACLs of the applications and super.users for the
brokers come first. Brokers and controllers both need it.`,
  sources: [sources.awsKafka, sources.mskMigration, sources.kafkaSecurity],
  check: {
    broker(node, report) {
      const { authorizer, strimzi, platform, cluster } = node;
      // Amazon MSK brings its own.
      if (platform === 'msk' || authorizer.state === 'unknown' || (effective(authorizer) ?? '') !== '')
        return;
      const value = strimzi ? 'simple' : cluster.mode === 'zookeeper' ? ZOOKEEPER : STANDARD;
      report(
        authorizer,
        `${strimzi ? 'no authorization' : 'no authorizer.class.name'}: every client that connects may read, write and delete every topic. ${
          strimzi ? 'Add authorization of type simple' : `Set it to ${value}`
        } once super.users and ACLs are in place.`,
        { fixes: [choice(titleOf(node), set(authorizer.slot, value))] },
      );
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'kafka.yaml': kafka({ authorization: '' }).replace('  kafka:', '  «kafka»:') },
      good: cluster(),
      fixed: cluster({ authorization: '', kafka: 'authorization:\n  type: simple' }),
    },
    {
      bad: { 'server.properties': broker('«process.roles»=broker\n-authorizer.class.name') },
      good: {
        'server.properties': broker(
          `process.roles=broker\n-authorizer.class.name\nauthorizer.class.name=${STANDARD}`,
        ),
      },
    },
  ],
};

const titleOf = ({ strimzi }: Broker): string =>
  strimzi ? 'Add authorization of type simple' : 'Set authorizer.class.name';
