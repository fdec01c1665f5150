import { isOffline, liveIds, minIsrOf, neededInSync } from './replicas.ts';
import type { ClusterSnapshot, PartitionState, TopicState } from './snapshot/types.ts';

/** What a partition can be in, the worst first; it is in one of them only. */
export const partitionConditions = [
  'offline',
  'below min ISR',
  'at min ISR',
  'under-replicated',
  'in sync',
] as const;
export type PartitionCondition = (typeof partitionConditions)[number];

/** The condition of one partition of a topic, the same wherever it is counted or judged. */
export function conditionOf(
  snapshot: ClusterSnapshot,
  topic: TopicState,
  partition: PartitionState,
): PartitionCondition {
  if (isOffline(partition, liveIds(snapshot))) return 'offline';
  const inSync = partition.isr.length;
  const needed = neededInSync(snapshot, partition, minIsrOf(topic) ?? 0);
  if (inSync < needed) return 'below min ISR';
  if (inSync >= partition.replicas.length) return 'in sync';
  return inSync === needed ? 'at min ISR' : 'under-replicated';
}

/** How many partitions of the topics are in each condition. */
export function countConditions(
  snapshot: ClusterSnapshot,
  topics: TopicState[] = snapshot.topics,
): ReadonlyMap<PartitionCondition, number> {
  const counts = new Map<PartitionCondition, number>(partitionConditions.map((condition) => [condition, 0]));
  for (const topic of topics) {
    for (const partition of topic.partitions) {
      const condition = conditionOf(snapshot, topic, partition);
      counts.set(condition, (counts.get(condition) ?? 0) + 1);
    }
  }
  return counts;
}
