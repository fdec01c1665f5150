import type {
  BrokerState,
  ClusterSnapshot,
  ConfigEntry,
  GroupState,
  TopicState,
} from '../../../server/src/cluster/snapshot/types.ts';

/** Builds by hand what a snapshot of a healthy cluster looks like; tests change what they are about. */
export function broker(id: number, change: Partial<BrokerState> = {}): BrokerState {
  return {
    id,
    host: `b${id}.example.org`,
    port: 9092,
    rack: `rack-${id}`,
    registered: true,
    fenced: false,
    answer: { state: 'answered', roundTripMs: 2 },
    kafka: '4.3',
    apiVersions: { 3: 13 },
    supports: { 'metadata.version': 30 },
    config: { state: 'read', value: [] },
    logDirs: {
      state: 'read',
      value: [{ path: '/data', totalBytes: 1000, usableBytes: 900, bytes: 0 }],
    },
    ...change,
  };
}

export const entry = (name: string, value: string, source: ConfigEntry['source'] = 'topic'): ConfigEntry => ({
  name,
  value,
  source,
});

/** A topic whose partitions are given as "replicas/in-sync", led by the first in sync: "1,2,3/1,2". */
export function topic(
  name: string,
  partitions: string[],
  minIsr = 2,
  change: Partial<TopicState> = {},
): TopicState {
  return {
    name,
    internal: false,
    partitions: partitions.map((text, id) => {
      const [replicas = [], isr = replicas] = text
        .split('/')
        .map((ids) => (ids === '' ? [] : ids.split(',').map(Number)));
      return { id, replicas, isr, leader: isr[0] ?? -1, endOffset: 100 };
    }),
    config: { state: 'read', value: [entry('min.insync.replicas', String(minIsr))] },
    ...change,
  };
}

/** A group of one topic with lags by partition; the partitions end at 100. */
export function group(id: string, lags: number[], change: Partial<GroupState> = {}): GroupState {
  return {
    id,
    kind: 'classic',
    state: 'Stable',
    coordinator: 1,
    protocolType: 'consumer',
    members: {
      state: 'read',
      value: [{ id: 'm', clientId: 'c', host: '10.0.0.1', assigned: [{ topic: 'orders', partitions: [0] }] }],
    },
    offsets: {
      state: 'read',
      value: lags.map((lag, partition) => ({ topic: 'orders', partition, committed: 100 - lag, lag })),
    },
    ...change,
  };
}

export function snapshot(change: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  return {
    takenAt: 1_000_000,
    tookMs: 100,
    clusterId: 'c',
    connected: { tls: true, sasl: true },
    seesAll: true,
    brokers: [broker(1), broker(2), broker(3)],
    controllerId: 1,
    quorum: {
      state: 'read',
      value: {
        leaderId: 100,
        leaderEpoch: 1,
        highWatermark: 500,
        voters: [100, 101, 102].map((id) => ({ id, logEndOffset: 500, lastCaughtUp: 999_900 })),
        observers: [],
      },
    },
    features: { 'metadata.version': 30 },
    topics: [topic('orders', ['1,2,3', '2,3,1', '3,1,2'])],
    groups: { list: [group('billing', [0, 0, 0])] },
    reassignments: { state: 'read', value: [] },
    acls: { state: 'read', value: { enabled: true, count: 3, allowAll: 0 } },
    quotas: { state: 'read', value: [] },
    ...change,
  };
}
