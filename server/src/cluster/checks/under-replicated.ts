import { type Check, count, sources } from '../check.ts';
import { reassigning } from '../replicas.ts';
import { duration } from '../words.ts';

export const underReplicated: Check = {
  id: 'live-under-replicated',
  title: 'A partition lacks in-sync replicas',
  why: 'Fewer copies than wanted keep up with the leader; a further failure can lose data or stop writes. Partitions that are being moved are left out.',
  sources: [sources.mskMonitoring, sources.monitoring],
  thresholds: {
    partitions: { value: 0, about: 'Under-replicated partitions that a topic may have.' },
    minutes: { value: 0, about: 'Minutes that they must have been under-replicated.' },
  },
  check(snapshot, { history, threshold }) {
    const moving = reassigning(snapshot);
    const problems = snapshot.topics.flatMap((topic) => {
      const under = topic.partitions.filter(
        ({ id, isr, replicas }) => isr.length < replicas.length && !moving.has(`${topic.name}-${id}`),
      );
      if (under.length <= threshold('partitions')) return [];
      const absent = new Set(
        under.flatMap(({ isr, replicas }) => replicas.filter((id) => !isr.includes(id))),
      );
      const since = history[0]?.underReplicated[topic.name];
      if (snapshot.takenAt - (since ?? snapshot.takenAt) < threshold('minutes') * 60_000) return [];
      const long = since === undefined ? '' : ` for ${duration((snapshot.takenAt - since) / 1000)}`;
      return [
        {
          weight: under.length,
          severity: 'warning' as const,
          subject: { kind: 'topic' as const, name: topic.name },
          message: `${topic.name}: ${under.length} of ${count(topic.partitions.length, 'partition')} under-replicated${long}; broker ${[...absent].sort((a, b) => a - b).join(', ')} is behind or gone.`,
        },
      ];
    });
    return problems.sort((a, b) => b.weight - a.weight).map(({ weight, ...problem }) => problem);
  },
};
