import { setting } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { effective } from '../model/value.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const MECHANISM = 'sasl.mechanism.inter.broker.protocol';

export const saslInterBrokerMechanism: Rule = {
  id: 'sasl-inter-broker-mechanism',
  title: 'Brokers log in with a mechanism that they do not offer',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Between brokers sasl.mechanism.inter.broker.protocol holds, which is GSSAPI (Kerberos) until somebody says
otherwise. It must be one of the mechanisms that the listener offers: a broker that could not log in to another one
does not start.`,
  sources: [sources.kafkaSecurity],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      const own = setting(config, MECHANISM);
      reportRefused(configuration, 'sasl-inter-broker-mechanism', report, ({ keys }) => {
        const key = keys.find((each) => each !== MECHANISM);
        const offered = key === undefined ? undefined : effective(setting(config, key));
        return (offered ?? '')
          .split(',')
          .map((mechanism) => mechanism.trim())
          .filter((mechanism) => mechanism !== '')
          .map((mechanism) => choice(`Set ${MECHANISM} to ${mechanism}`, set(own.slot, mechanism)));
      });
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('sasl.mechanism.inter.broker.protocol=«PLAIN»') },
      good: { 'server.properties': broker('sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512') },
    },
    {
      bad: {
        'server.properties': broker(
          '-sasl.mechanism.inter.broker.protocol\nsasl.enabled.mechanisms=«SCRAM-SHA-512»',
        ),
      },
      good: {
        'server.properties': broker(
          '-sasl.mechanism.inter.broker.protocol\nsasl.enabled.mechanisms=SCRAM-SHA-512\nsasl.mechanism.inter.broker.protocol=SCRAM-SHA-512',
        ),
      },
    },
  ],
};
