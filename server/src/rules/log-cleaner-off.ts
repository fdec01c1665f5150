import { boolean } from '../model/config.ts';
import { fix, remove } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'log.cleaner.enable';

export const logCleanerOff: Rule = {
  id: 'log-cleaner-off',
  title: 'Compacted topics are never compacted',
  category: 'operations',
  levels: { production: 'warning', dev: 'hint' },
  why: `Without the cleaner, compacted topics keep every record: __consumer_offsets grows until the disk is full, and a broker
that starts reads all of it before it serves a group.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      const enabled = boolean(config, KEY);
      if (config.scope !== 'broker' || !isSet(enabled) || enabled.value) return;
      report(
        enabled,
        `${KEY} = false: compacted topics, __consumer_offsets among them, grow for ever. Remove it.`,
        {
          fixes: [fix(`Remove ${KEY}`, remove(enabled.slot))],
        },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('log.cleaner.enable=«false»') },
      good: { 'server.properties': broker() },
    },
  ],
};
