import { choice, type Fix, fix, set } from '../model/fix.ts';
import {
  brokerReplication,
  placeOf,
  type Replication,
  relatedOf,
  topicReplication,
} from '../model/replication.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, controllers, kafka, pool, topic } from './sound.ts';
import { sources } from './sources.ts';

export const minIsrExceedsRf: Rule = {
  id: 'min-isr-exceeds-rf',
  title: 'min.insync.replicas is more than there are replicas',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Kafka accepts the pair at start-up and creates the topic, but no write with acks=all can ever find enough
in-sync replicas: each fails with NotEnoughReplicas. For the transaction log it means that no transactional producer
works at all.`,
  sources: [sources.mskReliability, sources.kafkaTopicConfigs],
  check: {
    broker(broker, report) {
      for (const pair of brokerReplication(broker)) check(pair, broker.cluster.brokers?.value, report);
    },
    topic(topic, report) {
      for (const pair of topicReplication(topic)) check(pair, topic.cluster?.brokers?.value, report);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('min.insync.replicas=«4»') },
      good: { 'server.properties': broker('min.insync.replicas=2') },
    },
    // default.replication.factor is not set: it is 1.
    {
      bad: { 'server.properties': broker('-default.replication.factor\nmin.insync.replicas=«2»') },
      good: { 'server.properties': broker('min.insync.replicas=2\ndefault.replication.factor=3') },
      fixed: {
        'server.properties': broker(
          '-default.replication.factor\nmin.insync.replicas=2\ndefault.replication.factor=3',
        ),
      },
    },
    // transaction.state.log.min.isr is not set: it is 2.
    {
      bad: {
        ...cluster({
          config: '-transaction.state.log.min.isr\ntransaction.state.log.replication.factor: «1»',
        }),
      },
      good: {
        ...cluster({
          config: '-transaction.state.log.min.isr\ntransaction.state.log.replication.factor: 3',
        }),
      },
    },
    // A topic alone against its brokers' min.insync.replicas.
    {
      bad: { ...cluster(), 'topic.yaml': topic({ replicas: '«1»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ replicas: '3' }) },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ replicas: '', config: 'min.insync.replicas: «5»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ replicas: '', config: 'min.insync.replicas: 2' }) },
    },
    // One broker: there is nothing to raise.
    {
      profile: 'dev',
      bad: {
        'kafka.yaml': single('min.insync.replicas: «2»'),
        'pools.yaml': `${pool({ replicas: '1' })}---\n${controllers('1')}`,
      },
      good: {
        'kafka.yaml': single('min.insync.replicas: 1'),
        'pools.yaml': `${pool({ replicas: '1' })}---\n${controllers('1')}`,
      },
    },
  ],
};

function single(line: string): string {
  const ones = ['offsets.topic', 'transaction.state.log', 'default'].map(
    (one) => `${one}.replication.factor: 1`,
  );
  return kafka({ config: `${ones.join('\n')}\ntransaction.state.log.min.isr: 1\n${line}` });
}

function check(pair: Replication, brokers: number | undefined, report: Report): void {
  const { factor, minIsr } = pair;
  if (minIsr.value <= factor.value) return;
  const lower = Math.max(1, factor.value - 1);
  const raised = minIsr.value + 1;
  const lowering = `Set ${minIsr.key} to ${lower}`;
  const raising = `Set the replication factor to ${raised}`;
  const canRaise = brokers === undefined || brokers >= raised;
  const lowered = (make: typeof fix): Fix => make(lowering, set(minIsr.own.slot, lower));
  const raise = choice(raising, set(factor.own.slot, raised));
  const fixes = !canRaise
    ? [lowered(choice)]
    : factor.value < 3
      ? [raise, lowered(choice)]
      : [lowered(fix), raise];
  report(
    placeOf(pair),
    `${minIsr.name} = ${minIsr.value}, but ${factor.name} = ${factor.value}: every acks=all write fails. ${
      canRaise && factor.value < 3 ? `${raising}.` : `${lowering}.`
    }`,
    { related: relatedOf(pair), fixes },
  );
}
