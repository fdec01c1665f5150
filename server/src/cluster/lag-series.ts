import { lagOf } from './history.ts';
import type { ClusterSnapshot } from './snapshot/types.ts';

/** The lag of the groups that are most behind, over the time that a cluster was looked at. Never changed. */
export interface LagSeries {
  /** Milliseconds since 1970. */
  times: number[];
  /** Messages by group, one for each time; null where it was not known. */
  groups: Record<string, (number | null)[]>;
}

export const noLags: LagSeries = { times: [], groups: {} };

/** More points are no better to look at: from here on every second one goes. */
const pointsKept = 240;
const groupsKept = 12;

/** The series with a snapshot behind it. Groups that were never among the worst are not followed. */
export function extend(series: LagSeries, snapshot: ClusterSnapshot): LagSeries {
  const now = new Map(
    snapshot.groups.list.map((group) => [group.id, lagOf(group, snapshot.takenAt)?.sum ?? null]),
  );
  const worst = [...now].filter(([, lag]) => lag !== null && lag > 0).map(([id]) => id);
  const candidates = [...new Set([...worst, ...Object.keys(series.groups)])];
  const last = (id: string): number => now.get(id) ?? -1;
  const kept = candidates.sort((a, b) => last(b) - last(a) || (a < b ? -1 : 1)).slice(0, groupsKept);
  const missing = series.times.map(() => null);
  const longer: LagSeries = {
    times: [...series.times, snapshot.takenAt],
    groups: Object.fromEntries(
      kept.map((id) => [id, [...(series.groups[id] ?? missing), now.get(id) ?? null]]),
    ),
  };
  return longer.times.length > pointsKept ? thinned(longer) : longer;
}

/** Every second point, the latest one always. */
function thinned({ times, groups }: LagSeries): LagSeries {
  const half = <T>(list: T[]): T[] => list.filter((_, i) => (list.length - 1 - i) % 2 === 0);
  return {
    times: half(times),
    groups: Object.fromEntries(Object.entries(groups).map(([id, lags]) => [id, half(lags)])),
  };
}
