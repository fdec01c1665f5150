import { type Config, integer } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { effective, isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const messageSizeChain: Rule = {
  id: 'message-size-chain',
  title: 'A record batch that one limit allows, the next one does not',
  category: 'correctness',
  levels: { production: 'warning', dev: 'information' },
  why: `A batch passes the request's limit (socket.request.max.bytes), the topic's (message.max.bytes), goes into a segment
(log.segment.bytes) and is fetched by the followers (replica.fetch.max.bytes). What does not fit into a request or a
segment is refused. What is larger than a follower's fetch is copied since 0.10.1, but one batch a fetch, which is
slow. Kafka's own defaults leave 12 bytes between the last two.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaTopicConfigs],
  check: {
    broker(node, report) {
      if (!isBroker(node)) return;
      const { config } = node;
      const largest = integer(config, 'message.max.bytes');
      below(
        largest,
        integer(config, 'socket.request.max.bytes'),
        'producers cannot send the largest batches',
        report,
      );
      below(
        largest,
        integer(config, 'log.segment.bytes'),
        'the largest batches fit into no segment and are refused',
        report,
      );
      below(
        largest,
        integer(config, 'replica.fetch.max.bytes'),
        'followers fetch the largest batches one at a time and can fall behind',
        report,
        12,
      );
    },
    topic({ config }, report) {
      below(
        integer(config, 'max.message.bytes'),
        segment(config),
        'the largest batches fit into no segment and are refused',
        report,
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('message.max.bytes=«10485760»') },
      good: { 'server.properties': broker('message.max.bytes=10485760\nreplica.fetch.max.bytes=10485760') },
    },
    {
      bad: {
        ...cluster(),
        'topic.yaml': topic({ config: 'max.message.bytes: «2097152»\nsegment.bytes: 1048576' }),
      },
      good: {
        ...cluster(),
        'topic.yaml': topic({ config: 'max.message.bytes: 2097152\nsegment.bytes: 2097152' }),
      },
    },
  ],
};

/** A topic without a segment size of its own has its brokers', which is far larger unless somebody changed it. */
const segment = (config: Config): Value<number> => integer(config, 'segment.bytes');

/** Kafka's own defaults are in order: something must be written to break the order. */
function below(
  largest: Value<number>,
  limit: Value<number>,
  consequence: string,
  report: Report,
  spare = 0,
): void {
  const [size, most] = [effective(largest), effective(limit)];
  if (size === undefined || most === undefined || size <= most + spare) return;
  const [key, other] = [largest, limit].map(({ slot }) => String(slot.path.at(-1)));
  const at = isSet(largest) ? largest : limit;
  if (!isSet(at)) return;
  report(
    at,
    `${key} = ${size} is above ${other} = ${most}${isSet(limit) ? '' : ' (the default)'}: ${consequence}. Raise ${other} to ${size}.`,
    {
      related:
        isSet(limit) && at !== limit ? [{ place: limit.place, message: `${other} is ${most} here` }] : [],
      fixes: [choice(`Raise ${other} to ${size}`, set(limit.slot, size))],
    },
  );
}
