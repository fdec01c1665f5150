import type { KeyFacts } from '../knowledge/table.ts';
import { choice, type Fix, set } from '../model/fix.ts';
import { durationText, sizeText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import { knownEntriesOf } from './configured.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, topic, zookeeperBroker } from './sound.ts';
import { sources } from './sources.ts';

export const unitPlausibility: Rule = {
  id: 'unit-plausibility',
  title: 'The number looks as if it were meant in another unit',
  category: 'correctness',
  levels: { production: 'warning', dev: 'information' },
  why: `Kafka's durations are in milliseconds and its sizes in bytes, whatever the number. A retention of 168 is 168
milliseconds, not hours: records are gone as soon as the cleaner comes by.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaTopicConfigs],
  check: {
    configuration(configuration, report) {
      for (const { key, slot, value, facts } of knownEntriesOf(configuration)) {
        if (!isSet(value) || !/^\d{1,15}$/.test(value.value)) continue;
        const found = judge(facts, Number(value.value));
        if (!found) continue;
        const { message, meant } = found;
        report(value, `${key} = ${value.value} ${message}`, {
          fixes: meant.map(
            ({ number, text }): Fix => choice(`Set ${key} to ${number} (${text})`, set(slot, number)),
          ),
        });
      }
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: «604800»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) },
    },
    {
      bad: { 'server.properties': zookeeperBroker('zookeeper.session.timeout.ms=«18»') },
      good: { 'server.properties': zookeeperBroker('zookeeper.session.timeout.ms=18000') },
    },
    {
      bad: { 'server.properties': broker('message.max.bytes=«5»') },
      good: { 'server.properties': broker('replica.fetch.max.bytes=5242880\nmessage.max.bytes=5242880') },
      fixed: { 'server.properties': broker('message.max.bytes=5242880') },
    },
  ],
};

interface Verdict {
  /** What follows the value: what it means, and what was probably meant. */
  message: string;
  meant: { number: number; text: string }[];
}

const DAY = 86_400_000;

/** Durations that nobody wants below a minute, and sizes that hold a whole record batch or segment. */
const RETENTION = /(^|\.)retention\.ms$/;
const BATCH = /^(message\.max\.bytes|max\.message\.bytes|replica\.fetch\.max\.bytes|max\.request\.size)$/;

function judge({ key, default: fallback }: KeyFacts, number: number): Verdict | undefined {
  if (number === 0) return undefined;
  const usual = Number(fallback ?? Number.NaN);
  if (RETENTION.test(key)) return retention(number);
  if (/retention\.(hours|minutes)$/.test(key)) return coarse(key, number);
  if (/\.timeout\.ms$/.test(key) && number < 100 && usual >= 1000) return duration(number, 1000);
  if (BATCH.test(key) && number < 1024) return size(number, 2 ** 20);
  if (/(^|\.)retention\.bytes$/.test(key) && number < 10 ** 5) return size(number, 2 ** 30);
  return undefined;
}

/** Hours or days, when far too short to keep anything; seconds, when the number is whole hours in seconds. */
function retention(number: number): Verdict | undefined {
  // Up to a second is a known way to purge a topic.
  if (number % 3600 === 0 && number % 60_000 !== 0 && number <= 366 * 86_400) return duration(number, 1000);
  const hours = [1, 6, 12, 24, 48, 72, 96, 120, 144, 168, 240, 336, 720].includes(number);
  return hours && number > 1 ? duration(number, 3_600_000) : undefined;
}

function duration(number: number, factor: number): Verdict {
  const meant = number * factor;
  const unit = factor === 1000 ? 'seconds' : 'hours';
  return {
    message: `is ${durationText(number)}: the unit is milliseconds. If ${number} ${unit} are meant, write ${meant}.`,
    meant: [{ number: meant, text: durationText(meant) }],
  };
}

/** log.retention.hours with seconds in it, or minutes with milliseconds. */
function coarse(key: string, number: number): Verdict | undefined {
  const hours = key.endsWith('hours');
  const factor = hours ? 3600 : 60_000;
  if (number % factor !== 0 || number < factor || number >= 2 ** 31 - 1) return undefined;
  const meant = number / factor;
  return {
    message: `is ${durationText(number * (hours ? DAY / 24 : 60_000))}: the unit is ${hours ? 'hours' : 'minutes'}. If ${number} ${hours ? 'seconds' : 'milliseconds'} are meant, write ${meant}.`,
    meant: [{ number: meant, text: durationText(meant * (hours ? DAY / 24 : 60_000)) }],
  };
}

function size(number: number, factor: number): Verdict {
  const meant = number * factor;
  return {
    message: `is ${sizeText(number)}: the unit is bytes. If ${sizeText(meant)} is meant, write ${meant}.`,
    meant: [{ number: meant, text: sizeText(meant) }],
  };
}
