import { setting } from '../model/config.ts';
import type { Broker, Listener } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const interBrokerPublicListener: Rule = {
  id: 'inter-broker-public-listener',
  title: 'Brokers replicate over their public address',
  category: 'networking',
  levels: { production: 'warning', dev: 'information' },
  why: `Replication is the larger part of a broker's traffic. Over a public address it leaves the private network: it is
billed as internet traffic on most clouds, takes a longer way, and depends on what was opened for clients.`,
  sources: [sources.awsKafka, sources.haKafka],
  check: {
    broker(node, report) {
      if (node.strimzi || node.platform === 'msk') return;
      const used = interBrokerListener(node);
      const inside = node.listeners.find(({ role, reach }) => role === 'broker' && reach === 'internal');
      if (!used?.advertised || used.reach !== 'external' || !inside) return;
      const name = setting(node.config, 'inter.broker.listener.name');
      report(
        isSet(name) ? name : used.place,
        `brokers talk to each other over ${used.name}, which advertises the public ${used.advertised.host}: replication leaves the private network. Use ${inside.name}.`,
        {
          related: [{ place: used.advertised.hostPlace, message: 'the public address is advertised here' }],
          fixes: [choice(`Use ${inside.name} between brokers`, set(name.slot, inside.name))],
        },
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'advertised.listeners=INTERNAL://10.0.1.5:9092,CLIENT://52.18.7.9:9094\ninter.broker.listener.name=«CLIENT»',
        ),
      },
      good: {
        'server.properties': broker(
          'advertised.listeners=INTERNAL://10.0.1.5:9092,CLIENT://52.18.7.9:9094\ninter.broker.listener.name=INTERNAL',
        ),
      },
    },
  ],
};

/** The listener that brokers use among themselves: named, or else the one called like the protocol. */
function interBrokerListener({ config, listeners }: Broker): Listener | undefined {
  const name = setting(config, 'inter.broker.listener.name');
  const wanted = isSet(name)
    ? name.value
    : name.state === 'unset'
      ? effective(setting(config, 'security.inter.broker.protocol'))
      : undefined;
  return listeners.find((listener) => listener.name.toUpperCase() === wanted?.trim().toUpperCase());
}
