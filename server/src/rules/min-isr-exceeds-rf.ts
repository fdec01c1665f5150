import { isOlder } from '../knowledge/versions.ts';
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
  why: `Kafka accepts the pair at start-up and creates the topic. Before 3.7 no write with acks=all can ever find enough
in-sync replicas: each fails with NotEnoughReplicas, and for the transaction log no transactional producer works at all.
Since 3.7 the leader counts with no more than the replicas there are: of one replica, acks=all waits for nobody else and
promises no second copy; of several, all must be in sync, and one stopped broker blocks every such producer.`,
  sources: [
    sources.mskReliability,
    sources.kafkaTopicConfigs,
    {
      title: 'Apache Kafka: KAFKA-15583, the effective minimum of a partition',
      url: 'https://issues.apache.org/jira/browse/KAFKA-15583',
    },
  ],
  check: {
    broker(broker, report) {
      const { version, brokers } = broker.cluster;
      for (const pair of brokerReplication(broker)) check(pair, version?.value, brokers?.value, report);
    },
    topic(topic, report) {
      const { config, cluster } = topic;
      for (const pair of topicReplication(topic))
        check(pair, config.version, cluster?.brokers?.value, report);
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

/** The first release whose leaders count with no more than the replicas there are: Partition.effectiveMinIsr. */
const LOWERS = '3.7';

/** What becomes of writes; `version` is undefined where the deployment does not say it. Measured on 2.8.2 and 4.3.1. */
function outcome(factor: number, version: string | undefined): string {
  const fails = 'every acks=all write fails';
  if (version && isOlder(version, LOWERS)) return fails;
  const lowered =
    factor === 1
      ? 'Kafka counts the one replica there is as enough, and acks=all promises no second copy'
      : `Kafka counts with ${factor}, and one stopped broker blocks every acks=all producer`;
  return version ? lowered : `before Kafka 3.7 ${fails}, since then ${lowered}`;
}

function check(
  pair: Replication,
  version: string | undefined,
  brokers: number | undefined,
  report: Report,
): void {
  const { factor, minIsr } = pair;
  if (minIsr.value <= factor.value) return;
  /** Writes go on; what remains is one replica, as grave as replication-factor-one. */
  const works = factor.value === 1 && version !== undefined && !isOlder(version, LOWERS);
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
    `${minIsr.name} = ${minIsr.value}, but ${factor.name} = ${factor.value}: ${outcome(factor.value, version)}. ${
      canRaise && factor.value < 3 ? `${raising}.` : `${lowering}.`
    }`,
    {
      related: relatedOf(pair),
      fixes,
      ...(works ? { levels: { production: 'error', dev: 'information' } } : {}),
    },
  );
}
