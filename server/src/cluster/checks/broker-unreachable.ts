import { type Check, type Found, sources } from '../check.ts';
import { advertisesItself, liveBrokers } from '../replicas.ts';
import type { ClusterSnapshot } from '../snapshot/types.ts';

export const brokerUnreachable: Check = {
  id: 'live-advertised-unreachable',
  title: 'A broker cannot be reached by the address it advertises',
  why: 'Clients connect to every broker by its advertised address. When one cannot be reached, its partitions are out of reach for them, or the broker hangs although the cluster still counts it. Under localhost each client looks for the broker on its own machine.',
  sources: [sources.operations, 'https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners'],
  check(snapshot) {
    const wide = spansMachines(snapshot);
    return liveBrokers(snapshot).flatMap((broker): Found[] => {
      const { id, answer, host, port } = broker;
      const found = (message: string): Found[] => [
        { severity: 'error', subject: { kind: 'broker', id }, message },
      ];
      if (wide && advertisesItself(broker)) {
        return found(
          `broker ${id} advertises ${host}:${port}: clients on other machines look for it on their own. Set advertised.listeners to a name that all of them reach.`,
        );
      }
      if (answer.state !== 'silent') return [];
      return found(`broker ${id} advertises ${host}:${port} and cannot be used there: ${answer.reason}`);
    });
  },
};

/** Is some of the cluster known to run on another machine than this one? */
const spansMachines = (snapshot: ClusterSnapshot): boolean =>
  snapshot.connected.elsewhere === true ||
  liveBrokers(snapshot).some(({ answer }) => answer.state === 'answered' && answer.elsewhere);
