import { filteredMaps } from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import { choice, remove, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, isUnset, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, topic } from './sound.ts';
import { sources } from './sources.ts';
import { apiOf, pathText } from './structure.ts';

export const strimziConfigValue: Rule = {
  id: 'strimzi-config-value',
  title: 'A list, a map or nothing where Kafka takes a text',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `The schema lets anything stand in a config map, but Kafka's configuration has texts, numbers and booleans only: the
operator refuses the resource for a list, a map or a key without a value among them. Of topics it joins lists by commas, and refuses maps. Lists
are written as Kafka reads them, with commas in one text.`,
  sources: [sources.strimziApi, sources.strimziTopicOperator],
  check: { resource: check },
  examples: [
    {
      bad: cluster({ config: 'log.cleanup.policy: «[compact, delete]»' }),
      good: cluster({ config: 'log.cleanup.policy: "compact,delete"' }),
    },
    {
      bad: cluster({ config: '«log.retention.ms»:' }),
      good: cluster(),
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: «{days: 7}»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) },
      fixed: false,
    },
  ],
};

/** Source: OrderedProperties of the operator; for topics configValueAsString of TopicOperatorUtil. */
function check(resource: Resource, report: Report): void {
  const { type, tree, operator } = resource;
  const api = apiOf(resource);
  if (api === undefined || type === 'KafkaConnector') return;
  const maps = type === 'KafkaTopic' ? [tree.get('spec', 'config')] : filteredMaps(tree, type, api, operator);
  for (const map of maps) {
    // Settings of connectors go through Connect's own interface.
    if (map.slot.path.includes('mirrors')) continue;
    for (const { name, place, value } of map.fields()) {
      if (value.kind === 'map' || (value.kind === 'seq' && type !== 'KafkaTopic'))
        reportValue(value, map, report);
      else if (type !== 'KafkaTopic' && isUnset(value.self())) {
        report(
          place,
          `${name} has no value, and the operator refuses the resource for it. Write one, or remove the key.`,
          {
            refused: true,
            fixes: [choice(`Remove ${name}`, remove(value.slot))],
          },
        );
      }
    }
  }
}

function reportValue(value: Tree, map: Tree, report: Report): void {
  const items = value.items().map((item) => item.string());
  const text = items
    .filter(isSet)
    .map((item: SetValue<string>) => item.value)
    .join(',');
  const isPlain = value.kind === 'seq' && items.length > 0 && items.every(isSet);
  const what = value.kind === 'map' ? 'a map' : 'a list';
  report(
    value.place,
    `${pathText(value.slot.path.slice(map.slot.path.length))} is ${what}, and Kafka's configuration has none: the operator refuses the resource. Write ${isPlain ? text : 'one text'}.`,
    { refused: true, fixes: isPlain ? [choice(`Write ${text}`, set(value.slot, text))] : [] },
  );
}
