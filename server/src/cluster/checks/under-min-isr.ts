import { type Check, sources } from '../check.ts';
import { isOffline, liveIds, minIsrOf, neededInSync, partitionName } from '../replicas.ts';

export const underMinIsr: Check = {
  id: 'live-under-min-isr',
  title: 'A partition has fewer in-sync replicas than min.insync.replicas',
  why: 'Producers with acks=all get an error for every write until enough replicas are in sync again.',
  sources: [sources.mskMonitoring, sources.minIsr],
  check(snapshot) {
    const live = liveIds(snapshot);
    const unread = snapshot.topics.filter((topic) => minIsrOf(topic) === undefined);
    if (unread.length > 0 && unread.length === snapshot.topics.length) {
      return { unchecked: 'no configuration of a topic could be read' };
    }
    return snapshot.topics.flatMap((topic) => {
      const minIsr = minIsrOf(topic);
      if (minIsr === undefined) return [];
      return topic.partitions
        .filter(
          (partition) =>
            partition.isr.length < neededInSync(snapshot, partition, minIsr) && !isOffline(partition, live),
        )
        .map((partition) => ({
          severity: 'error' as const,
          subject: { kind: 'partition' as const, topic: topic.name, id: partition.id },
          message: `${partitionName({ topic: topic.name, id: partition.id })} has ${partition.isr.length} of ${partition.replicas.length} replicas in sync, min.insync.replicas is ${minIsr}: writes with acks=all fail. Bring back ${partition.replicas.filter((id) => !partition.isr.includes(id)).join(', ') || 'more replicas'}.`,
        }));
    });
  },
};
