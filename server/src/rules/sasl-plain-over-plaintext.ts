import { resolveKey } from '../knowledge/keys.ts';
import { listenerSetting, setting } from '../model/config.ts';
import type { Broker, Configuration } from '../model/deployment.ts';
import { choice, replace, set } from '../model/fix.ts';
import { textAt } from '../model/place.ts';
import { effective, isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const saslPlainOverPlaintext: Rule = {
  id: 'sasl-plain-over-plaintext',
  title: 'Passwords cross the network in clear',
  category: 'security',
  levels: { production: 'error', dev: 'warning' },
  why: `The PLAIN mechanism sends the password as it is, and leaves its protection to TLS. Over SASL_PLAINTEXT everybody on
the way reads it, and can log in with it.`,
  sources: [sources.kafkaSecurity, sources.awsKafka],
  check: {
    broker(node, report) {
      if (!node.strimzi) listeners(node, report);
    },
    configuration(configuration, report) {
      if (configuration.config.scope !== 'broker') client(configuration, report);
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:«SASL_PLAINTEXT»\nlistener.name.client.sasl.enabled.mechanisms=PLAIN',
        ),
      },
      good: {
        'server.properties': broker(
          'listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SASL_SSL\nlistener.name.client.sasl.enabled.mechanisms=PLAIN',
        ),
      },
    },
    {
      bad: {
        'client.properties':
          'bootstrap.servers=b1.kafka.internal:9094\nsecurity.protocol=«SASL_PLAINTEXT»\nsasl.mechanism=PLAIN\n',
      },
      good: {
        'client.properties':
          'bootstrap.servers=b1.kafka.internal:9094\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n',
      },
    },
  ],
};

const isPlain = (mechanisms: string): boolean =>
  mechanisms.split(',').some((mechanism) => mechanism.trim().toUpperCase() === 'PLAIN');

function listeners(node: Broker, report: Report): void {
  for (const { name, protocol, reach, place } of node.listeners) {
    if (effective(protocol) !== 'SASL_PLAINTEXT' || reach === 'loopback') continue;
    const mechanisms = listenerSetting(node.config, name, 'sasl.enabled.mechanisms');
    if (!isPlain(effective(mechanisms) ?? '')) continue;
    const replaceable = protocol.place !== place && textAt(protocol.place) === 'SASL_PLAINTEXT';
    report(
      protocol,
      `listener ${name} takes PLAIN over SASL_PLAINTEXT: passwords cross the network in clear. Use SASL_SSL.`,
      {
        related: isSet(mechanisms) ? [{ place: mechanisms.place, message: 'PLAIN is enabled here' }] : [],
        fixes: replaceable ? [choice('Use SASL_SSL', replace(protocol.place, 'SASL_SSL'))] : [],
      },
    );
  }
}

const LOCAL = /^(localhost|127\.|\[::1\])/;

/** Every security.protocol of a client, whatever prefix it has, with the mechanism and servers behind the same prefix. */
function client({ config }: Configuration, report: Report): void {
  for (const { key, slot, value } of config.entries.values()) {
    if (!isSet(value) || value.value.trim().toUpperCase() !== 'SASL_PLAINTEXT') continue;
    const resolved = resolveKey(config.scope, key);
    if (resolved?.key !== 'security.protocol') continue;
    const mechanism = config.entries.get(`${resolved.prefix}sasl.mechanism`)?.value;
    if (!isSet(mechanism) || !isPlain(mechanism.value)) continue;
    const servers =
      config.entries.get(`${resolved.prefix}bootstrap.servers`)?.value ??
      setting(config, 'bootstrap.servers');
    if (isSet(servers) && servers.value.split(',').every((server) => LOCAL.test(server.trim()))) continue;
    report(
      value,
      `${key} = SASL_PLAINTEXT with the mechanism PLAIN: the password crosses the network in clear. Use SASL_SSL.`,
      {
        related: [{ place: mechanism.place, message: 'the mechanism is PLAIN here' }],
        fixes: [choice(`Set ${key} to SASL_SSL`, set(slot, 'SASL_SSL'))],
      },
    );
  }
}
