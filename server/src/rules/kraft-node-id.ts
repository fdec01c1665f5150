import { fix, remove } from '../model/fix.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const kraftNodeId: Rule = {
  id: 'kraft-node-id',
  title: 'The node has no id that Kafka takes',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A node is known by one number: to the quorum, to its storage and to the other nodes. With process.roles it must be
written, 0 or more, and the same wherever it is written.`,
  sources: [sources.kafkaKraft, sources.kafkaBrokerConfigs],
  check: {
    configuration(configuration, report) {
      const { entries } = configuration.config;
      const old = entries.get('broker.id');
      reportRefused(configuration, 'kraft-node-id', report, ({ keys }) =>
        old && entries.has('node.id') && keys.includes('broker.id') && keys.length === 2
          ? [fix('Remove broker.id', remove(old.slot))]
          : [],
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('node.id=«1»\nbroker.id=2') },
      good: { 'server.properties': broker('node.id=1') },
    },
    {
      kafkaVersion: '3.9.2',
      bad: { 'server.properties': broker('process.roles=«broker»\n-node.id') },
      good: { 'server.properties': broker() },
      fixed: false,
    },
  ],
};
