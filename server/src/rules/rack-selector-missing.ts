import { setting } from '../model/config.ts';
import { fix, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, kafka } from './sound.ts';
import { sources } from './sources.ts';

const SELECTOR = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';

export const rackSelectorMissing: Rule = {
  id: 'rack-selector-missing',
  title: 'Consumers cannot read from the replica in their own zone',
  category: 'racks',
  levels: { production: 'information', dev: 'off' },
  why: `The brokers know their racks, but without a replica selector every consumer still reads from the leader,
whatever its client.rack says. With three zones two reads of three cross a zone and are paid for on most clouds.`,
  sources: [
    sources.mskMigration,
    sources.strimziBrokerConfig,
    {
      title: 'KIP-392: allow consumers to fetch from the closest replica',
      url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-392%3A+Allow+consumers+to+fetch+from+closest+replica',
    },
  ],
  check: {
    broker(node, report) {
      const selector = setting(node.config, 'replica.selector.class');
      if (!isBroker(node) || !isSet(node.rack) || !isUnset(selector) || node.cluster.brokers?.value === 1)
        return;
      report(
        selector,
        `racks are set, but replica.selector.class is not: consumers read from the leader even when a replica stands in their own zone. Set it to ${SELECTOR}.`,
        {
          related: [{ place: node.rack.place, message: 'the rack is set here' }],
          fixes: [fix('Let consumers read from the nearest replica', set(selector.slot, SELECTOR))],
        },
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker('«process.roles»=broker\n-replica.selector.class'),
      },
      good: {
        'server.properties': broker(
          `process.roles=broker\n-replica.selector.class\nreplica.selector.class=${SELECTOR}`,
        ),
      },
    },
    {
      bad: {
        ...cluster(),
        'kafka.yaml': kafka({ config: '-replica.selector.class' }).replace('    config:', '    «config»:'),
      },
      good: cluster(),
    },
  ],
};
