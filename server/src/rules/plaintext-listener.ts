import { listenerSetting, setting } from '../model/config.ts';
import type { Broker, Listener } from '../model/deployment.ts';
import { choice, type Fix, replace, set } from '../model/fix.ts';
import { textAt } from '../model/place.ts';
import { effective, isUnset } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

export const plaintextListener: Rule = {
  id: 'plaintext-listener',
  title: 'A listener does not encrypt',
  category: 'security',
  levels: { production: 'warning', dev: 'hint' },
  why: `Without TLS, whoever sees the network between a client and a broker, or between two brokers, reads every record
and can change it. Inside a private network that is a second wall missing; on an address that the internet reaches it
is no wall at all.`,
  sources: [sources.awsKafka, sources.mskMigration, sources.kafkaSecurity],
  check: {
    broker(node, report) {
      for (const listener of node.listeners) {
        const protocol = effective(listener.protocol);
        if ((protocol !== 'PLAINTEXT' && protocol !== 'SASL_PLAINTEXT') || listener.reach === 'loopback')
          continue;
        // A password in clear is a finding of its own: sasl-plain-over-plaintext.
        if (protocol === 'SASL_PLAINTEXT' && takesPlain(node, listener)) continue;
        const outside = listener.reach === 'external';
        const secure = protocol === 'PLAINTEXT' ? 'SSL or SASL_SSL' : 'SASL_SSL';
        report(
          listener.protocol,
          `${isDefault(node) ? 'listeners is not set, so the listener' : 'listener'} ${listener.name} ${
            node.strimzi ? 'has tls: false' : `speaks ${protocol}`
          }: records ${outside ? 'cross a network that others use' : 'are readable on the network'}. ${
            node.strimzi ? 'Set tls to true.' : `Use ${secure}.`
          }`,
          {
            ...(outside ? { levels: { production: 'error', dev: 'information' } } : {}),
            fixes: fixesOf(node, listener),
          },
        );
      }
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:«SASL_PLAINTEXT»',
        ),
      },
      good: {
        'server.properties': broker(
          'listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SASL_SSL',
        ),
      },
    },
    {
      bad: cluster({ listeners: strimziListener('«false»') }),
      good: cluster({ listeners: strimziListener('true') }),
    },
  ],
};

function strimziListener(tls: string): string {
  return `listeners:
  - name: internal
    port: 9093
    type: internal
    tls: ${tls}
    authentication:
      type: scram-sha-512`;
}

const isDefault = (node: Broker): boolean => !node.strimzi && isUnset(setting(node.config, 'listeners'));

function takesPlain({ config }: Broker, { name }: Listener): boolean {
  const mechanisms = effective(listenerSetting(config, name, 'sasl.enabled.mechanisms')) ?? '';
  return mechanisms.split(',').some((mechanism) => mechanism.trim().toUpperCase() === 'PLAIN');
}

function fixesOf(node: Broker, { protocol, tls, place }: Listener): Fix[] {
  if (node.strimzi) return [choice('Set tls to true', set(tls.slot, true))];
  const word = effective(protocol) ?? '';
  // A protocol that is the listener's own name, or one piece of a value over several lines, is not ours to replace.
  if (protocol.place === place || textAt(protocol.place) !== word) return [];
  const secure = word === 'PLAINTEXT' ? 'SSL' : 'SASL_SSL';
  return [choice(`Use ${secure}`, replace(protocol.place, secure))];
}
