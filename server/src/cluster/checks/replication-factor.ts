import { type Check, sources } from '../check.ts';
import { replicationFactor } from '../replicas.ts';

export const replicationFactorLow: Check = {
  id: 'live-replication-factor',
  title: 'A topic has fewer than three replicas',
  why: 'With one replica a stopped broker takes the partition away and a lost disk the data. With two, either durability or availability ends with the first failure.',
  sources: [sources.mskGuide, sources.intuit],
  check(snapshot) {
    // A broker that is down for a while makes the cluster no smaller.
    if (snapshot.brokers.length < 3) return [];
    return snapshot.topics
      .filter(({ internal, partitions }) => !internal && partitions.length > 0)
      .map((topic) => ({ name: topic.name, factor: replicationFactor(topic) }))
      .filter(({ factor }) => factor < 3)
      .sort((a, b) => a.factor - b.factor)
      .map(({ name, factor }) => ({
        severity: factor === 1 ? 'warning' : 'information',
        subject: { kind: 'topic', name },
        message: `${name} has replication factor ${factor}: ${factor === 1 ? 'one stopped broker takes its partitions away' : 'a second failure loses data'}. Raise it to 3 with kafka-reassign-partitions.`,
      }));
  },
};
