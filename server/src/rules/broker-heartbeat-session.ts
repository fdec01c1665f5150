import { integer } from '../model/config.ts';
import { fix, set } from '../model/fix.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const INTERVAL = 'broker.heartbeat.interval.ms';
const TIMEOUT = 'broker.session.timeout.ms';

export const brokerHeartbeatSession: Rule = {
  id: 'broker-heartbeat-session',
  title: 'Brokers are fenced between two heartbeats',
  category: 'availability',
  levels: { production: 'error', dev: 'error' },
  why: `A KRaft broker that the controller has not heard from for broker.session.timeout.ms is fenced: it loses its leaders.
With heartbeats further apart than half of that, one late heartbeat is enough. Kafka says so in its log and starts.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      if (config.scope !== 'broker') return;
      const [interval, timeout] = [integer(config, INTERVAL), integer(config, TIMEOUT)];
      const [beat, length] = [effective(interval), effective(timeout)];
      if (beat === undefined || length === undefined || beat * 2 <= length) return;
      if (!isSet(interval) && !isSet(timeout)) return;
      report(
        isSet(interval) ? interval : timeout,
        `${INTERVAL} = ${beat} is more than half of ${TIMEOUT} = ${length}: one late heartbeat fences the broker. Set ${TIMEOUT} to ${beat * 4} or more.`,
        {
          related:
            isSet(interval) && isSet(timeout)
              ? [{ place: timeout.place, message: `${TIMEOUT} is ${length} here` }]
              : [],
          fixes: [fix(`Set ${TIMEOUT} to ${beat * 4}`, set(timeout.slot, beat * 4))],
        },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('broker.heartbeat.interval.ms=«8000»') },
      good: {
        'server.properties': broker('broker.heartbeat.interval.ms=8000\nbroker.session.timeout.ms=32000'),
      },
    },
  ],
};
