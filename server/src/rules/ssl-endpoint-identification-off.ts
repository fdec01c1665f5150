import { choice, remove } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import { knownEntriesOf } from './configured.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const sslEndpointIdentificationOff: Rule = {
  id: 'ssl-endpoint-identification-off',
  title: 'TLS does not check whom it talks to',
  category: 'security',
  levels: { production: 'warning', dev: 'information' },
  why: `An empty ssl.endpoint.identification.algorithm turns off the check that a certificate belongs to the host one
connects to: any certificate of the same authority will do, and whoever has one can stand in between. Put the brokers'
host names into their certificates instead.`,
  sources: [sources.kafkaSecurity],
  check: {
    configuration(configuration, report) {
      for (const { key, keyPlace, slot, value, facts } of knownEntriesOf(configuration)) {
        if (facts.key !== 'ssl.endpoint.identification.algorithm') continue;
        if (!isSet(value) || value.value.trim() !== '') continue;
        report(
          keyPlace,
          `${key} is empty: the host name in the broker's certificate is not checked, and anybody with a certificate of the same authority can stand in between. Remove the key, so that https holds.`,
          { fixes: [choice(`Remove ${key}`, remove(slot))] },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('«ssl.endpoint.identification.algorithm»=') },
      good: { 'server.properties': broker() },
    },
    {
      bad: {
        'client.properties':
          'bootstrap.servers=b1.kafka.internal:9094\nsecurity.protocol=SSL\n«ssl.endpoint.identification.algorithm»=\nssl.truststore.location=/etc/kafka/ca.pem\nssl.truststore.type=PEM\n',
      },
      good: {
        'client.properties':
          'bootstrap.servers=b1.kafka.internal:9094\nsecurity.protocol=SSL\nssl.truststore.location=/etc/kafka/ca.pem\nssl.truststore.type=PEM\n',
      },
    },
  ],
};
