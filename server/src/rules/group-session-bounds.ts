import { integer } from '../model/config.ts';
import { choice, fix, set } from '../model/fix.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const MIN = 'group.min.session.timeout.ms';
const MAX = 'group.max.session.timeout.ms';

export const groupSessionBounds: Rule = {
  id: 'group-session-bounds',
  title: 'Session timeouts that no consumer can keep to',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A consumer may join a group only when its session.timeout.ms lies between the broker's two bounds. Kafka starts
with the bounds the wrong way round, and then no consumer can join. A consumer that sends heartbeats less than three
times in a session is taken for dead by one lost packet.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      if (config.scope === 'broker') {
        const [min, max] = [integer(config, MIN), integer(config, MAX)];
        const [least, most] = [effective(min), effective(max)];
        if (least === undefined || most === undefined || least <= most) return;
        const [at, other] = isSet(min) ? [min, max] : [max, min];
        report(
          at,
          `${MIN} = ${least} is more than ${MAX} = ${most}: no consumer can join a group. Lower the one or raise the other.`,
          {
            related: isSet(other)
              ? [
                  {
                    place: other.place,
                    message: `${String(other.slot.path.at(-1))} is ${effective(other)} here`,
                  },
                ]
              : [],
            fixes: [
              choice(`Set ${MIN} to 6000, the default`, set(min.slot, 6000)),
              choice(`Set ${MAX} to 1800000, the default`, set(max.slot, 1_800_000)),
            ],
          },
        );
      }
      if (config.scope === 'consumer') {
        const [heartbeat, session] = [
          integer(config, 'heartbeat.interval.ms'),
          integer(config, 'session.timeout.ms'),
        ];
        const [beat, length] = [effective(heartbeat), effective(session)];
        // At or above the session's length the client refuses it: conflicting-values says so.
        if (beat === undefined || length === undefined || beat * 3 <= length || beat >= length) return;
        if (!isSet(heartbeat) && !isSet(session)) return;
        const third = Math.floor(length / 3);
        report(
          isSet(heartbeat) ? heartbeat : session,
          `heartbeat.interval.ms = ${beat} is more than a third of session.timeout.ms = ${length}: few lost heartbeats end the session and rebalance the group. Set it to ${third}.`,
          {
            levels: { production: 'warning', dev: 'information' },
            fixes: [fix(`Set heartbeat.interval.ms to ${third}`, set(heartbeat.slot, third))],
          },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker(`${MIN}=«60000»\n${MAX}=30000`) },
      good: { 'server.properties': broker(`${MIN}=6000\n${MAX}=30000`) },
    },
    {
      bad: { 'consumer.properties': consumer('heartbeat.interval.ms=«20000»') },
      good: { 'consumer.properties': consumer('heartbeat.interval.ms=15000') },
    },
  ],
};

function consumer(line: string): string {
  return `bootstrap.servers=b1.kafka.internal:9094,b2.kafka.internal:9094\nsecurity.protocol=SASL_SSL\ngroup.id=billing\nsession.timeout.ms=45000\n${line}\n`;
}
