import { type Check, some, sources } from '../check.ts';

export const uncommittedPartitions: Check = {
  id: 'live-uncommitted-partitions',
  title: 'A consumer group has partitions without a committed offset',
  why: 'After a restart such a partition is read from where auto.offset.reset says: with latest, messages are skipped.',
  sources: [sources.consumers],
  check(snapshot) {
    const ends = new Map(
      snapshot.topics.flatMap(({ name, partitions }) =>
        partitions.map((p) => [`${name}-${p.id}`, p.endOffset]),
      ),
    );
    return snapshot.groups.list.flatMap((group) => {
      if (group.offsets.state !== 'read' || group.state !== 'Stable') return [];
      const without = group.offsets.value
        .filter(({ committed }) => committed < 0)
        .map(({ topic, partition }) => `${topic}-${partition}`)
        // An empty partition has nothing to commit.
        .filter((name) => (ends.get(name) ?? 0) > 0);
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
