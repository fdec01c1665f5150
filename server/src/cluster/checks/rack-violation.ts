import { type Check, count, some, sources } from '../check.ts';
import { liveBrokers, replicaLists } from '../replicas.ts';

export const rackViolation: Check = {
  id: 'live-rack-violation',
  title: 'Replicas of a partition share a rack',
  why: 'Kafka spreads replicas over racks when a topic is made, and never again: older topics and hand-made assignments keep what they have. A rack that fails takes all replicas in it.',
  sources: [sources.racks, sources.intuit],
  check(snapshot) {
    const racks = new Map(snapshot.brokers.map(({ id, rack }) => [id, rack]));
    const known = new Set(liveBrokers(snapshot).flatMap(({ rack }) => (rack === null ? [] : [rack])));
    if (known.size < 2) return [];
    const judge = (replicas: readonly number[]): 'in one' | 'sharing' | 'spread' => {
      const used = replicas.map((id) => racks.get(id) ?? null);
      if (used.includes(null) || replicas.length < 2) return 'spread';
      const distinct = new Set(used).size;
      if (distinct === 1) return 'in one';
      return distinct < Math.min(replicas.length, known.size) ? 'sharing' : 'spread';
    };
    const judged = new Map([...replicaLists(snapshot).keys()].map((list) => [list, judge(list)]));
    const problems = snapshot.topics.flatMap((topic) => {
      let inOne = 0;
      let sharing = 0;
      for (const { replicas } of topic.partitions) {
        const how = judged.get(replicas);
        if (how === 'in one') inOne += 1;
        else if (how === 'sharing') sharing += 1;
      }
      if (inOne + sharing === 0) return [];
      const [affected, what] =
        inOne > 0
          ? [inOne, 'all replicas in one rack: its failure takes the partition away']
          : [sharing, 'replicas that share a rack'];
      return [
        {
          severity: inOne > 0 ? ('error' as const) : ('warning' as const),
          subject: { kind: 'topic' as const, name: topic.name },
          message: `${topic.name}: ${affected} of ${count(topic.partitions.length, 'partition')} have ${what}; there are racks ${some([...known].sort())}. Move replicas with kafka-reassign-partitions.`,
        },
      ];
    });
    return problems.sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
  },
};
