import { liveBrokers, load } from './replicas.ts';
import type { BrokerState, ClusterSnapshot, PartitionState, TopicState } from './snapshot/types.ts';

export interface PlannedPartition {
  partition: number;
  /** The preferred leader first. */
  replicas: number[];
}

/**
 * Replicas for every partition of a topic so that each has `factor` of them: what is there stays where it can, racks
 * not yet used come first, then brokers that hold least. Undefined when there are not enough brokers.
 */
export function planFactor(
  topic: TopicState,
  factor: number,
  snapshot: ClusterSnapshot,
): PlannedPartition[] | undefined {
  const brokers = liveBrokers(snapshot);
  if (!Number.isInteger(factor) || factor < 1 || factor > brokers.length) return undefined;
  return plan(topic.partitions, snapshot, (partition) => ({
    kept: kept(partition, factor, brokers),
    factor,
  }));
}

/** Replicas for the partitions of a topic that have two in one rack, while other racks have none of them. */
export function planSpread(topic: TopicState, snapshot: ClusterSnapshot): PlannedPartition[] {
  const brokers = liveBrokers(snapshot);
  const rackOf = (id: number) => brokers.find((broker) => broker.id === id)?.rack ?? null;
  const racks = new Set(brokers.map(({ rack }) => rack)).size;
  const shared = topic.partitions.filter(
    ({ replicas }) => new Set(replicas.map(rackOf)).size < Math.min(replicas.length, racks),
  );
  return plan(shared, snapshot, (partition) => {
    const factor = partition.replicas.length;
    const all = kept(partition, factor, brokers);
    // Of each rack the leader, else the first.
    const best = all.includes(partition.leader) ? [partition.leader, ...all] : [...all];
    const ofRack = new Map(best.reverse().map((id) => [rackOf(id), id]));
    return { kept: all.filter((id) => ofRack.get(rackOf(id)) === id), factor };
  });
}

/** Fills what is kept of every partition up to its factor. */
function plan(
  partitions: PartitionState[],
  snapshot: ClusterSnapshot,
  keep: (partition: PartitionState) => { kept: number[]; factor: number },
): PlannedPartition[] {
  const brokers = liveBrokers(snapshot);
  const held = new Map([...load(snapshot)].map(([id, { replicas }]) => [id, replicas]));
  const change = (id: number, by: number) => held.set(id, (held.get(id) ?? 0) + by);
  return partitions.map((partition) => {
    const { kept: replicas, factor } = keep(partition);
    for (const id of partition.replicas) if (!replicas.includes(id)) change(id, -1);
    while (replicas.length < factor) {
      const next = bestOf(brokers, replicas, held);
      if (!next) break;
      replicas.push(next.id);
      change(next.id, 1);
    }
    return { partition: partition.id, replicas };
  });
}

/** At most `factor` of the replicas that stand on live brokers: the leader, the preferred one, those in sync, in their order. */
function kept({ leader, replicas, isr }: PartitionState, factor: number, brokers: BrokerState[]): number[] {
  const live = replicas.filter((id) => brokers.some((broker) => broker.id === id));
  const worth = (id: number): number =>
    Number(id === leader) * 4 + Number(isr.includes(id)) * 2 + Number(id === replicas[0]);
  const best = new Set([...live].sort((a, b) => worth(b) - worth(a)).slice(0, factor));
  return live.filter((id) => best.has(id));
}

function bestOf(
  brokers: BrokerState[],
  taken: number[],
  held: ReadonlyMap<number, number>,
): BrokerState | undefined {
  const racks = new Set(brokers.filter(({ id }) => taken.includes(id)).map(({ rack }) => rack));
  return brokers
    .filter(({ id }) => !taken.includes(id))
    .sort(
      (a, b) =>
        Number(racks.has(a.rack)) - Number(racks.has(b.rack)) ||
        (held.get(a.id) ?? 0) - (held.get(b.id) ?? 0) ||
        a.id - b.id,
    )[0];
}
