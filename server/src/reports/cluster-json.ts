import type { Health } from '../cluster/health.ts';
import { lagOf, type PollRecord } from '../cluster/history.ts';
import type { ClusterSnapshot } from '../cluster/snapshot/types.ts';

/** A cluster's health and snapshot as one line of JSON; groups carry their lag beside the offsets. */
export function clusterJson(snapshot: ClusterSnapshot, health: Health, history: PollRecord[]): string {
  const list = snapshot.groups.list.map((group) => ({
    ...group,
    lag: lagOf(group, snapshot.takenAt, history),
  }));
  return `${JSON.stringify({ health, snapshot: { ...snapshot, groups: { ...snapshot.groups, list } } })}\n`;
}
