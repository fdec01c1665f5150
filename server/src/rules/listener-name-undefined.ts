import { similar } from '../knowledge/similar.ts';
import { setting } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import { choice, type Fix, set } from '../model/fix.ts';
import { effective, isSet } from '../model/value.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const MAP = 'listener.security.protocol.map';

export const listenerNameUndefined: Rule = {
  id: 'listener-name-undefined',
  title: 'A listener is named that is not defined',
  category: 'networking',
  levels: { production: 'error', dev: 'error' },
  why: `A listener is known by its name in several places: listeners opens it, advertised.listeners tells clients of it,
listener.security.protocol.map says how it is secured, inter.broker.listener.name uses it. A name that is spelled
differently in one of them stops the broker at start.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaSecurity],
  check: {
    configuration(configuration, report) {
      reportRefused(configuration, 'listener-name-undefined', report, (refusal) =>
        fixesOf(configuration, refusal),
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'listeners=INTERNAL://:9092,«CLIENTS»://:9094\nadvertised.listeners=INTERNAL://b1.kafka.internal:9092',
        ),
      },
      good: {
        'server.properties': broker(
          'listeners=INTERNAL://:9092,CLIENT://:9094\nadvertised.listeners=INTERNAL://b1.kafka.internal:9092',
        ),
      },
    },
    {
      bad: {
        'server.properties': broker(
          'advertised.listeners=INTERNAL://b1.kafka.internal:9092,«CLIENT»://b1.kafka.internal:9094\nlisteners=INTERNAL://:9092',
        ),
      },
      good: {
        'server.properties': broker(
          'advertised.listeners=INTERNAL://b1.kafka.internal:9092\nlisteners=INTERNAL://:9092',
        ),
      },
      fixed: false,
    },
  ],
};

/** The name that was meant, where one is near; else an entry in the map. */
function fixesOf(
  { config }: Configuration,
  refusal: { key?: string; keys: readonly string[]; message: string },
): Fix[] {
  const { key, keys, message } = refusal;
  const name = /^\S+ (?:names|has|is) ([^\s,]+)/.exec(message)?.[1];
  const value = key === undefined ? undefined : config.entries.get(key)?.value;
  if (name === undefined || !isSet(value) || !keys.includes(MAP)) return [];
  const map = setting(config, MAP);
  const known = (effective(map) ?? '').split(',').map((entry) => entry.split(':')[0]?.trim() ?? '');
  const named = new RegExp(`(^|[\\s,])${name.replace(/[^\w]/g, '\\$&')}(?=://|\\s|,|$)`, 'i');
  const renamed = similar(
    name,
    known.map((each) => each.toUpperCase()),
  ).map((near) => choice(`Use ${near}`, set(value.slot, value.value.replace(named, `$1${near}`))));
  const added = isSet(map)
    ? [choice(`Add ${name}:SASL_SSL to ${MAP}`, set(map.slot, `${map.value},${name}:SASL_SSL`))]
    : [];
  return [...renamed, ...added];
}
