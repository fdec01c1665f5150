import { choice, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { isUnset } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, kafka } from './sound.ts';
import { sources } from './sources.ts';

const ZONE = 'topology.kubernetes.io/zone';

export const rackMissing: Rule = {
  id: 'rack-missing',
  title: 'Brokers do not say which rack they are in',
  category: 'racks',
  levels: { production: 'warning', dev: 'hint' },
  why: `Kafka spreads the replicas of a partition over racks only when every broker names its own. Without that, all
replicas of a partition can land in one zone, and the zone takes the partition with it. Racks count when a topic is
created or its replicas are reassigned: what exists already stays where it is.`,
  sources: [sources.haKafka, sources.azRacks, sources.awsKafka, sources.kafkaOps],
  check: {
    broker(node, report) {
      const { rack, cluster } = node;
      // Amazon MSK sets broker.rack itself.
      if (node.platform === 'msk' || !isBroker(node) || !isUnset(rack) || cluster.brokers?.value === 1)
        return;
      if (node.strimzi) {
        const value = rack.slot.path.at(-1) === 'topologyKey' ? ZONE : { topologyKey: ZONE };
        report(
          rack,
          `rack is not set: all replicas of a partition can land in one zone. Add rack.topologyKey: ${ZONE}.`,
          { fixes: [choice(`Add rack.topologyKey: ${ZONE}`, set(rack.slot, value))] },
        );
        return;
      }
      report(
        rack,
        'broker.rack is not set: all replicas of a partition can land in one zone. Set it to the zone of this broker.',
        { fixes: [choice('Add broker.rack', set(rack.slot, '<zone>'))] },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('«process.roles»=broker\n-broker.rack\n-replica.selector.class') },
      good: { 'server.properties': broker() },
      fixed: {
        'server.properties': broker(
          'process.roles=broker\n-broker.rack\n-replica.selector.class\nbroker.rack=<zone>',
        ),
      },
    },
    {
      bad: {
        ...cluster(),
        'kafka.yaml': kafka({ rack: '', template: '', config: '-replica.selector.class' }).replace(
          '  kafka:',
          '  «kafka»:',
        ),
      },
      good: cluster(),
      fixed: {
        ...cluster({
          rack: '',
          template: '',
          config: '-replica.selector.class',
          kafka: `rack:\n  topologyKey: ${ZONE}`,
        }),
      },
    },
  ],
};
