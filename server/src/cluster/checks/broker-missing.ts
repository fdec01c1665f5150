import { type Check, count, sources } from '../check.ts';
import { partitionsWhere } from '../replicas.ts';

export const brokerMissing: Check = {
  id: 'live-broker-missing',
  title: 'A broker that holds replicas is gone',
  why: 'Its replicas are out of date from now on, and its partitions live with one copy less.',
  sources: [sources.intuit, sources.operations],
  check(snapshot) {
    return snapshot.brokers
      .filter(({ registered }) => !registered)
      .map(({ id, fenced }) => {
        const held = partitionsWhere(snapshot, ({ replicas }) => replicas.includes(id)).length;
        return {
          severity: 'error',
          subject: { kind: 'broker', id },
          message: `broker ${id} is ${fenced ? 'fenced: the controller gets no heartbeat from it' : 'not in the cluster'}, and holds a replica of ${count(held, 'partition')}. Start it, or move its replicas to another broker.`,
        };
      });
  },
};
