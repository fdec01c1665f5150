import { integer } from '../model/config.ts';
import { choice, fix, set } from '../model/fix.ts';
import { brokersRelated, topicReplication } from '../model/replication.ts';
import { isBroker } from '../model/roles.ts';
import { effective, type Known, type Value } from '../model/value.ts';
import type { Details, Rule } from './rule.ts';
import { broker, cluster, kafka, topic } from './sound.ts';
import { sources } from './sources.ts';

export const replicationFactorOne: Rule = {
  id: 'replication-factor-one',
  title: 'A topic lives on one broker only',
  category: 'durability',
  levels: { production: 'error', dev: 'information' },
  why: `A partition with one replica is offline whenever its broker stops, in every rolling restart too, and is lost
with that broker's disk. Kafka's own default is 1, so it is what topics get that are created without saying a
replication factor.`,
  sources: [sources.mskReliability, sources.azRacks, sources.strimziBrokerConfig],
  check: {
    broker({ config, cluster, ...broker }, report) {
      const factor = integer(config, 'default.replication.factor');
      // More in-sync replicas than one: min-isr-exceeds-rf says it.
      if ((effective(integer(config, 'min.insync.replicas')) ?? 1) > 1) return;
      if (!isBroker(broker) || !isOne(factor, cluster.brokers)) return;
      const unset = factor.state === 'unset' ? ' (not set, so the default)' : '';
      const replicas = wanted(cluster.brokers);
      report(
        factor,
        `default.replication.factor = 1${unset}: a topic created without a replication factor is offline when its one broker stops. Set it to ${replicas}.`,
        raise('default.replication.factor', factor, cluster.brokers, fix),
      );
    },
    topic(topic, report) {
      const { name, replicas, cluster } = topic;
      if (replicas.state === 'unset' || !isOne(replicas, cluster?.brokers)) return;
      if (topicReplication(topic).some(({ minIsr }) => minIsr.value > 1)) return;
      report(
        replicas,
        `${name} has 1 replica: its partitions are offline when their broker stops, and lost with its disk. Use ${wanted(cluster?.brokers)} replicas.`,
        raise('replicas', replicas, cluster?.brokers, choice),
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker('default.replication.factor=«1»\nmin.insync.replicas=1'),
      },
      good: { 'server.properties': broker() },
      fixed: { 'server.properties': broker('default.replication.factor=3\nmin.insync.replicas=1') },
    },
    {
      bad: {
        ...cluster(),
        'kafka.yaml': kafka({ config: '-default.replication.factor\n-min.insync.replicas' }).replace(
          'config:',
          '«config»:',
        ),
      },
      good: cluster(),
      fixed: {
        ...cluster({
          config: '-default.replication.factor\n-min.insync.replicas\ndefault.replication.factor: 3',
        }),
      },
    },
    {
      bad: {
        ...cluster(),
        'topic.yaml': topic({ replicas: '«1»', config: 'min.insync.replicas: 1' }),
      },
      good: { ...cluster(), 'topic.yaml': topic() },
      fixed: { ...cluster(), 'topic.yaml': topic({ replicas: '3', config: 'min.insync.replicas: 1' }) },
    },
    // The cluster is not here.
    { bad: { 'topic.yaml': topic({ replicas: '«1»' }) }, good: { 'topic.yaml': topic({ replicas: '3' }) } },
  ],
};

/** One replica by choice or default, where there are (or may be) more brokers than one. */
const isOne = (factor: Value<number>, brokers: Known<number> | undefined): boolean =>
  effective(factor) === 1 && brokers?.value !== 1;

const wanted = (brokers: Known<number> | undefined): number => Math.min(3, brokers?.value ?? 3);

/** The fix is safe only where the brokers are known to be enough. */
function raise(
  name: string,
  factor: Value<number>,
  brokers: Known<number> | undefined,
  make: typeof fix,
): Details {
  const replicas = wanted(brokers);
  const change = set(factor.slot, replicas);
  const title = `Set ${name} to ${replicas}`;
  return {
    fixes: [brokers ? make(title, change) : choice(title, change)],
    related: brokersRelated(brokers),
  };
}
