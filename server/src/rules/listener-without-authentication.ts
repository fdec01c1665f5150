import { listenerSetting } from '../model/config.ts';
import type { Broker, Listener } from '../model/deployment.ts';
import { choice, type Fix, replace, set } from '../model/fix.ts';
import { textAt } from '../model/place.ts';
import { effective, isUnset } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, controller } from './sound.ts';
import { sources } from './sources.ts';

export const listenerWithoutAuthentication: Rule = {
  id: 'listener-without-authentication',
  title: 'A listener lets anybody in',
  category: 'security',
  levels: { production: 'warning', dev: 'hint' },
  why: `Where nobody has to prove who they are, every client is User:ANONYMOUS: no ACL can tell one application from
another, no quota and no audit either. TLS alone encrypts; it names the client only when the broker demands a
certificate.`,
  sources: [sources.awsKafka, sources.mskMigration, sources.kafkaSecurity],
  check: {
    broker(node, report) {
      for (const listener of node.listeners) {
        const { name, authentication, reach } = listener;
        const protocol = effective(listener.protocol);
        if (protocol === undefined || !isUnset(authentication) || reach === 'loopback') continue;
        // A certificate that may be left out is a finding of its own: ssl-client-auth-requested.
        if (!node.strimzi && protocol === 'SSL' && clientAuth(node, listener) === 'requested') continue;
        report(
          listener.place,
          `clients of the listener ${name} need not say who they are: all of them are User:ANONYMOUS, and no ACL can tell them apart. ${
            node.strimzi
              ? 'Add authentication, such as scram-sha-512 or tls.'
              : protocol === 'SSL'
                ? 'Set ssl.client.auth to required, or use SASL_SSL.'
                : 'Use SASL_SSL, or SSL with ssl.client.auth=required.'
          }`,
          {
            ...(reach === 'external' ? { levels: { production: 'error', dev: 'information' } } : {}),
            fixes: fixesOf(node, listener),
          },
        );
      }
    },
  },
  examples: [
    {
      bad: cluster({ listeners: strimziListener('«internal»') }),
      good: cluster(),
    },
    {
      bad: {
        'controller.properties': controller(
          'listeners=«CONTROLLER»://c1.kafka.internal:9093\n-ssl.client.auth',
        ),
      },
      good: {
        'controller.properties': controller(
          'listeners=CONTROLLER://c1.kafka.internal:9093\n-ssl.client.auth\nssl.client.auth=required',
        ),
      },
    },
    {
      bad: {
        'server.properties': broker(
          'listeners=INTERNAL://:9092,«CLIENT»://:9094\nlistener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:PLAINTEXT',
        ),
      },
      good: {
        'server.properties': broker(
          'listeners=INTERNAL://:9092,CLIENT://:9094\nlistener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SASL_SSL',
        ),
      },
    },
  ],
};

function strimziListener(name: string): string {
  return `listeners:
  - name: ${name}
    port: 9093
    type: internal
    tls: true`;
}

const clientAuth = ({ config }: Broker, { name }: Listener): string | undefined =>
  effective(listenerSetting(config, name, 'ssl.client.auth'))?.toLowerCase();

function fixesOf(node: Broker, { authentication, protocol, tls, place }: Listener): Fix[] {
  if (node.strimzi) {
    const named = authentication.slot.path.at(-1) === 'type';
    const add = (type: string) =>
      choice(`Add authentication of type ${type}`, set(authentication.slot, named ? type : { type }));
    return effective(tls) ? [add('scram-sha-512'), add('tls')] : [add('scram-sha-512')];
  }
  if (effective(protocol) === 'SSL')
    return [choice('Set ssl.client.auth to required', set(authentication.slot, 'required'))];
  const replaceable = protocol.place !== place && textAt(protocol.place) === effective(protocol);
  return replaceable ? [choice('Use SASL_SSL', replace(protocol.place, 'SASL_SSL'))] : [];
}
