import { list } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import { isBroker } from '../model/roles.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, zookeeperBroker } from './sound.ts';
import { sources } from './sources.ts';

export const advertisedListenerUnroutable: Rule = {
  id: 'advertised-listener-unroutable',
  title: 'Clients are told an address that leads nowhere',
  category: 'networking',
  levels: { production: 'error', dev: 'information' },
  why: `Clients connect twice: first to the bootstrap address, then to what the brokers advertise. An address that means
"any interface" or "this machine" sends them to themselves: the first connection works, and nothing after it does.`,
  sources: [sources.haKafka, sources.kafkaBrokerConfigs],
  check: {
    broker(node, report) {
      if (node.strimzi || node.platform === 'msk' || !isBroker(node)) return;
      const advertised = node.listeners.flatMap(({ name, role, reach, advertised: endpoint }) =>
        role === 'broker' && endpoint ? [{ name, reach, endpoint }] : [],
      );
      for (const { name, endpoint } of advertised) {
        if (endpoint.host === '0.0.0.0') {
          report(
            endpoint.hostPlace,
            `${name} advertises 0.0.0.0: Kafka refuses to start, because no client can connect to it. Advertise a name or address of this broker that clients reach.`,
            { refused: true },
          );
        } else if (['::', '[::]'].includes(endpoint.host)) {
          report(
            endpoint.hostPlace,
            `${name} advertises ${endpoint.host}, which means any address: clients connect to themselves. Advertise a name or address of this broker that clients reach.`,
          );
        } else if (endpoint.host === '') {
          report(
            endpoint.place,
            `${name} advertises no host: clients are told the machine's own name, which they may not be able to reach. Name the host.`,
            { levels: { production: 'warning', dev: 'information' } },
          );
        }
      }
      const [loopback] = advertised.filter(({ reach }) => reach === 'loopback');
      if (!loopback || advertised.some(({ reach }) => reach !== 'loopback') || !isDistributed(node)) return;
      report(
        loopback.endpoint.hostPlace,
        `every listener advertises ${loopback.endpoint.host}, in a cluster of several machines: clients and the other brokers connect to themselves. Advertise a name or address of this broker that they reach.`,
        { levels: { production: 'warning', dev: 'information' } },
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'advertised.listeners=INTERNAL://b1.kafka.internal:9092,CLIENT://«0.0.0.0»:9094',
        ),
      },
      good: {
        'server.properties': broker(
          'advertised.listeners=INTERNAL://b1.kafka.internal:9092,CLIENT://b1.example.org:9094',
        ),
      },
      fixed: false,
    },
    {
      bad: {
        'server.properties': broker(
          'advertised.listeners=INTERNAL://b1.kafka.internal:9092,CLIENT://«[::]»:9094',
        ),
      },
      good: { 'server.properties': broker() },
      fixed: false,
    },
    {
      bad: {
        'server.properties': zookeeperBroker('advertised.listeners=INTERNAL://«localhost»:9092'),
      },
      good: {
        'server.properties': zookeeperBroker('advertised.listeners=INTERNAL://b1.kafka.internal:9092'),
      },
      fixed: false,
    },
  ],
};

const LOCAL = /^(\d+@)?(localhost|127\.0\.0\.1)(:|$)/;

/** Does something outside this machine belong to the cluster, as far as the file says? */
function isDistributed({ config, cluster, platform }: Broker): boolean {
  // Containers may share their machine's network, and their names are no other machines.
  if (platform === 'compose') return false;
  const quorum = [
    'controller.quorum.voters',
    'controller.quorum.bootstrap.servers',
    'zookeeper.connect',
  ].flatMap((key) => {
    const hosts = list(config, key);
    return isSet(hosts) ? (effective(hosts) ?? []) : [];
  });
  return quorum.some((host) => !LOCAL.test(host)) || (cluster.brokers?.value ?? 0) > 3;
}
