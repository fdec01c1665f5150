import { boolean } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, kafka } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'auto.create.topics.enable';

export const autoCreateTopics: Rule = {
  id: 'auto-create-topics',
  title: 'Clients create topics by naming them',
  category: 'operations',
  levels: { production: 'warning', dev: 'hint' },
  why: `With auto.create.topics.enable, Kafka's default, a client that asks for a topic makes it: a typo becomes a topic
with the default number of partitions and replicas, and nobody decided on either. Where topics are declared, turn it
off. Some tools rely on it: Kafka Connect and Kafka Streams create their own topics without it.`,
  sources: [sources.kafkaProduction, sources.strimziBrokerConfig, sources.azRacks],
  check: {
    broker({ config, ...broker }, report) {
      const enabled = boolean(config, KEY);
      if (!isBroker(broker) || effective(enabled) !== true) return;
      const unset = isSet(enabled) ? '' : ' (the default)';
      report(
        enabled,
        `${KEY} = true${unset}: a mistyped topic name creates a topic with default partitions and replicas. Set it to false.`,
        {
          ...(isSet(enabled) ? {} : { levels: { production: 'information', dev: 'hint' } }),
          fixes: [choice(`Set ${KEY} to false`, set(enabled.slot, false))],
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
      bad: { 'server.properties': broker(`-${KEY}`).replace('process.roles', '«process.roles»') },
      good: { 'server.properties': broker() },
      fixed: { 'server.properties': broker(`-${KEY}\n${KEY}=false`) },
    },
    {
      bad: { ...cluster(), 'kafka.yaml': kafka({ config: `-${KEY}` }).replace('config:', '«config»:') },
      good: cluster(),
      fixed: cluster({ config: `-${KEY}\n${KEY}: false` }),
    },
  ],
};
