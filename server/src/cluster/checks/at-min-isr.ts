import { type Check, count, sources } from '../check.ts';
import { isOffline, liveIds, minIsrOf } from '../replicas.ts';

export const atMinIsr: Check = {
  id: 'live-at-min-isr',
  title: 'The next failure stops writers',
  why: 'A partition that lost a replica and has exactly min.insync.replicas left refuses acks=all writes as soon as one more replica stops.',
  sources: [sources.minIsr, sources.mskGuide],
  check(snapshot) {
    const live = liveIds(snapshot);
    return snapshot.topics.flatMap((topic) => {
      const minIsr = minIsrOf(topic);
      if (minIsr === undefined) return [];
      const at = topic.partitions.filter(
        (partition) =>
          partition.isr.length === minIsr &&
          minIsr < partition.replicas.length &&
          !isOffline(partition, live),
      );
      if (at.length === 0) return [];
      return [
        {
          severity: 'warning' as const,
          subject: { kind: 'topic' as const, name: topic.name },
          message: `${topic.name}: ${at.length} of ${count(topic.partitions.length, 'partition')} have just min.insync.replicas = ${minIsr} in sync: one more stopped broker blocks acks=all writers.`,
        },
      ];
    });
  },
};
