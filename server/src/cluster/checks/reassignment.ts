import { type Check, count, isUnchecked, needed, some, sources } from '../check.ts';

export const reassignment: Check = {
  id: 'live-reassignment',
  title: 'Partitions are being moved',
  why: 'A move copies whole partitions and explains replicas that are not in sync. One that never ends holds disk on both sides.',
  sources: [sources.operations],
  check(snapshot) {
    if (snapshot.reassignments.state === 'unsupported') return [];
    const moves = needed(snapshot.reassignments, 'reassignments');
    if (isUnchecked(moves)) return moves;
    if (moves.length === 0) return [];
    const names = moves.map(({ topic, partition }) => `${topic}-${partition}`);
    return [
      {
        severity: 'information',
        subject: { kind: 'cluster' },
        message: `${count(moves.length, 'partition')} being moved: ${some(names)}. kafka-reassign-partitions --verify shows when it is done.`,
      },
    ];
  },
};
