import { type Check, count, sources } from '../check.ts';
import { conditionOf } from '../condition.ts';
import { minIsrOf } from '../replicas.ts';

export const atMinIsr: Check = {
  id: 'live-at-min-isr',
  title: 'The next failure stops writers',
  why: 'A partition that lost a replica and has exactly min.insync.replicas left refuses acks=all writes as soon as one more replica stops.',
  sources: [sources.minIsr, sources.mskGuide],
  check(snapshot) {
    return snapshot.topics.flatMap((topic) => {
      const at = topic.partitions.filter(
        (partition) => conditionOf(snapshot, topic, partition) === 'at min ISR',
      );
      if (at.length === 0) return [];
      return [
        {
          severity: 'warning' as const,
          subject: { kind: 'topic' as const, name: topic.name },
          message: `${topic.name}: ${at.length} of ${count(topic.partitions.length, 'partition')} have just min.insync.replicas = ${minIsrOf(topic)} in sync: one more stopped broker blocks acks=all writers.`,
        },
      ];
    });
  },
};
