import { factsOf } from '../knowledge/facts.ts';
import { setting } from '../model/config.ts';
import { fix, set } from '../model/fix.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const WAIT = 'replica.fetch.wait.max.ms';

export const replicaFetchWait: Rule = {
  id: 'replica-fetch-wait',
  title: 'Followers may wait longer for records than they are given',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A follower's fetch waits up to replica.fetch.wait.max.ms for new records. Longer than the socket's timeout, every
idle fetch would fail; longer than replica.lag.time.max.ms, followers of idle topics would fall out of the in-sync
replicas. Kafka refuses both.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration(configuration, report) {
      const { slot } = setting(configuration.config, WAIT);
      const usual = Number(factsOf('broker', WAIT)?.default ?? 500);
      reportRefused(configuration, 'replica-fetch-wait', report, () => [
        fix(`Set ${WAIT} to ${usual}, the default`, set(slot, usual)),
      ]);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('replica.fetch.wait.max.ms=«30001»') },
      good: { 'server.properties': broker('replica.fetch.wait.max.ms=500') },
    },
  ],
};
