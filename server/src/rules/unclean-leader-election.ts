import { boolean } from '../model/config.ts';
import { choice, fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'unclean.leader.election.enable';
const OFF = `Set ${KEY} to false`;

export const uncleanLeaderElection: Rule = {
  id: 'unclean-leader-election',
  title: 'A replica that missed records may become leader',
  category: 'durability',
  levels: { production: 'warning', dev: 'hint' },
  why: `When all in-sync replicas of a partition are gone, Kafka either waits for one of them or, with this setting,
makes a replica leader that lacks the newest records: acknowledged records vanish and consumers see offsets jump back.
Topics whose records may be lost, such as metrics, can choose to stay available; that is a decision for a topic, not
for all of them.`,
  sources: [sources.haKafka, sources.kafkaTopicConfigs],
  check: {
    broker({ config }, report) {
      const enabled = boolean(config, KEY);
      if (!isSet(enabled) || !enabled.value) return;
      report(
        enabled,
        `${KEY} = true: when all in-sync replicas of a partition are lost, acknowledged records are dropped in every topic. Set it to false.`,
        { fixes: [fix(OFF, set(enabled.slot, false))] },
      );
    },
    topic({ name, config }, report) {
      const enabled = boolean(config, KEY);
      if (!isSet(enabled) || !enabled.value) return;
      report(
        enabled,
        `${KEY} = true: ${name} drops acknowledged records when all in-sync replicas of a partition are lost. Set it to false unless the records may be lost.`,
        {
          levels: { production: 'information', dev: 'hint' },
          fixes: [choice(OFF, set(enabled.slot, false))],
        },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker(`${KEY}=«true»`) },
      good: { 'server.properties': broker(`${KEY}=false`) },
    },
    {
      bad: cluster({ config: `${KEY}: «true»` }),
      good: cluster({ config: `${KEY}: false` }),
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: `${KEY}: «true»` }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: `${KEY}: false` }) },
    },
  ],
};
