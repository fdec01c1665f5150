import { integer } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import { type Change, choice, fix, set } from '../model/fix.ts';
import { brokersRelated } from '../model/replication.ts';
import { isBroker } from '../model/roles.ts';
import { effective, isSet, type Known, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { controllers, kafka, pool } from './sound.ts';
import { sources } from './sources.ts';

const OFFSETS = 'offsets.topic.replication.factor';
const TRANSACTIONS = 'transaction.state.log.replication.factor';
const MIN_ISR = 'transaction.state.log.min.isr';

export const internalTopicRfExceedsBrokers: Rule = {
  id: 'internal-topic-rf-exceeds-brokers',
  title: "Kafka's own topics want more replicas than there are brokers",
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Kafka creates __consumer_offsets and __transaction_state when they are first needed, with 3 replicas unless it
is told otherwise. With fewer brokers the creation fails again and again: consumer groups find no coordinator and
transactional producers hang, although the broker itself looks healthy.`,
  sources: [sources.kafkaBrokerConfigs, sources.strimziBrokerConfig],
  check: {
    broker(broker, report) {
      const { brokers } = broker.cluster;
      if (!brokers || !isBroker(broker)) return;
      check(broker, brokers, OFFSETS, 'no consumer group can start', () => [], report);
      check(broker, brokers, TRANSACTIONS, 'no transactional producer can start', lowerMinIsr, report);
    },
  },
  examples: [
    {
      profile: 'dev',
      bad: one(`${OFFSETS}: «3»\n${TRANSACTIONS}: 1\n${MIN_ISR}: 1`),
      good: one(`${OFFSETS}: 1\n${TRANSACTIONS}: 1\n${MIN_ISR}: 1`),
    },
    // Not set, the keys mean 3, and min ISR 2: once for each topic, on the header.
    {
      profile: 'dev',
      bad: one(`${OFFSETS}: 1\n-${TRANSACTIONS}\n-${MIN_ISR}`, true),
      good: one(`${OFFSETS}: 1\n${TRANSACTIONS}: 1\n${MIN_ISR}: 1`),
    },
  ],
};

/** A cluster of one broker with these lines. */
function one(lines: string, marked = false): Record<string, string> {
  const text = kafka({ config: `default.replication.factor: 1\nmin.insync.replicas: 1\n${lines}` });
  return {
    'kafka.yaml': marked ? text.replace('config:', '«config»:') : text,
    'pools.yaml': `${pool({ replicas: '1' })}---\n${controllers('1')}`,
  };
}

function check(
  { config, platform }: Broker,
  brokers: Known<number>,
  key: string,
  loss: string,
  more: (broker: Pick<Broker, 'config'>, highest: number) => Change[],
  report: Report,
): void {
  const factor: Value<number> = integer(config, key);
  const count = effective(factor);
  if (count === undefined || count <= brokers.value) return;
  const unset = isSet(factor) ? '' : ' (the default)';
  const refused = isSet(factor) && platform === 'strimzi';
  const there = brokers.value === 1 ? 'there is 1 broker' : `there are ${brokers.value} brokers`;
  const will = refused ? 'the operator refuses the cluster' : `the topic is never created and ${loss}`;
  // One broker leaves no choice; where there are two, a third may be what is missing.
  const make = brokers.value === 1 ? fix : choice;
  report(factor, `${key} = ${count}${unset}, but ${there}: ${will}. Set it to ${brokers.value}.`, {
    related: brokersRelated(brokers),
    fixes: [
      make(
        `Set ${key} to ${brokers.value}`,
        set(factor.slot, brokers.value),
        ...more({ config }, Math.max(1, brokers.value - 1)),
      ),
    ],
    ...(refused ? { refused } : {}),
  });
}

/** The transaction log's min ISR follows its replication factor down. */
function lowerMinIsr({ config }: Pick<Broker, 'config'>, highest: number): Change[] {
  const minIsr = integer(config, MIN_ISR);
  return (effective(minIsr) ?? 0) > highest ? [set(minIsr.slot, highest)] : [];
}
