import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const requiredProperty: Rule = {
  id: 'required-property',
  title: 'A key without which Kafka does not start',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A few keys have no default, because no value would be right for everybody. Without them the broker stops
before it starts. Clients are often given theirs by the program, so only brokers and controllers are looked at.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaKraft],
  // A ZooKeeper broker lacks process.roles because it is one.
  yieldsTo: ['zookeeper-mode-eol'],
  check: {
    configuration: (configuration, report) => reportRefused(configuration, 'required-property', report),
  },
  examples: [
    {
      kafkaVersion: '4.3.1',
      bad: { 'server.properties': broker('«node.id»=1\n-process.roles') },
      good: { 'server.properties': broker() },
      fixed: false,
    },
  ],
};
