import { type Check, sources } from '../check.ts';
import { liveBrokers } from '../replicas.ts';

export const outOfIsrBroker: Check = {
  id: 'live-out-of-isr-broker',
  title: 'A broker is alive but in sync with few of its partitions',
  why: 'A broker outside the in-sync sets protects nothing: for durability it counts as crashed, though it answers.',
  sources: [sources.monitoring, sources.racks],
  thresholds: {
    share: { value: 50, about: 'Percent of a broker’s replicas in sync below which it is reported.' },
  },
  check(snapshot, { threshold }) {
    const held = new Map(liveBrokers(snapshot).map(({ id }) => [id, { all: 0, inSync: 0 }]));
    for (const { partitions } of snapshot.topics) {
      for (const { replicas, isr } of partitions) {
        for (const id of replicas) {
          const counts = held.get(id);
          if (!counts) continue;
          counts.all += 1;
          if (replicas === isr || isr.includes(id)) counts.inSync += 1;
        }
      }
    }
    return liveBrokers(snapshot).flatMap(({ id }) => {
      const counts = held.get(id);
      if (!counts?.all || counts.inSync * 100 >= counts.all * threshold('share')) return [];
      return [
        {
          severity: 'warning',
          subject: { kind: 'broker', id },
          message: `broker ${id} is in sync with ${counts.inSync} of its ${counts.all} replicas: it protects almost nothing. Look at its disk, its network and its log.`,
        },
      ];
    });
  },
};
