import { type Check, sources } from '../check.ts';
import { load } from '../replicas.ts';

export const partitionsPerBroker: Check = {
  id: 'live-partitions-per-broker',
  title: 'A broker holds too many partitions',
  why: 'Each replica costs memory, file handles and time at start and failover. Amazon MSK advises up to 4000 replicas for its large brokers, and 1000 for the small ones.',
  sources: [sources.mskGuide, sources.cruiseControl],
  thresholds: {
    recommended: { value: 4000, about: 'Replicas per broker; set it to the limit of the broker’s size.' },
    maximum: { value: 10000, about: 'Replicas per broker that nothing should exceed.' },
  },
  check(snapshot, { threshold }) {
    return [...load(snapshot)]
      .filter(([, { replicas }]) => replicas > threshold('recommended'))
      .sort(([, a], [, b]) => b.replicas - a.replicas)
      .map(([id, { replicas }]) => ({
        severity: replicas > threshold('maximum') ? 'error' : 'warning',
        subject: { kind: 'broker', id },
        message: `broker ${id} holds ${replicas} replicas, more than ${threshold('recommended')}: restarts and failover take long. Add brokers, or delete topics that nobody uses.`,
      }));
  },
};
