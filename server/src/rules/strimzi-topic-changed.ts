import type { Resource } from '../model/deployment.ts';
import { choice, fix, remove, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

const named = (name: string) => topic().replace('spec:\n', `spec:\n  topicName: ${name}\n`);

export const strimziTopicChanged: Rule = {
  id: 'strimzi-topic-changed',
  title: 'The topic is changed in a way that a topic cannot change',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Kafka takes no partition from a topic, and does not rename one. The Topic Operator then refuses the resource:
nothing in it is applied until the change is taken back. Another number of replicas is a reassignment, which the
operator leaves to Cruise Control; without it that change is refused too. This rule compares with a commit of Git: the
last one in the editor, the one that --since names in the terminal.`,
  sources: [sources.strimziTopicOperator, sources.strimziDeploying],
  check: {
    resource(resource, report) {
      if (resource.type !== 'KafkaTopic' || !resource.before) return;
      checkPartitions(resource.tree, resource.before, report);
      checkReplicas(resource.tree, resource.before, report);
      checkName(resource, resource.before, report);
    },
  },
  examples: [
    {
      before: { ...cluster(), 'topic.yaml': topic({ partitions: '24' }) },
      bad: { ...cluster(), 'topic.yaml': topic({ partitions: '«12»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ partitions: '24' }) },
    },
    {
      before: { ...cluster(), 'topic.yaml': topic({ replicas: '2' }) },
      bad: { ...cluster(), 'topic.yaml': topic({ replicas: '«3»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ replicas: '' }) },
      fixed: false,
    },
    {
      before: { ...cluster(), 'topic.yaml': named('orders.v1') },
      bad: { ...cluster(), 'topic.yaml': named('«orders.v2»') },
      good: { ...cluster(), 'topic.yaml': named('orders.v1') },
    },
  ],
};

function checkPartitions(tree: Tree, before: Tree, report: Report): void {
  const [is, was] = [tree, before].map((one) => one.get('spec', 'partitions').integer());
  if (!isSet(is) || !isSet(was) || is.value >= was.value) return;
  report(
    is,
    `partitions go from ${was.value} down to ${is.value}: the operator refuses the topic, since Kafka takes no partition away. Keep ${was.value}, or make a new topic.`,
    { refused: true, fixes: [fix(`Set partitions to ${was.value}`, set(is.slot, was.value))] },
  );
}

function checkReplicas(tree: Tree, before: Tree, report: Report): void {
  const [is, was] = [tree, before].map((one) => one.get('spec', 'replicas').integer());
  if (!isSet(is) || !isSet(was) || is.value === was.value) return;
  report(
    is,
    `replicas go from ${was.value} to ${is.value}: the operator changes that through Cruise Control only, and refuses the topic without it.`,
    { levels: { production: 'information', dev: 'hint' } },
  );
}

/** The topic's own name; the resource's where it says none. */
function checkName({ tree, name }: Resource, before: Tree, report: Report): void {
  const is = tree.get('spec', 'topicName').string();
  const was = before.get('spec', 'topicName').string();
  if (!isSet(name) || is.state === 'unknown' || was.state === 'unknown') return;
  const [now, old] = [is, was].map((one) => (isSet(one) ? one.value : name.value));
  if (now === old || now === undefined || old === undefined) return;
  const back = isSet(was) ? set(is.slot, old) : remove(is.slot);
  report(
    is,
    `topicName changes from ${old} to ${now}: the operator refuses the topic, since Kafka does not rename one. Keep ${old}, or make a new topic.`,
    { refused: true, fixes: [choice(isSet(was) ? `Set topicName to ${old}` : 'Remove topicName', back)] },
  );
}
