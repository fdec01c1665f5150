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
  const held = new Map([...load(snapshot)].map(([id, { replicas }]) => [id, replicas]));
  const change = (id: number, by: number) => held.set(id, (held.get(id) ?? 0) + by);
  return topic.partitions.map((partition) => {
    const replicas = kept(partition, factor, brokers);
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
