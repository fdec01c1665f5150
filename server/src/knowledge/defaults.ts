import type { Scope } from '../model/config.ts';

/** Defaults of the broker keys that rules look at; the generated catalogue takes this over. */
const broker: Record<string, string> = {
  'default.replication.factor': '1',
  'min.insync.replicas': '1',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
  'auto.create.topics.enable': 'true',
  'unclean.leader.election.enable': 'false',
  'num.partitions': '1',
  'delete.topic.enable': 'true',
};

/** Kafka's default for a key, as text; undefined when there is none or it is not known. */
export function defaultOf(scope: Scope, key: string, _version?: string): string | undefined {
  return scope === 'broker' && Object.hasOwn(broker, key) ? broker[key] : undefined;
}
