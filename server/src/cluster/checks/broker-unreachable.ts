import { type Check, sources } from '../check.ts';

export const brokerUnreachable: Check = {
  id: 'live-advertised-unreachable',
  title: 'A broker cannot be reached by the address it advertises',
  why: 'Clients connect to every broker by its advertised address. When one cannot be reached, its partitions are out of reach for them, or the broker hangs although the cluster still counts it.',
  sources: [sources.operations, 'https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners'],
  check(snapshot) {
    return snapshot.brokers.flatMap(({ id, registered, answer, host, port }) =>
      registered && answer.state === 'silent'
        ? [
            {
              severity: 'error',
              subject: { kind: 'broker', id },
              message: `broker ${id} advertises ${host}:${port} and cannot be used there: ${answer.reason}`,
            },
          ]
        : [],
    );
  },
};
