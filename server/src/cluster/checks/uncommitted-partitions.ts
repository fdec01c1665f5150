import { type Check, some, sources } from '../check.ts';

export const uncommittedPartitions: Check = {
  id: 'live-uncommitted-partitions',
  title: 'A consumer group has partitions without a committed offset',
  why: 'After a restart such a partition is read from where auto.offset.reset says: with latest, messages are skipped.',
  sources: [sources.consumers],
  check(snapshot) {
    const topics = new Map(snapshot.topics.map((topic) => [topic.name, topic.partitions]));
    // An empty partition has nothing to commit.
    const holdsMessages = (topic: string, id: number): boolean =>
      (topics.get(topic)?.find((partition) => partition.id === id)?.endOffset ?? 0) > 0;
    return snapshot.groups.list.flatMap((group) => {
      if (group.offsets.state !== 'read' || group.state !== 'Stable') return [];
      const without = group.offsets.value
        .filter(({ topic, partition, committed }) => committed < 0 && holdsMessages(topic, partition))
        .map(({ topic, partition }) => `${topic}-${partition}`);
      if (without.length === 0) return [];
      return [
        {
          severity: 'information',
          subject: { kind: 'group', id: group.id },
          message: `${group.id} has never committed ${some(without)}: a restart begins where auto.offset.reset says.`,
        },
      ];
    });
  },
};
