import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const conflictingValues: Rule = {
  id: 'conflicting-values',
  title: 'Two settings that cannot hold together',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Some settings are right alone and wrong together: a minimum above its maximum, a delay longer than the time after
which the connection is closed. Kafka compares them before it starts, and does not start.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration: (configuration, report) => reportRefused(configuration, 'conflicting-values', report),
  },
  examples: [
    {
      bad: { 'server.properties': broker('queued.max.request.bytes=«1048576»') },
      good: { 'server.properties': broker('queued.max.request.bytes=209715200') },
      fixed: false,
    },
  ],
};
