import { boolean } from '../model/config.ts';
import { choice, remove } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'delete.topic.enable';

export const deleteTopicSetting: Rule = {
  id: 'delete-topic-setting',
  title: 'Topics that the topic operator cannot delete',
  category: 'operations',
  levels: { production: 'hint', dev: 'off' },
  why: `With delete.topic.enable=false no client can delete a topic, and the topic operator is a client: when a KafkaTopic is
deleted its topic stays in Kafka with all records. As a guard against mistakes that may be meant; then whoever deletes
resources has to know. A topic is kept for good by the annotation strimzi.io/managed: "false" on its resource, too.`,
  sources: [sources.strimziBrokerConfig, sources.strimziTopicOperator],
  check: {
    broker({ config, strimzi }, report) {
      const enabled = boolean(config, KEY);
      const entities = strimzi?.entityOperator;
      if (!isSet(enabled) || enabled.value || !isSet(entities)) return;
      const operator = entities.value.get('topicOperator').self();
      if (!isSet(operator)) return;
      report(
        enabled,
        `${KEY} is false, and there is a topic operator: the topics of deleted KafkaTopic resources stay in Kafka. Remove it, unless that is meant.`,
        {
          related: [{ place: operator.place, message: 'the topic operator' }],
          fixes: [choice(`Remove ${KEY}`, remove(enabled.slot))],
        },
      );
    },
  },
  examples: [
    {
      bad: cluster({ config: `${KEY}: «false»` }),
      good: cluster({ config: `${KEY}: true` }),
      fixed: cluster(),
    },
  ],
};
