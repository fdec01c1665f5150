import { type Check, type Found, sources } from '../check.ts';
import { consumedBy, lagOf, type PollRecord } from '../history.ts';
import type { ClusterSnapshot } from '../snapshot/types.ts';
import { duration } from '../words.ts';

export const consumerLag: Check = {
  id: 'live-consumer-lag',
  title: 'A consumer group falls behind',
  why: 'A lag that grows poll after poll never ends by itself: messages are consumed later and later, and lost unread when retention deletes them.',
  sources: [sources.consumers, sources.mskGuide],
  thresholds: {
    messages: {
      value: 0,
      about: 'Messages behind in all, above which a group is reported; 0 turns this off.',
    },
    minutes: {
      value: 0,
      about: 'Minutes to work off the lag, above which a group is reported; 0 turns this off.',
    },
    polls: { value: 3, about: 'Polls in a row in which the lag must have grown.' },
    seconds: { value: 60, about: 'Seconds that it must have grown for, although the group commits.' },
  },
  check(snapshot, { history, threshold }) {
    const problems: (Found & { lag: number })[] = [];
    for (const group of snapshot.groups.list) {
      const lag = lagOf(group, snapshot.takenAt, history);
      if (!lag || lag.sum === 0) continue;
      const grown = grownFor(group.id, snapshot, lag.sum, history);
      const grows = grown.polls >= threshold('polls') && grown.seconds >= threshold('seconds');
      const many = threshold('messages') > 0 && lag.sum > threshold('messages');
      const long = threshold('minutes') > 0 && (lag.seconds ?? 0) > threshold('minutes') * 60;
      if (!grows && !many && !long) continue;
      const worst = lag.worst ? `, ${lag.max} of them in ${lag.worst.topic}-${lag.worst.partition}` : '';
      const drain = lag.seconds === undefined ? '' : `; about ${Math.ceil(lag.seconds / 60)} min to drain`;
      problems.push({
        lag: lag.sum,
        severity: 'warning',
        subject: { kind: 'group', id: group.id },
        message: `${group.id} is ${lag.sum} messages behind${worst}${grows ? `, growing for ${duration(grown.seconds)}` : ''}${drain}. Add consumers up to the number of partitions, or make each faster.`,
      });
    }
    return problems.sort((a, b) => b.lag - a.lag).map(({ lag, ...problem }) => problem);
  },
};

/**
 * For how many polls, and seconds, a lag has grown while offsets were committed. Without a commit in between nothing is
 * known: between two commits every lag grows.
 */
function grownFor(
  id: string,
  { takenAt, groups }: ClusterSnapshot,
  now: number,
  history: PollRecord[],
): { polls: number; seconds: number } {
  const consumed = consumedBy(groups.list.find((group) => group.id === id));
  let lag = now;
  let grown = { polls: 0, seconds: 0 };
  for (const [i, record] of history.entries()) {
    const before = record.groups[id];
    if (!before || before.lag > lag || (i === 0 && before.lag >= now)) break;
    lag = before.lag;
    if (before.consumed < consumed && lag < now)
      grown = { polls: i + 1, seconds: (takenAt - record.takenAt) / 1000 };
  }
  return grown;
}
