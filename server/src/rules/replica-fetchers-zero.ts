import { compareVersions } from '../knowledge/versions.ts';
import { integer } from '../model/config.ts';
import { fix, remove } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'num.replica.fetchers';

export const replicaFetchersZero: Rule = {
  id: 'replica-fetchers-zero',
  title: 'Followers copy nothing',
  category: 'durability',
  levels: { production: 'error', dev: 'error' },
  why: `Kafka before 4.0 starts with no fetcher threads. Followers then copy nothing: they leave the in-sync replicas, and every
partition lives on its leader alone.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      const fetchers = integer(config, KEY);
      if (config.scope !== 'broker' || !isSet(fetchers) || fetchers.value > 0) return;
      // From 4.0 on the value is refused: invalid-value says so.
      if (config.version === undefined || compareVersions(config.version, '4.0') >= 0) return;
      report(
        fetchers,
        `${KEY} = ${fetchers.value}: followers copy nothing and leave the in-sync replicas. Remove it.`,
        {
          fixes: [fix(`Remove ${KEY}`, remove(fetchers.slot))],
        },
      );
    },
  },
  examples: [
    {
      kafkaVersion: '3.9.2',
      bad: { 'server.properties': broker('num.replica.fetchers=«0»') },
      good: { 'server.properties': broker('-num.replica.fetchers') },
    },
  ],
};
