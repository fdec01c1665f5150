import { fix, remove } from '../model/fix.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const PROTOCOL = 'security.inter.broker.protocol';

export const interBrokerBoth: Rule = {
  id: 'inter-broker-both',
  title: 'The listener between brokers is named in two ways',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `inter.broker.listener.name picks a listener, whose protocol stands in the map; security.inter.broker.protocol is
the older way, which picks the listener that is called like the protocol. Kafka refuses both together.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaSecurity],
  check: {
    configuration(configuration, report) {
      const old = configuration.config.entries.get(PROTOCOL);
      reportRefused(configuration, 'inter-broker-both', report, () =>
        old ? [fix(`Remove ${PROTOCOL}`, remove(old.slot))] : [],
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'inter.broker.listener.name=«INTERNAL»\nsecurity.inter.broker.protocol=SASL_SSL',
        ),
      },
      good: { 'server.properties': broker('inter.broker.listener.name=INTERNAL') },
    },
  ],
};
