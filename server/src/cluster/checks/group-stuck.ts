import { type Check, sources } from '../check.ts';
import { lagOf } from '../history.ts';
import { duration } from '../words.ts';

export const groupStuck: Check = {
  id: 'live-group-stuck',
  title: 'A consumer group has members and commits nothing',
  why: 'Members that heartbeat but do not get on are stuck on a message or a call; nothing restarts them.',
  sources: [sources.consumers],
  thresholds: {
    polls: { value: 3, about: 'Polls in a row without a commit while messages wait.' },
    seconds: {
      value: 120,
      about: 'Seconds without a commit while messages wait: longer than groups pause between two.',
    },
  },
  check(snapshot, { history, threshold }) {
    const polls = threshold('polls');
    if (history.length < polls) return [];
    return snapshot.groups.list.flatMap((group) => {
      if (group.state !== 'Stable' || group.kind === 'share' || group.offsets.state !== 'read') return [];
      const lag = lagOf(group, snapshot.takenAt)?.sum ?? 0;
      const offsets = group.offsets.value.filter(({ committed }) => committed >= 0);
      const consumed = offsets.reduce((sum, { committed }) => sum + committed, 0);
      const earlier = history.map(({ takenAt, groups }) => ({ takenAt, group: groups[group.id] }));
      const changed = earlier.findIndex((poll) => poll.group?.consumed !== consumed);
      const still = changed < 0 ? earlier : earlier.slice(0, changed);
      const first = still.at(-1);
      if (!first || still.length < polls) return [];
      const seconds = (snapshot.takenAt - first.takenAt) / 1000;
      const grew = lag > (first.group?.lag ?? lag);
      if (lag === 0 || offsets.length === 0 || !grew || seconds < threshold('seconds')) return [];
      return [
        {
          severity: 'warning',
          subject: { kind: 'group', id: group.id },
          message: `${group.id} is Stable, ${lag} messages behind, and has committed nothing for ${duration(seconds)} while more arrive. Look at what its members wait for.`,
        },
      ];
    });
  },
};
