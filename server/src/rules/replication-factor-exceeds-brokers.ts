import { integer } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { brokersRelated } from '../model/replication.ts';
import { isBroker } from '../model/roles.ts';
import { isSet, type Known, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const replicationFactorExceedsBrokers: Rule = {
  id: 'replication-factor-exceeds-brokers',
  title: 'A topic wants more replicas than there are brokers',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Each replica of a partition lives on a broker of its own, so Kafka refuses to create a topic with more replicas
than brokers (InvalidReplicationFactor). Strimzi refuses a whole Kafka resource whose default.replication.factor is
more than its brokers.`,
  sources: [sources.strimziBrokerConfig, sources.kafkaOps],
  check: {
    broker({ config, cluster, platform, ...broker }, report) {
      const factor = integer(config, 'default.replication.factor');
      if (!isSet(factor) || !isBroker(broker)) return;
      check(
        'default.replication.factor',
        factor,
        'the cluster',
        cluster.brokers,
        platform === 'strimzi',
        report,
      );
    },
    topic({ name, replicas, cluster }, report) {
      if (!isSet(replicas) || !cluster) return;
      check(`${name}: replicas`, replicas, `cluster ${cluster.name}`, cluster.brokers, false, report);
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'topic.yaml': topic({ replicas: '«5»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ replicas: '3' }) },
    },
    {
      bad: { ...cluster({ config: 'default.replication.factor: «4»' }) },
      good: { ...cluster({ config: 'default.replication.factor: 3' }) },
    },
    {
      bad: brokers('default.replication.factor=«4»'),
      good: brokers('default.replication.factor=3'),
    },
  ],
};

function brokers(lines: string): Record<string, string> {
  const one = (id: number) =>
    broker(
      `node.id=${id}\nadvertised.listeners=INTERNAL://b${id}.kafka.internal:9092,CLIENT://b${id}.kafka.internal:9094\nbroker.rack=eu-west-1${'abc'[id - 1]}\n${lines}`,
    );
  return { 'broker-1.properties': one(1), 'broker-2.properties': one(2), 'broker-3.properties': one(3) };
}

function check(
  what: string,
  factor: SetValue<number>,
  cluster: string,
  brokers: Known<number> | undefined,
  refused: boolean,
  report: Report,
): void {
  if (!brokers || factor.value <= brokers.value) return;
  const count = brokers.value === 1 ? '1 broker' : `${brokers.value} brokers`;
  const will = refused
    ? 'the operator refuses the cluster'
    : 'Kafka refuses to create topics with that many replicas';
  // A variable of a container has its key in its name, and `value` is where it stands.
  const key = factor.slot.environment ? what : String(factor.slot.path.at(-1));
  report(
    factor,
    `${what} = ${factor.value}, but ${cluster} has ${count}: ${will}. Set it to ${brokers.value}, or add brokers.`,
    {
      related: brokersRelated(brokers),
      fixes: [choice(`Set ${key} to ${brokers.value}`, set(factor.slot, brokers.value))],
      ...(refused ? { refused } : {}),
    },
  );
}
