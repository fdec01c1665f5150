import { count } from '../check.ts';
import { whenRead } from '../snapshot/part.ts';
import type { ClusterSnapshot } from '../snapshot/types.ts';
import { ago, notRead } from '../words.ts';
import { node, type TreeNode } from './node.ts';

/** The line of the quorum; of the controller before KRaft. */
export function quorumNode({ quorum, controllerId }: ClusterSnapshot): TreeNode {
  if (quorum.state === 'unsupported')
    return node('quorum', 'Controller', { description: `broker ${controllerId}, elected in ZooKeeper` });
  if (quorum.state !== 'read') {
    return node('quorum', 'Quorum', {
      description: notRead(quorum),
      state: quorum.state === 'failed' ? 'error' : 'unknown',
    });
  }
  const { leaderId, voters } = quorum.value;
  return node('quorum', 'Quorum', {
    description: `leader ${leaderId} · ${count(voters.length, 'voter')}`,
    fold: 'closed',
  });
}

/** Voters and observers, with how far each is behind. */
export function quorumNodes({ quorum, takenAt }: ClusterSnapshot): TreeNode[] {
  if (quorum.state !== 'read') return [];
  const { leaderId, voters, observers } = quorum.value;
  const end = voters.find(({ id }) => id === leaderId)?.logEndOffset;
  const line =
    (role: string) =>
    ({ id, logEndOffset, lastCaughtUp }: (typeof voters)[number]) =>
      node(`${role}/${id}`, String(id), {
        description: [
          id === leaderId ? 'leader' : role,
          `lag ${end === undefined ? 'unknown' : Math.max(0, end - logEndOffset)}`,
          ...(lastCaughtUp === undefined || id === leaderId
            ? []
            : [`caught up ${ago(takenAt - lastCaughtUp)}`]),
        ].join(' · '),
      });
  return [...voters.map(line('voter')), ...observers.map(line('observer'))];
}

/** The partitions that are being moved. */
export const reassignmentNodes = ({ reassignments }: ClusterSnapshot): TreeNode[] =>
  (whenRead(reassignments) ?? []).map(({ topic, partition, adding, removing }) =>
    node(`move/${topic}-${partition}`, `${topic}-${partition}`, {
      description: `to ${adding.join(', ') || 'no new broker'}, from ${removing.join(', ') || 'none'}`,
    }),
  );
