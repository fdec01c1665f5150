import { isOlder } from '../knowledge/versions.ts';
import type {
  BrokerState,
  ClusterSnapshot,
  ConfigEntry,
  Part,
  PartitionState,
  TopicState,
} from './snapshot/types.ts';

/** Works something out once for each snapshot, however many checks and views ask: snapshots never change. */
function oncePerSnapshot<T>(compute: (snapshot: ClusterSnapshot) => T): (snapshot: ClusterSnapshot) => T {
  const known = new WeakMap<ClusterSnapshot, { value: T }>();
  return (snapshot) => {
    let found = known.get(snapshot);
    if (!found) {
      found = { value: compute(snapshot) };
      known.set(snapshot, found);
    }
    return found.value;
  };
}

/** A partition with its topic. */
export interface Placed extends PartitionState {
  topic: string;
}

/** The partitions that pass a test, with their topics. */
export function partitionsWhere(
  snapshot: ClusterSnapshot,
  wanted: (partition: PartitionState) => boolean,
): Placed[] {
  return snapshot.topics.flatMap(({ name, partitions }) =>
    partitions.filter(wanted).map((partition) => ({ topic: name, ...partition })),
  );
}

export const partitionName = ({ topic, id }: { topic: string; id: number }): string => `${topic}-${id}`;

/** The value of a key in a configuration that was read. */
export const configValue = (config: Part<ConfigEntry[]>, name: string): string | undefined =>
  config.state === 'read'
    ? (config.value.find((entry) => entry.name === name)?.value ?? undefined)
    : undefined;

/** The topic's min.insync.replicas as it holds; undefined when its configuration was not read. */
export function minIsrOf(topic: TopicState): number | undefined {
  const value = configValue(topic.config, 'min.insync.replicas');
  return value === undefined ? undefined : Number(value);
}

/**
 * Do leaders count with no more than the replicas there are, when min.insync.replicas is more? Since Kafka 3.7
 * (Partition.effectiveMinIsr); brokers that do not tell their release are taken to be as the others.
 */
export const lowersMinIsr = oncePerSnapshot(({ brokers }: ClusterSnapshot): boolean => {
  const releases = brokers.flatMap(({ kafka }) => kafka ?? []);
  return releases.length > 0 && releases.every((release) => !isOlder(release, '3.7'));
});

/** How many in-sync replicas a write with acks=all needs in this partition. */
export const neededInSync = (
  snapshot: ClusterSnapshot,
  { replicas }: PartitionState,
  minIsr: number,
): number => (lowersMinIsr(snapshot) ? Math.min(minIsr, replicas.length) : minIsr);

/** The replication factor: the most replicas that a partition has. */
export const replicationFactor = (topic: TopicState): number =>
  Math.max(0, ...topic.partitions.map(({ replicas }) => replicas.length));

/** Brokers that the cluster counts as alive. */
export const liveBrokers = (snapshot: ClusterSnapshot) =>
  snapshot.brokers.filter(({ registered }) => registered);

/** Does a broker advertise an address that every machine has for itself? */
export const advertisesItself = ({ host = '' }: BrokerState): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1?)$/i.test(host);

export const liveIds = oncePerSnapshot(
  (snapshot): ReadonlySet<number> => new Set(liveBrokers(snapshot).map(({ id }) => id)),
);

/** Has no leader, or one that is gone: neither read nor written. */
export const isOffline = (partition: PartitionState, live: ReadonlySet<number>): boolean =>
  partition.leader < 0 || !live.has(partition.leader);

/** Names of partitions that are being moved: fewer in-sync replicas are expected there. */
export function reassigning(snapshot: ClusterSnapshot): Set<string> {
  if (snapshot.reassignments.state !== 'read') return new Set();
  return new Set(snapshot.reassignments.value.map(({ topic, partition }) => `${topic}-${partition}`));
}

interface Load {
  leaders: number;
  replicas: number;
  /** Partitions whose first replica is here. */
  preferred: number;
}

/** How many partitions have each list of replicas: there are few lists, and each is one object (interned.ts). */
export const replicaLists = oncePerSnapshot(({ topics }): ReadonlyMap<readonly number[], number> => {
  const lists = new Map<readonly number[], number>();
  for (const { partitions } of topics)
    for (const { replicas } of partitions) lists.set(replicas, (lists.get(replicas) ?? 0) + 1);
  return lists;
});

/** How many partitions each live broker leads and holds. */
export const load = oncePerSnapshot((snapshot): ReadonlyMap<number, Load> => {
  const loads = new Map(
    liveBrokers(snapshot).map(({ id }): [number, Load] => [id, { leaders: 0, replicas: 0, preferred: 0 }]),
  );
  for (const { partitions } of snapshot.topics) {
    for (const { leader } of partitions) {
      const leading = loads.get(leader);
      if (leading) leading.leaders += 1;
    }
  }
  for (const [list, partitions] of replicaLists(snapshot)) {
    const first = loads.get(list[0] ?? -1);
    if (first) first.preferred += partitions;
    for (const id of list) {
      const holding = loads.get(id);
      if (holding) holding.replicas += partitions;
    }
  }
  return loads;
});

/** How many replicas each broker holds, gone ones too. */
export const heldReplicas = oncePerSnapshot((snapshot): ReadonlyMap<number, number> => {
  const held = new Map<number, number>();
  for (const [list, partitions] of replicaLists(snapshot))
    for (const id of list) held.set(id, (held.get(id) ?? 0) + partitions);
  return held;
});

/** A volume of a broker; bytes. */
export interface Volume {
  /** The log directory on it, the first where there are several. */
  path: string;
  used: number;
  total: number;
}

/**
 * The volumes that hold a broker's log directories; empty when Kafka does not tell or may not be asked. Directories of
 * equal size and equal room are on one volume.
 */
export function volumesOf({ logDirs }: ClusterSnapshot['brokers'][number]): Volume[] {
  const volumes = new Map<string, Volume>();
  for (const { path, totalBytes = 0, usableBytes = 0 } of logDirs.state === 'read' ? logDirs.value : []) {
    const key = `${totalBytes} ${usableBytes}`;
    if (totalBytes > 0 && !volumes.has(key))
      volumes.set(key, { path, used: totalBytes - usableBytes, total: totalBytes });
  }
  return [...volumes.values()];
}

/** Bytes used and available of a broker's volumes together; undefined when they are not known. */
export function diskOf(
  broker: ClusterSnapshot['brokers'][number],
): { used: number; total: number } | undefined {
  const volumes = volumesOf(broker);
  if (volumes.length === 0) return undefined;
  const sum = (of: 'used' | 'total'): number => volumes.reduce((all, volume) => all + volume[of], 0);
  return { used: sum('used'), total: sum('total') };
}
