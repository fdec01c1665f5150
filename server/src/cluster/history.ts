import type { ClusterSnapshot, GroupState, PartitionState } from './snapshot/types.ts';

/** What is kept of a poll for trends: small, so that many polls of a large cluster fit. */
export interface PollRecord {
  takenAt: number;
  groups: Record<string, GroupRecord>;
  /** The sum of the partitions' end offsets by topic; kept of the two latest polls only, as is the next. */
  ends: Record<string, number>;
  /** The poll (milliseconds since 1970) since which a topic's end offsets are what they are. */
  quietSince: Record<string, number>;
  /** The active controller; absent where it is not known. */
  controller?: number;
  /** Topics with under-replicated partitions, and the poll (milliseconds since 1970) since which every one saw some. */
  underReplicated: Record<string, number>;
  /** What topics weighed earlier, the oldest first: one or two looks, minutes apart, shared by many records. */
  sizes: TopicSizes[];
}

/** Bytes of each topic over all replicas. */
export interface TopicSizes {
  takenAt: number;
  bytes: ReadonlyMap<string, number>;
}

export interface GroupRecord {
  state: string;
  lag: number;
  /** The sum of the committed offsets: it stays while nothing is committed. */
  consumed: number;
  /** Committed offsets by topic, at the partition's number; kept of the two latest polls only. */
  committed?: Map<string, number[]>;
}

const recordsKept = 30;
/** Milliseconds between two records, at least: somebody who looks every second is to remember minutes all the same. */
const apart = 4000;

/** The history with a new poll in front; the oldest ones, and what only the latest are asked for, fall away. */
export function remember(history: PollRecord[], snapshot: ClusterSnapshot): PollRecord[] {
  const [latest, earlier] = history;
  const crowded = latest && earlier && latest.takenAt - earlier.takenAt < apart;
  const [before, older, ...rest] = crowded ? history.slice(1) : history;
  const kept = [recordOf(snapshot, latest), ...(before ? [before] : []), ...(older ? [thinned(older)] : [])];
  return [...kept, ...rest].slice(0, recordsKept);
}

/** Milliseconds that growth is watched over, at most; a second look is begun in the middle, to go on from. */
const growthWindow = 600_000;

function sizesWith(snapshot: ClusterSnapshot, before: TopicSizes[]): TopicSizes[] {
  const { takenAt } = snapshot;
  const kept = before.filter((look) => takenAt - look.takenAt < growthWindow);
  const last = kept.at(-1);
  if (last && takenAt - last.takenAt < growthWindow / 2) return kept;
  const bytes = new Map(
    snapshot.topics.flatMap(({ name, size }) => (size === undefined ? [] : [[name, size]])),
  );
  return bytes.size > 0 ? [...kept, { takenAt, bytes }] : kept;
}

/** Reduces a snapshot to what trends need; `before` is the poll before it. */
export function recordOf(snapshot: ClusterSnapshot, before?: PollRecord): PollRecord {
  const { takenAt } = snapshot;
  const groups: PollRecord['groups'] = {};
  for (const group of snapshot.groups.list) {
    if (group.offsets.state !== 'read') continue;
    const committed = new Map<string, number[]>();
    let consumed = 0;
    for (const { topic, partition, committed: offset } of group.offsets.value) {
      if (offset < 0) continue;
      consumed += offset;
      const offsets = committed.get(topic);
      if (offsets) offsets[partition] = offset;
      else committed.set(topic, at(partition, offset));
    }
    groups[group.id] = { state: group.state, lag: sumLag(group), consumed, committed };
  }
  const ends: PollRecord['ends'] = {};
  const quietSince: PollRecord['quietSince'] = {};
  const underReplicated: PollRecord['underReplicated'] = {};
  for (const { name, partitions } of snapshot.topics) {
    const end = endOf(partitions);
    ends[name] = end;
    quietSince[name] = (before?.ends[name] === end ? before.quietSince[name] : undefined) ?? takenAt;
    if (partitions.some(({ isr, replicas }) => isr.length < replicas.length)) {
      underReplicated[name] = before?.underReplicated[name] ?? takenAt;
    }
  }
  const controller = controllerOf(snapshot);
  return {
    takenAt,
    groups,
    ends,
    quietSince,
    underReplicated,
    sizes: sizesWith(snapshot, before?.sizes ?? []),
    ...(controller === undefined ? {} : { controller }),
  };
}

/** The sum of a topic's end offsets; one that is not known counts for nothing. */
export function endOf(partitions: PartitionState[]): number {
  let sum = 0;
  for (const { endOffset } of partitions) sum += endOffset ?? 0;
  return sum;
}

/** The active controller: the quorum's leader; before KRaft the one that the metadata names. */
export function controllerOf({ quorum, controllerId }: ClusterSnapshot): number | undefined {
  const id =
    quorum.state === 'read' ? quorum.value.leaderId : quorum.state === 'unsupported' ? controllerId : -1;
  return id < 0 ? undefined : id;
}

/** The sum of a group's committed offsets. */
export function consumedBy(group: GroupState | undefined): number {
  if (group?.offsets.state !== 'read') return 0;
  return group.offsets.value.reduce((sum, { committed }) => sum + Math.max(0, committed), 0);
}

function at(index: number, value: number): number[] {
  const list: number[] = [];
  list[index] = value;
  return list;
}

function thinned(record: PollRecord): PollRecord {
  const groups = Object.entries(record.groups).map(([id, { state, lag, consumed }]) => [
    id,
    { state, lag, consumed },
  ]);
  return { ...record, ends: {}, quietSince: {}, groups: Object.fromEntries(groups) };
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
    const earlier = past?.committed?.get(topic)?.[partition];
    const moved = earlier === undefined ? 0 : committed - earlier;
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
