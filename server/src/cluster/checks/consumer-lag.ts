import { type Check, type Found, sources } from '../check.ts';
import { lagOf } from '../history.ts';

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
  },
  check(snapshot, { history, threshold }) {
    const problems: (Found & { lag: number })[] = [];
    for (const group of snapshot.groups.list) {
      const lag = lagOf(group, snapshot.takenAt, history);
      if (!lag || lag.sum === 0) continue;
      const earlier = history.slice(0, threshold('polls')).map((poll) => poll.groups[group.id]?.lag);
      const grows = earlier.length >= threshold('polls') && isGrowing([lag.sum, ...earlier]);
      const many = threshold('messages') > 0 && lag.sum > threshold('messages');
      const long = threshold('minutes') > 0 && (lag.seconds ?? 0) > threshold('minutes') * 60;
      if (!grows && !many && !long) continue;
      const worst = lag.worst ? `, ${lag.max} of them in ${lag.worst.topic}-${lag.worst.partition}` : '';
      const drain = lag.seconds === undefined ? '' : `; about ${Math.ceil(lag.seconds / 60)} min to drain`;
      problems.push({
        lag: lag.sum,
        severity: 'warning',
        subject: { kind: 'group', id: group.id },
        message: `${group.id} is ${lag.sum} messages behind${worst}${grows ? `, growing for ${earlier.length} polls` : ''}${drain}. Add consumers up to the number of partitions, or make each faster.`,
      });
    }
    return problems.sort((a, b) => b.lag - a.lag).map(({ lag, ...problem }) => problem);
  },
};

/** Newest first: each larger than the one before it in time. */
const isGrowing = (lags: (number | undefined)[]): boolean =>
  lags.every((lag, i) => i === 0 || (lag !== undefined && lag < (lags[i - 1] ?? 0)));
