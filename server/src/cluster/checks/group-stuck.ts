import { type Check, sources } from '../check.ts';
import { lagOf } from '../history.ts';

export const groupStuck: Check = {
  id: 'live-group-stuck',
  title: 'A consumer group has members and commits nothing',
  why: 'Members that heartbeat but do not get on are stuck on a message or a call; nothing restarts them.',
  sources: [sources.consumers],
  thresholds: { polls: { value: 3, about: 'Polls in a row without a commit while messages wait.' } },
  check(snapshot, { history, threshold }) {
    const polls = threshold('polls');
    if (history.length < polls) return [];
    return snapshot.groups.list.flatMap((group) => {
      if (group.state !== 'Stable' || group.kind === 'share' || group.offsets.state !== 'read') return [];
      const lag = lagOf(group, snapshot.takenAt)?.sum ?? 0;
      const offsets = group.offsets.value.filter(({ committed }) => committed >= 0);
      const consumed = offsets.reduce((sum, { committed }) => sum + committed, 0);
      const past = history.slice(0, polls).map((poll) => poll.groups[group.id]);
      const still = past.every((poll) => poll?.consumed === consumed);
      const grew = lag > (past.at(-1)?.lag ?? lag);
      if (lag === 0 || offsets.length === 0 || !still || !grew) return [];
      return [
        {
          severity: 'warning',
          subject: { kind: 'group', id: group.id },
          message: `${group.id} is Stable, ${lag} messages behind, and has committed nothing for ${polls} polls while more arrive. Look at what its members wait for.`,
        },
      ];
    });
  },
};
