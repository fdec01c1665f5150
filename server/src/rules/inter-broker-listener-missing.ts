import { setting } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { effective } from '../model/value.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const interBrokerListenerMissing: Rule = {
  id: 'inter-broker-listener-missing',
  title: 'Brokers would talk over a listener that is not there',
  category: 'networking',
  levels: { production: 'error', dev: 'error' },
  why: `Brokers connect to each other over one of the listeners that they advertise: the one that
inter.broker.listener.name names, or the one called PLAINTEXT when nothing does. When it is not advertised, the broker
does not start.`,
  sources: [sources.kafkaBrokerConfigs, sources.haKafka],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      const name = setting(config, 'inter.broker.listener.name');
      const told = [setting(config, 'advertised.listeners'), setting(config, 'listeners')].map(effective);
      const controllers = (effective(setting(config, 'controller.listener.names')) ?? '').toUpperCase();
      const names = [...(told.find((text) => text) ?? '').matchAll(/(?<![^\s,:/])([^\s,:/]+):\/\//g)]
        .map(([, listener = '']) => listener)
        .filter((listener) => !controllers.split(',').includes(listener.toUpperCase()));
      reportRefused(configuration, 'inter-broker-listener-missing', report, () =>
        names.map((listener) => choice(`Use ${listener} between brokers`, set(name.slot, listener))),
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'inter.broker.listener.name=«INSIDE»\nlistener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SASL_SSL,INSIDE:SASL_SSL',
        ),
      },
      good: {
        'server.properties': broker(
          'inter.broker.listener.name=INTERNAL\nlistener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SASL_SSL,INSIDE:SASL_SSL',
        ),
      },
    },
  ],
};
