import { type Check, count, sources } from '../check.ts';
import { heldReplicas } from '../replicas.ts';

export const brokerMissing: Check = {
  id: 'live-broker-missing',
  title: 'A broker that holds replicas is gone',
  why: 'Its replicas are out of date from now on, and its partitions live with one copy less.',
  sources: [sources.intuit, sources.operations],
  check(snapshot) {
    const held = heldReplicas(snapshot);
    return snapshot.brokers
      .filter(({ registered }) => !registered)
      .map(({ id, fenced }) => {
        const replicas = held.get(id) ?? 0;
        const subject = { kind: 'broker' as const, id };
        if (replicas === 0) {
          const message = `broker ${id} is fenced and holds nothing: it is starting, or gone for good. If it is gone, take it off the list with kafka-cluster.sh unregister --id ${id}.`;
          return { severity: 'information' as const, subject, message };
        }
        const how = fenced ? 'fenced: the controller gets no heartbeat from it' : 'not in the cluster';
        return {
          severity: 'error' as const,
          subject,
          message: `broker ${id} is ${how}, and holds a replica of ${count(replicas, 'partition')}. Start it, or move its replicas to another broker.`,
        };
      })
      .sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
  },
};
