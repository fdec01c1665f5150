import { integer } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const KEYS = ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'];

export const retentionNegative: Rule = {
  id: 'retention-negative',
  title: 'A negative retention keeps records for ever',
  category: 'capacity',
  levels: { production: 'warning', dev: 'information' },
  why: `Kafka takes any negative time for "no limit". -1 is how that is written; another negative number is most likely a slip,
and the disks fill.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      if (config.scope !== 'broker') return;
      for (const key of KEYS) {
        const time = integer(config, key);
        if (!isSet(time) || time.value >= -1) continue;
        report(
          time,
          `${key} = ${time.value}: any negative time means no limit, and the disks fill. Set the time that is meant, or -1.`,
          {
            fixes: [choice(`Set ${key} to -1`, set(time.slot, -1))],
          },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('log.retention.ms=«-2»') },
      good: { 'server.properties': broker('log.retention.ms=-1') },
    },
  ],
};
