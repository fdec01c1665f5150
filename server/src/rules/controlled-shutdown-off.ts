import { boolean } from '../model/config.ts';
import { fix, remove } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'controlled.shutdown.enable';

export const controlledShutdownOff: Rule = {
  id: 'controlled-shutdown-off',
  title: 'Brokers stop without handing their leaders over',
  category: 'availability',
  levels: { production: 'warning', dev: 'hint' },
  why: `Before a broker stops, Kafka moves the partitions that it leads to other replicas. Without that, each of them is
without a leader until the cluster notices that the broker is gone: every rolling restart becomes a series of short
outages.`,
  sources: [sources.kafkaOps, sources.haKafka],
  check: {
    broker({ config }, report) {
      const enabled = boolean(config, KEY);
      if (!isSet(enabled) || enabled.value) return;
      report(
        enabled,
        `${KEY} = false: when a broker stops, each partition it leads is without a leader until the cluster notices. Remove the line.`,
        { fixes: [fix(`Remove ${KEY}`, remove(enabled.slot))] },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker(`${KEY}=«false»`) },
      good: { 'server.properties': broker() },
    },
    {
      bad: cluster({ config: `${KEY}: «false»` }),
      good: cluster(),
    },
  ],
};
