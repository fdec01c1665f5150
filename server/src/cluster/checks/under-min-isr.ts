import { type Check, sources } from '../check.ts';
import { conditionOf } from '../condition.ts';
import { minIsrOf, partitionName } from '../replicas.ts';

export const underMinIsr: Check = {
  id: 'live-under-min-isr',
  title: 'A partition has fewer in-sync replicas than min.insync.replicas',
  why: 'Producers with acks=all get an error for every write until enough replicas are in sync again.',
  sources: [sources.mskMonitoring, sources.minIsr],
  thresholds: {
    partitions: { value: 0, about: 'Partitions below min.insync.replicas that the cluster may have.' },
  },
  check(snapshot, { threshold }) {
    const unread = snapshot.topics.filter((topic) => minIsrOf(topic) === undefined);
    if (unread.length > 0 && unread.length === snapshot.topics.length) {
      return { unchecked: 'no configuration of a topic could be read' };
    }
    const found = snapshot.topics.flatMap((topic) =>
      topic.partitions
        .filter((partition) => conditionOf(snapshot, topic, partition) === 'below min ISR')
        .map((partition) => ({
          severity: 'error' as const,
          subject: { kind: 'partition' as const, topic: topic.name, id: partition.id },
          message: `${partitionName({ topic: topic.name, id: partition.id })} has ${partition.isr.length} of ${partition.replicas.length} replicas in sync, min.insync.replicas is ${minIsrOf(topic)}: writes with acks=all fail. Bring back ${partition.replicas.filter((id) => !partition.isr.includes(id)).join(', ') || 'more replicas'}.`,
        })),
    );
    return found.length > threshold('partitions') ? found : [];
  },
};
