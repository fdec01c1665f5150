import type { Endpoint } from '../model/deployment.ts';
import { others } from '../model/others.ts';
import type { Place } from '../model/place.ts';
import { textAt } from '../model/place.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const listenerPortInvalid: Rule = {
  id: 'listener-port-invalid',
  title: 'A listener has a port that does not exist',
  category: 'networking',
  levels: { production: 'error', dev: 'error' },
  why: `Ports end at 65535. Kafka reads a larger one without a word and dies when it opens the listener; clients cannot
connect to one that is advertised.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    broker({ listeners, strimzi }, report) {
      if (strimzi) return;
      for (const side of ['bind', 'advertised'] as const) {
        const bad = listeners.flatMap(({ name, [side]: endpoint }) =>
          endpoint?.port !== undefined && endpoint.port > 65535 ? [{ name, endpoint }] : [],
        );
        const [first] = bad;
        if (!first) continue;
        const { name, endpoint } = first;
        report(
          portPlace(endpoint),
          `the port of ${name} is ${endpoint.port}: ports go up to 65535, and the broker dies when it starts. Use another one.${others(bad.length - 1)}`,
          { refused: true },
        );
      }
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'listeners=INTERNAL://:«90921»,CLIENT://:9094\nadvertised.listeners=INTERNAL://b1.kafka.internal:9092,CLIENT://b1.kafka.internal:9094',
        ),
      },
      good: {
        'server.properties': broker(
          'listeners=INTERNAL://:9092,CLIENT://:9094\nadvertised.listeners=INTERNAL://b1.kafka.internal:9092,CLIENT://b1.kafka.internal:9094',
        ),
      },
      fixed: false,
    },
  ],
};

function portPlace({ place, port }: Endpoint): Place {
  const digits = String(port);
  return textAt(place).endsWith(`:${digits}`) ? { ...place, start: place.end - digits.length } : place;
}
