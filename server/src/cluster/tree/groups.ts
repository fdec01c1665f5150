import { count, type ProblemSeverity, type Subject } from '../check.ts';
import { documentPath } from '../document-uri.ts';
import { type Lag, lagOf } from '../history.ts';
import { type ListSort, type Lists, passes, shownAtOnce, sorted } from '../listing.ts';
import type { PolledCluster } from '../polling.ts';
import type { ClusterSnapshot, GroupState } from '../snapshot/types.ts';
import { duration, notRead, shortCount } from '../words.ts';
import { moreNode } from './lists.ts';
import { node, type TreeNode } from './node.ts';
import { weight, worse, worstOf } from './severity.ts';

/** The consumer groups of a list, filtered and sorted, at most as many as are shown at once. */
export function groupNodes({ snapshot, health, history }: PolledCluster, lists: Lists): TreeNode[] {
  if (!snapshot || !health) return [];
  const { filter, sort = 'lag' } = lists.groups ?? {};
  // The latest record is this snapshot's own.
  const before = history.filter(({ takenAt }) => takenAt < snapshot.takenAt);
  const worst = worstOf(health.problems, groupOf);
  const rows = snapshot.groups.list
    .filter(({ id }) => passes(id, filter))
    .map((group) => ({ name: group.id, group, lag: lagOf(group, snapshot.takenAt, before) }));
  const figure = ({ name, lag }: (typeof rows)[number], by: ListSort): number | undefined =>
    by === 'lag' ? lag?.sum : weight(worst.get(name));
  return [
    ...sorted(rows, sort, figure)
      .slice(0, shownAtOnce)
      .map(({ group, lag }) => groupNode(group, lag, worst.get(group.id))),
    ...moreNode('groups', rows.length - shownAtOnce),
  ];
}

function groupNode(group: GroupState, lag: Lag | undefined, worst: ProblemSeverity | undefined): TreeNode {
  const members =
    group.members.state === 'read'
      ? count(group.members.value.length, 'member')
      : `members ${notRead(group.members)}`;
  const facts = [group.kind, group.state, members];
  if (lag) {
    facts.push(`lag ${shortCount(lag.sum)}`);
    if (lag.worst && lag.max < lag.sum)
      facts.push(`${shortCount(lag.max)} of it in ${lag.worst.topic}-${lag.worst.partition}`);
    if (lag.trend) facts.push(lag.trend);
    if (lag.seconds !== undefined && lag.sum > 0) facts.push(`about ${duration(lag.seconds)} to drain`);
  } else facts.push(`lag ${notRead(group.offsets)}`);
  const own = /^(Empty|Dead)$/.test(group.state) ? 'plain' : 'good';
  const state = worse(worst, own);
  const open = documentPath('groups', group.id);
  return node(`group/${group.id}`, group.id, { description: facts.join(' · '), state, fold: 'closed', open });
}

const groupOf = (subject: Subject): string | undefined => (subject.kind === 'group' ? subject.id : undefined);

/** A group's members, and its offset in each partition. */
export function groupDetails(snapshot: ClusterSnapshot, id: string): TreeNode[] {
  const group: GroupState | undefined = snapshot.groups.list.find((candidate) => candidate.id === id);
  if (!group) return [];
  const members = group.members.state === 'read' ? group.members.value : [];
  const offsets = group.offsets.state === 'read' ? group.offsets.value : [];
  return [
    ...members.map((member) =>
      node(`member/${id}/${member.id}`, member.clientId, {
        description: [
          member.host,
          ...(member.assigned
            ? [
                count(
                  member.assigned.reduce((sum, a) => sum + a.partitions.length, 0),
                  'partition',
                ),
              ]
            : []),
        ].join(' · '),
        tooltip: member.id,
      }),
    ),
    ...offsets.map(({ topic, partition, committed, lag }) =>
      node(`offset/${id}/${topic}-${partition}`, `${topic}-${partition}`, {
        description: `${committed < 0 ? 'nothing committed' : `committed ${committed}`} · lag ${lag ?? 'unknown'}`,
      }),
    ),
  ];
}
