import { integer } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import { type Change, choice, fix, set } from '../model/fix.ts';
import { brokersRelated } from '../model/replication.ts';
import { isBroker } from '../model/roles.ts';
import { effective, isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

const OFFSETS = 'offsets.topic.replication.factor';
const TRANSACTIONS = 'transaction.state.log.replication.factor';
const MIN_ISR = 'transaction.state.log.min.isr';

export const internalTopicReplication: Rule = {
  id: 'internal-topic-replication',
  title: "Kafka's own topics have too few replicas",
  category: 'durability',
  levels: { production: 'warning', dev: 'hint' },
  why: `__consumer_offsets holds the position of every consumer group, __transaction_state every transaction. With one
replica a stopped broker stops the groups it coordinates, and a lost disk loses their positions. The sample file that
Kafka ships sets these keys to 1 for a first try on one machine; Kafka's own defaults are 3, 3 and 2. The number counts
when the topic is created: a topic that exists is changed with kafka-reassign-partitions.`,
  sources: [sources.strimziBrokerConfig, sources.kafkaBrokerConfigs],
  check: {
    broker(broker, report) {
      if (!isBroker(broker) || broker.cluster.brokers?.value === 1) return;
      checkOffsets(broker, report);
      checkTransactions(broker, report);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker(`${OFFSETS}=«1»`) },
      good: { 'server.properties': broker(`${OFFSETS}=3`) },
    },
    {
      bad: cluster({ config: `${OFFSETS}: «2»\n${TRANSACTIONS}: «1»\n${MIN_ISR}: 1` }),
      good: cluster({ config: `${OFFSETS}: 3\n${TRANSACTIONS}: 3\n${MIN_ISR}: 2` }),
    },
    {
      bad: { ...cluster({ config: `${MIN_ISR}: «1»` }) },
      good: { ...cluster({ config: `${MIN_ISR}: 2` }) },
    },
  ],
};

/** As many replicas as are wanted and possible. */
const wanted = ({ cluster }: Broker): number => Math.min(3, cluster.brokers?.value ?? 3);

function checkOffsets(broker: Broker, report: Report): void {
  const factor = integer(broker.config, OFFSETS);
  if (!isSet(factor) || factor.value >= wanted(broker)) return;
  tooFew(broker, OFFSETS, factor, 'consumer groups lose their coordinator and their positions', [], report);
}

function checkTransactions(broker: Broker, report: Report): void {
  const factor = integer(broker.config, TRANSACTIONS);
  const minIsr = integer(broker.config, MIN_ISR);
  const [count, least] = [effective(factor), effective(minIsr)];
  if (count === undefined || least === undefined) return;
  // Pairs that block the writers are min-isr-equals-rf and min-isr-exceeds-rf.
  if (least > count || (least === count && count > 1)) return;
  if (count < wanted(broker)) {
    const raise = least < wanted(broker) - 1 ? [set(minIsr.slot, wanted(broker) - 1)] : [];
    tooFew(broker, TRANSACTIONS, factor, 'transactions stop or are lost', raise, report);
  } else if (least < 2 && count >= 3) {
    report(
      minIsr,
      `${MIN_ISR} = ${least} with ${TRANSACTIONS} = ${count}: the leader alone acknowledges a transaction's outcome, and its loss loses it. Set it to 2.`,
      { fixes: [fix(`Set ${MIN_ISR} to 2`, set(minIsr.slot, 2))] },
    );
  }
}

function tooFew(
  broker: Broker,
  key: string,
  factor: Value<number>,
  loss: string,
  more: Change[],
  report: Report,
): void {
  const { brokers } = broker.cluster;
  const count = effective(factor);
  const away = count === 1 ? 'when its one broker stops' : `when ${count} brokers are lost`;
  // Safe only where the brokers are known to be enough.
  const make = brokers ? fix : choice;
  report(factor, `${key} = ${count}: ${loss} ${away}. Set it to ${wanted(broker)}.`, {
    related: brokersRelated(brokers),
    fixes: [make(`Set ${key} to ${wanted(broker)}`, set(factor.slot, wanted(broker)), ...more)],
  });
}
