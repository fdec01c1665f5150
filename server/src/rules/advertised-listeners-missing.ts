import { setting } from '../model/config.ts';
import type { Listener } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { isUnset } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const advertisedListenersMissing: Rule = {
  id: 'advertised-listeners-missing',
  title: 'Clients are not told an address that they can reach',
  category: 'networking',
  levels: { production: 'warning', dev: 'information' },
  why: `A client asks any broker for the cluster's metadata and then connects to the addresses it finds there. Without
advertised.listeners those are the addresses that the broker binds to: 0.0.0.0 is none, and Kafka refuses it; with no
host at all it is whatever name the machine gives itself, which is often known on that machine only.`,
  sources: [sources.haKafka, sources.kafkaBrokerConfigs],
  check: {
    broker(node, report) {
      const advertised = setting(node.config, 'advertised.listeners');
      if (node.strimzi || node.platform === 'msk' || !isBroker(node) || !isUnset(advertised)) return;
      const listeners = node.listeners.filter(({ role, bind }) => role === 'broker' && bind);
      const refused = listeners.find(({ bind }) => bind?.host === '0.0.0.0');
      const vague = listeners.find(({ bind }) => bind && ['', '::', '[::]'].includes(bind.host));
      const found = refused ?? vague;
      if (!found?.bind) return;
      const unset = isUnset(setting(node.config, 'listeners')) ? 'listeners and ' : '';
      const fixes = [
        choice('Add advertised.listeners', set(advertised.slot, listeners.map(advertise).join(','))),
      ];
      if (refused) {
        report(
          found.bind.hostPlace,
          `${found.name} binds 0.0.0.0 and advertised.listeners is not set: Kafka refuses to start, because no client can connect to 0.0.0.0. Set advertised.listeners to the name that clients use.`,
          { refused: true, fixes },
        );
        return;
      }
      report(
        found.bind.place,
        `${unset}advertised.listeners ${unset ? 'are' : 'is'} not set and ${found.name} names no host: clients are told the machine's own name, which they may not be able to reach. Set advertised.listeners.`,
        { fixes },
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'listeners=«INTERNAL://:9092»\nlistener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL\n-advertised.listeners',
        ),
      },
      good: {
        'server.properties': broker(
          'listeners=INTERNAL://:9092\nlistener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL\nadvertised.listeners=INTERNAL://b1.kafka.internal:9092',
        ),
      },
      fixed: {
        'server.properties': broker(
          'listeners=INTERNAL://:9092\nlistener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL\n-advertised.listeners\nadvertised.listeners=INTERNAL://<host>:9092',
        ),
      },
    },
    {
      bad: {
        'server.properties': broker(
          'listeners=INTERNAL://«0.0.0.0»:9092,CLIENT://0.0.0.0:9094\n-advertised.listeners',
        ),
      },
      good: {
        'server.properties': broker('listeners=INTERNAL://0.0.0.0:9092,CLIENT://0.0.0.0:9094'),
      },
      fixed: {
        'server.properties': broker(
          'listeners=INTERNAL://0.0.0.0:9092,CLIENT://0.0.0.0:9094\n-advertised.listeners\nadvertised.listeners=INTERNAL://<host>:9092,CLIENT://<host>:9094',
        ),
      },
    },
  ],
};

/** The endpoint as it would be advertised: the host that it names, else one to fill in. */
function advertise({ name, bind }: Listener): string {
  const host = bind && !['', '0.0.0.0', '::', '[::]'].includes(bind.host) ? bind.host : '<host>';
  return `${name}://${host}:${bind?.port ?? 9092}`;
}
