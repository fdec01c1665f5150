import { type Check, sources } from '../check.ts';

export const rackUneven: Check = {
  id: 'live-rack-uneven',
  title: 'Racks have different numbers of brokers',
  why: 'Kafka gives every rack the same share of replicas: brokers of a smaller rack hold more of them.',
  sources: [sources.racks],
  check(snapshot) {
    // A broker that is down still belongs to its rack; where nobody knows which, nothing can be said.
    if (snapshot.brokers.some(({ rack, registered }) => rack === null && !registered)) return [];
    const counts = new Map<string, number>();
    for (const { rack } of snapshot.brokers) if (rack !== null) counts.set(rack, (counts.get(rack) ?? 0) + 1);
    const sizes = [...counts.values()];
    if (sizes.length < 2 || Math.min(...sizes) === Math.max(...sizes)) return [];
    const list = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rack, n]) => `${rack} ${n}`);
    return [
      {
        severity: 'warning',
        subject: { kind: 'cluster' },
        message: `brokers per rack differ (${list.join(', ')}): those in the smaller rack hold more replicas each. Run the same number in every rack.`,
      },
    ];
  },
};
