import type { ClusterSnapshot, GroupState } from './snapshot/types.ts';

/** What is kept of a poll for trends: small, so that many polls of a large cluster fit. */
export interface PollRecord {
  takenAt: number;
  groups: Record<string, GroupRecord>;
  /** The sum of the partitions' end offsets by topic. */
  ends: Record<string, number>;
  /** Under-replicated partitions, as "topic-partition". */
  underReplicated: string[];
}

export interface GroupRecord {
  state: string;
  lag: number;
  /** Committed offsets by "topic-partition". */
  committed: Record<string, number>;
}

/** Reduces a snapshot to what trends need. */
export function recordOf(snapshot: ClusterSnapshot): PollRecord {
  const groups = snapshot.groups.list.flatMap((group) => {
    if (group.offsets.state !== 'read') return [];
    const committed = group.offsets.value.map(({ topic, partition, committed: offset }) => [
      `${topic}-${partition}`,
      offset,
    ]);
    return [
      [
        group.id,
        { state: group.state, lag: sumLag(group), committed: Object.fromEntries(committed) },
      ] as const,
    ];
  });
  const ends = snapshot.topics.map(
    ({ name, partitions }) =>
      [name, partitions.reduce((sum, { endOffset = 0 }) => sum + endOffset, 0)] as const,
  );
  const underReplicated = snapshot.topics.flatMap(({ name, partitions }) =>
    partitions.filter(({ isr, replicas }) => isr.length < replicas.length).map(({ id }) => `${name}-${id}`),
  );
  return {
    takenAt: snapshot.takenAt,
    groups: Object.fromEntries(groups),
    ends: Object.fromEntries(ends),
    underReplicated,
  };
}

/** How far a consumer group is behind; messages and seconds. */
export interface Lag {
  sum: number;
  max: number;
  /** The partition that is most behind. */
  worst?: { topic: string; partition: number };
  /** Partitions of which the end or the commit is not known: the sum leaves them out. */
  unknown: number;
  /** Seconds until the sum, and the worst partition, are worked off at the speed since the poll before. */
  seconds?: number;
  maxSeconds?: number;
  trend?: 'growing' | 'shrinking' | 'steady';
}

/** The lag of a group; undefined when its offsets could not be read. The estimates need an earlier poll. */
export function lagOf(group: GroupState, takenAt: number, history: PollRecord[] = []): Lag | undefined {
  if (group.offsets.state !== 'read') return undefined;
  const before = history[0];
  const past = before?.groups[group.id];
  const passed = before ? (takenAt - before.takenAt) / 1000 : 0;
  let max = 0;
  let unknown = 0;
  let consumed = 0;
  let maxSeconds: number | undefined;
  let worst: Lag['worst'];
  for (const { topic, partition, committed, lag } of group.offsets.value) {
    if (lag === undefined) {
      unknown += 1;
      continue;
    }
    if (lag > max) {
      max = lag;
      worst = { topic, partition };
    }
    const earlier = past?.committed[`${topic}-${partition}`];
    const moved = earlier === undefined || earlier < 0 ? 0 : committed - earlier;
    if (moved <= 0 || passed <= 0) continue;
    consumed += moved;
    maxSeconds = Math.max(maxSeconds ?? 0, lag / (moved / passed));
  }
  const sum = sumLag(group);
  return {
    sum,
    max,
    unknown,
    ...(worst ? { worst } : {}),
    ...(consumed > 0 ? { seconds: sum / (consumed / passed) } : {}),
    ...(maxSeconds === undefined ? {} : { maxSeconds }),
    ...(past ? { trend: trendOf(sum, past.lag) } : {}),
  };
}

/** Less than a hundredth of a change is noise. */
function trendOf(now: number, before: number): NonNullable<Lag['trend']> {
  if (Math.abs(now - before) <= before / 100) return 'steady';
  return now > before ? 'growing' : 'shrinking';
}

function sumLag(group: GroupState): number {
  if (group.offsets.state !== 'read') return 0;
  return group.offsets.value.reduce((sum, { lag = 0 }) => sum + lag, 0);
}
