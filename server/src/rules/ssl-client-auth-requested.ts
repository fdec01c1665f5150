import { listenerSetting } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, controller } from './sound.ts';
import { sources } from './sources.ts';

export const sslClientAuthRequested: Rule = {
  id: 'ssl-client-auth-requested',
  title: 'A client certificate is asked for, but not needed',
  category: 'security',
  levels: { production: 'warning', dev: 'information' },
  why: `With ssl.client.auth=requested a client without a certificate is let in as User:ANONYMOUS. The setting is for the
time in which clients get their certificates; after that it makes certificates optional for everybody.`,
  sources: [sources.kafkaSecurity, sources.kafkaBrokerConfigs],
  check: {
    broker({ config, listeners, strimzi }, report) {
      if (strimzi) return;
      const found = new Map<string, string[]>();
      for (const { name, protocol } of listeners) {
        if (effective(protocol) !== 'SSL') continue;
        const asked = listenerSetting(config, name, 'ssl.client.auth');
        if (!isSet(asked) || asked.value.trim().toLowerCase() !== 'requested') continue;
        const key = String(asked.slot.path.at(-1));
        found.set(key, [...(found.get(key) ?? []), name]);
      }
      for (const [key, names] of found) {
        const value = config.entries.get(key)?.value;
        if (!value) continue;
        report(
          value,
          `${key} = requested: clients of ${names.join(', ')} that show no certificate are let in as User:ANONYMOUS. Set it to required.`,
          { fixes: [choice(`Set ${key} to required`, set(value.slot, 'required'))] },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'controller.properties': controller('ssl.client.auth=«requested»') },
      good: { 'controller.properties': controller('ssl.client.auth=required') },
    },
    {
      bad: {
        'server.properties': broker(
          'listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SSL\nlistener.name.client.ssl.client.auth=«requested»',
        ),
      },
      good: {
        'server.properties': broker(
          'listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SSL\nlistener.name.client.ssl.client.auth=required',
        ),
      },
    },
  ],
};
