import { type Check, percent, sources } from '../check.ts';
import { load } from '../replicas.ts';

export const preferredLeaderImbalance: Check = {
  id: 'live-preferred-leader-imbalance',
  title: 'Leaders are not where they are meant to be',
  why: 'The first replica of a partition is its preferred leader. After restarts leadership stays with others until it is given back, and some brokers carry more than their part.',
  sources: [sources.operations],
  thresholds: { share: { value: 10, about: 'Percent of a broker’s preferred partitions led by others.' } },
  check(snapshot, { threshold }) {
    if (snapshot.seesAll === false) return { unchecked: 'this user sees a part of the topics only' };
    const loads = load(snapshot);
    const away = new Map<number, number>();
    for (const { partitions } of snapshot.topics) {
      for (const { leader, replicas } of partitions) {
        const preferred = replicas[0];
        if (preferred !== undefined && leader >= 0 && leader !== preferred) {
          away.set(preferred, (away.get(preferred) ?? 0) + 1);
        }
      }
    }
    return [...loads]
      .map(([id, { preferred }]) => ({ id, preferred, lost: away.get(id) ?? 0 }))
      .filter(({ preferred, lost }) => lost * 100 > preferred * threshold('share'))
      .sort((a, b) => b.lost / b.preferred - a.lost / a.preferred)
      .map(({ id, preferred, lost }) => ({
        severity: 'information',
        subject: { kind: 'broker', id },
        message: `broker ${id}: ${lost} of the ${preferred} partitions that it should lead are led by others (${percent(lost / preferred)}). Run kafka-leader-election --election-type preferred --all-topic-partitions.`,
      }));
  },
};
