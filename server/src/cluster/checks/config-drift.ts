import { defaultOf } from '../../knowledge/facts.ts';
import { type Check, some, sources } from '../check.ts';
import { configValue, liveBrokers } from '../replicas.ts';

/** Settings that a cluster has one value of; a broker with another one behaves differently from its neighbours. */
const clusterWide = [
  'auto.create.topics.enable',
  'compression.type',
  'default.replication.factor',
  'inter.broker.listener.name',
  'inter.broker.protocol.version',
  'log.cleanup.policy',
  'log.message.timestamp.type',
  'log.retention.bytes',
  'log.retention.hours',
  'log.retention.ms',
  'log.segment.bytes',
  'message.max.bytes',
  'min.insync.replicas',
  'num.partitions',
  'offsets.retention.minutes',
  'offsets.topic.replication.factor',
  'replica.lag.time.max.ms',
  'replica.selector.class',
  'transaction.state.log.min.isr',
  'transaction.state.log.replication.factor',
  'unclean.leader.election.enable',
];

export const configDrift: Check = {
  id: 'live-config-drift',
  title: 'Brokers are configured differently',
  why: 'What a client meets then depends on the broker that it happens to meet, and changes when leadership moves.',
  sources: [sources.operations],
  check(snapshot) {
    const read = liveBrokers(snapshot).filter(({ config }) => config.state === 'read');
    if (read.length === 0) return { unchecked: 'the configuration of no broker could be read' };
    return clusterWide.flatMap((key) => {
      const values = new Map<string, number[]>();
      for (const { id, config, kafka } of read) {
        const value = configValue(config, key) ?? defaultOf('broker', key, kafka) ?? 'not set';
        values.set(value, [...(values.get(value) ?? []), id]);
      }
      if (values.size < 2) return [];
      const list = [...values].map(([value, ids]) => `${value} on broker ${some(ids)}`);
      return [
        {
          severity: 'warning',
          subject: { kind: 'cluster' },
          about: key,
          message: `${key} differs: ${list.join('; ')}. Give every broker the same value.`,
        },
      ];
    });
  },
};
