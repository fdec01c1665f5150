import { type Check, some, sources } from '../check.ts';
import { isOffline, liveIds, partitionName, partitionsWhere } from '../replicas.ts';

export const offlinePartitions: Check = {
  id: 'live-offline-partitions',
  title: 'A partition has no leader',
  why: 'Without a leader nobody reads or writes the partition. It comes back only with a broker that holds an in-sync replica.',
  sources: [sources.mskMonitoring, sources.monitoring],
  thresholds: { partitions: { value: 0, about: 'Offline partitions that the cluster may have.' } },
  check(snapshot, { threshold }) {
    const live = liveIds(snapshot);
    const offline = partitionsWhere(snapshot, (partition) => isOffline(partition, live));
    if (offline.length <= threshold('partitions')) return [];
    return offline.map((partition) => {
      const gone = partition.replicas.filter((id) => !live.has(id));
      const cause = gone.length > 0 ? `broker ${some(gone)} is gone` : 'no replica may lead';
      return {
        severity: 'error',
        subject: { kind: 'partition', topic: partition.topic, id: partition.id },
        message: `${partitionName(partition)} has no leader: ${cause}, reads and writes fail. Start ${gone.length > 0 ? `broker ${some(gone)}` : `one of the brokers ${some(partition.replicas)} with its data`}.`,
      };
    });
  },
};
