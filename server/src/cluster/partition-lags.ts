import type { PollRecord } from './history.ts';
import type { GroupState } from './snapshot/types.ts';

/** How far a group is behind in one partition. */
export interface PartitionLag {
  topic: string;
  partition: number;
  /** -1 where nothing was committed. */
  committed: number;
  /** Messages (OffsetLag); absent where the end or the commit is not known. */
  lag?: number;
  /** Seconds until they are worked off at the speed since the poll before (EstimatedTimeLag); absent without one. */
  seconds?: number;
}

/** How far a group is behind in one topic. */
export interface TopicLag {
  topic: string;
  /** Messages over all partitions, and in the one that is most behind (SumOffsetLag, MaxOffsetLag). */
  sum: number;
  max: number;
  /** The longest of the partitions' times, in seconds (EstimatedMaxTimeLag). */
  maxSeconds?: number;
}

/** The lag of a group by partition; `history` holds earlier polls, the latest first. Empty where offsets were not read. */
export function partitionLags(group: GroupState, takenAt: number, history: PollRecord[]): PartitionLag[] {
  if (group.offsets.state !== 'read') return [];
  const [before] = history;
  const past = before?.groups[group.id]?.committed;
  const passed = before ? (takenAt - before.takenAt) / 1000 : 0;
  return group.offsets.value.map(({ topic, partition, committed, lag }) => {
    const moved = committed - (past?.get(topic)?.[partition] ?? committed);
    const seconds =
      lag === 0 ? 0 : lag !== undefined && moved > 0 && passed > 0 ? (lag * passed) / moved : undefined;
    return {
      topic,
      partition,
      committed,
      ...(lag === undefined ? {} : { lag }),
      ...(seconds === undefined ? {} : { seconds }),
    };
  });
}

/** The same by topic, in the order of names; partitions of which nothing is known are left out. */
export function topicLags(partitions: PartitionLag[]): TopicLag[] {
  const topics = new Map<string, TopicLag>();
  for (const { topic, lag, seconds } of partitions) {
    if (lag === undefined) continue;
    const known = topics.get(topic) ?? { topic, sum: 0, max: 0 };
    known.sum += lag;
    known.max = Math.max(known.max, lag);
    if (seconds !== undefined && lag > 0) known.maxSeconds = Math.max(known.maxSeconds ?? 0, seconds);
    topics.set(topic, known);
  }
  for (const known of topics.values()) if (known.sum === 0) known.maxSeconds = 0;
  return [...topics.values()].sort((a, b) => (a.topic < b.topic ? -1 : 1));
}
