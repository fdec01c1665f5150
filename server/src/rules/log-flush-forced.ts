import type { Config } from '../model/config.ts';
import { integer } from '../model/config.ts';
import { fix, remove } from '../model/fix.ts';
import { durationText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

/** What counts as often: fewer messages, or less milliseconds, between two flushes. */
const OFTEN = { messages: 10_000, ms: 1000 };

export const logFlushForced: Rule = {
  id: 'log-flush-forced',
  title: 'Kafka is told to flush to disk after few records',
  category: 'performance',
  levels: { production: 'warning', dev: 'information' },
  why: `A Kafka record is durable because several brokers have it, not because one of them has flushed it. A forced
flush blocks the writers of the partition while the disk works, and the operating system does the same in the
background for much less.`,
  sources: [sources.kafkaOps, sources.strimziBrokerConfig],
  check: {
    broker({ config, cluster }, report) {
      const alone = cluster.brokers?.value === 1;
      check(config, 'log.flush.interval.messages', 'log.flush.interval.ms', alone, report);
    },
    topic({ config, cluster }, report) {
      check(config, 'flush.messages', 'flush.ms', cluster?.brokers?.value === 1, report);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('log.flush.interval.messages=«1»\nlog.flush.interval.ms=«100»') },
      good: { 'server.properties': broker() },
    },
    {
      bad: cluster({ config: 'log.flush.interval.ms: «500»' }),
      good: cluster({ config: 'log.flush.interval.ms: 60000' }),
      fixed: cluster(),
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 86400000\nflush.messages: «1»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 86400000' }) },
    },
  ],
};

function check(config: Config, messages: string, ms: string, alone: boolean, report: Report): void {
  const found = [
    {
      key: messages,
      value: integer(config, messages),
      limit: OFTEN.messages,
      text: (n: number) => (n === 1 ? 'after every message' : `every ${n} messages`),
    },
    { key: ms, value: integer(config, ms), limit: OFTEN.ms, text: (n: number) => `every ${durationText(n)}` },
  ];
  for (const { key, value, limit, text } of found) {
    if (!isSet(value) || value.value >= limit) continue;
    report(
      value,
      `${key} = ${value.value}: a flush ${text(value.value)} blocks the partition's writers, and replication already keeps the records. Remove the line.`,
      {
        // One broker has no other copy: there it may be meant.
        ...(alone ? { levels: { production: 'information', dev: 'hint' } } : {}),
        fixes: [fix(`Remove ${key}`, remove(value.slot))],
      },
    );
  }
}
