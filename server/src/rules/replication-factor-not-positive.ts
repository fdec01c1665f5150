import { integer } from '../model/config.ts';
import { fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'default.replication.factor';

export const replicationFactorNotPositive: Rule = {
  id: 'replication-factor-not-positive',
  title: 'Topics without a replication factor cannot be created',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Kafka starts with a default of no replicas at all, and then refuses every topic that is created without a replication
factor of its own, auto-created ones among them.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      const factor = integer(config, KEY);
      if (config.scope !== 'broker' || !isSet(factor) || factor.value > 0) return;
      report(
        factor,
        `${KEY} = ${factor.value}: a topic that names no replication factor cannot be created. Set it to 3.`,
        {
          fixes: [fix(`Set ${KEY} to 3`, set(factor.slot, 3))],
        },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('default.replication.factor=«0»') },
      good: { 'server.properties': broker() },
      fixed: { 'server.properties': broker('default.replication.factor=3') },
    },
  ],
};
