import { integer } from '../model/config.ts';
import { fix, set } from '../model/fix.ts';
import { durationText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'replica.lag.time.max.ms';
/** Below it pauses of a healthy broker count as falling behind; above it a stuck one holds the writers up. In ms. */
const SOUND = { least: 10_000, most: 60_000, usual: 30_000 };

export const replicaLagTime: Rule = {
  id: 'replica-lag-time',
  title: 'Replicas leave the in-sync set too early or too late',
  category: 'availability',
  levels: { production: 'warning', dev: 'information' },
  why: `A replica that has not caught up for this long leaves the in-sync replicas. Too short, and a garbage collection
or a slow moment between zones drops healthy replicas in and out; too long, and every acks=all write waits for a broker
that is stuck. Kafka's default is 30 s, 10 s before Kafka 2.5.`,
  sources: [sources.azRacks, sources.kafkaBrokerConfigs],
  check: {
    broker({ config }, report) {
      const lag = integer(config, KEY);
      if (!isSet(lag) || (lag.value >= SOUND.least && lag.value <= SOUND.most)) return;
      const long = durationText(lag.value);
      report(
        lag,
        lag.value < SOUND.least
          ? `${KEY} = ${lag.value} (${long}): a garbage collection or a slow link drops healthy replicas from the in-sync set. Set it to ${SOUND.usual}.`
          : `${KEY} = ${lag.value} (${long}): a stuck replica holds every acks=all write up for that long. Set it to ${SOUND.usual}.`,
        { fixes: [fix(`Set ${KEY} to ${SOUND.usual}`, set(lag.slot, SOUND.usual))] },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker(`${KEY}=«2000»`) },
      good: { 'server.properties': broker(`${KEY}=30000`) },
    },
    {
      bad: cluster({ config: `${KEY}: «120000»` }),
      good: cluster({ config: `${KEY}: 30000` }),
    },
  ],
};
