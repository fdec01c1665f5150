import type { Resource, Topic } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

const LONGEST = 249;

const named = (name: string, topicName: string) =>
  topic({ name }).replace('spec:\n', `spec:\n  topicName: ${topicName}\n`);

export const strimziTopic: Rule = {
  id: 'strimzi-topic',
  title: 'A name that a topic cannot have, or that another one has',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A resource's name is Kubernetes': small letters, digits, dots and dashes. Kafka allows capitals and underscores
too, which is what spec.topicName is for, but nothing else, and ${LONGEST} characters at most. The API server refuses the
first mistake, the topic operator the second. Of two resources that declare one topic of a cluster, the operator takes
the one that came first and refuses the other. In the names of Kafka's metrics a dot is an underscore, so that orders.v1
and orders_v1 cannot both be.`,
  sources: [
    sources.strimziDeploying,
    {
      title: 'Kubernetes: object names',
      url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    },
  ],
  check: { resource: check, topic: checkTopic },
  examples: [
    {
      bad: { ...cluster(), 'topic.yaml': topic({ name: '«Orders_V1»' }) },
      good: { ...cluster(), 'topic.yaml': named('orders-v1', 'Orders_V1') },
      fixed: false,
    },
    {
      bad: { ...cluster(), 'topic.yaml': named('orders', '«"orders/v1"»') },
      good: { ...cluster(), 'topic.yaml': named('orders', 'orders_v1') },
      fixed: false,
    },
    {
      bad: {
        ...cluster(),
        'topics.yaml': `${named('orders-a', 'orders')}---\n${named('orders-b', '«orders»')}`,
      },
      good: {
        ...cluster(),
        'topics.yaml': `${named('orders-a', 'orders')}---\n${named('orders-b', 'orders.b')}`,
      },
      fixed: false,
    },
    {
      bad: {
        ...cluster(),
        'topics.yaml': `${named('orders-a', 'orders.v1')}---\n${named('orders-b', '«orders_v1»')}`,
      },
      good: {
        ...cluster(),
        'topics.yaml': `${named('orders-a', 'orders.v1')}---\n${named('orders-b', 'orders.v2')}`,
      },
      fixed: false,
    },
    {
      bad: { 'topic.yaml': topic({ replicas: '' }).replace('spec:', '«spec»:') },
      good: { 'topic.yaml': topic() },
    },
  ],
};

function check({ type, name, tree }: Resource, report: Report): void {
  if (type !== 'KafkaTopic') return;
  if (isSet(name) && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name.value)) {
    report(
      name,
      `${name.value} is no name for a Kubernetes resource: the API server refuses it. Use small letters, digits, dots and dashes, and set spec.topicName to the topic's own name.`,
      { refused: true },
    );
  }
  const topicName = tree.get('spec', 'topicName').string();
  if (!isSet(topicName) || isLegal(topicName.value)) return;
  report(
    topicName,
    topicName.value.length > LONGEST
      ? `the topic's name has ${topicName.value.length} characters, and Kafka allows ${LONGEST}: the topic is never made. Shorten it.`
      : 'Kafka refuses this topic name: letters, digits, dots, underscores and dashes may stand in it, and more than dots. The topic is never made.',
    { refused: true },
  );
}

const isLegal = (name: string): boolean =>
  name.length <= LONGEST && /^[A-Za-z0-9._-]+$/.test(name) && name !== '.' && name !== '..';

function checkTopic(topic: Topic, report: Report): void {
  checkTwins(topic, report);
  checkReplicas(topic, report);
}

/** Where the brokers' default can be seen, it is judged itself. */
function checkReplicas({ name, replicas, cluster, partitions }: Topic, report: Report): void {
  if (!isUnset(replicas) || !isSet(partitions) || cluster?.defaultReplicationFactor) return;
  report(
    replicas,
    `replicas is not set: ${name} gets the brokers' default.replication.factor, which is 1 unless they say otherwise, and they are not here. Set replicas to 3.`,
    {
      levels: { production: 'information', dev: 'off' },
      fixes: [choice('Set replicas to 3', set(replicas.slot, 3))],
    },
  );
}

function checkTwins({ name, namePlace, twins }: Topic, report: Report): void {
  const first = twins.find(({ topic }) => topic === name);
  if (!first) {
    checkCollision({ name, namePlace, twins }, report);
    return;
  }
  report(
    namePlace,
    `the KafkaTopic ${first.value} declares the topic ${name} too: the operator takes the one that was made first and refuses the other. Remove one, or give it another topicName.`,
    {
      refused: true,
      related: first.from.map((place) => ({ place, message: `${first.value} declares it here` })),
    },
  );
}

/** Source: ReplicationControlManager of Kafka 4.3.1, which refuses a topic that collides with an existing one. */
function checkCollision(
  { name, namePlace, twins }: Pick<Topic, 'name' | 'namePlace' | 'twins'>,
  report: Report,
): void {
  const [first] = twins;
  if (!first) return;
  report(
    namePlace,
    `${name} and ${first.topic} are one name in Kafka's metrics, where a dot is an underscore: Kafka refuses the topic that comes second. Use dots or underscores, not both.`,
    {
      refused: true,
      related: first.from.map((place) => ({ place, message: `${first.topic} is declared here` })),
    },
  );
}
