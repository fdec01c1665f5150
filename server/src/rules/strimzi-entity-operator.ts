import type { ClusterFacts } from '../model/deployment.ts';
import type { Place } from '../model/place.ts';
import type { Known } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const strimziEntityOperator: Rule = {
  id: 'strimzi-entity-operator',
  title: 'Nobody makes this topic or user',
  category: 'correctness',
  levels: { production: 'warning', dev: 'information' },
  why: `KafkaTopic resources are read by the topic operator and KafkaUser resources by the user operator, which run only
if spec.entityOperator of the Kafka resource names them. Without them the resources stay as they are and nothing
happens in Kafka, unless such an operator was deployed on its own.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: {
    topic: ({ cluster, place }, report) => check('topic', cluster?.topicOperator, { cluster, place }, report),
    user: ({ cluster, place }, report) => check('user', cluster?.userOperator, { cluster, place }, report),
  },
  examples: [
    {
      bad: { ...without('topicOperator'), 'topic.yaml': topic({ name: '«orders»' }) },
      good: { ...cluster(), 'topic.yaml': topic() },
      fixed: false,
    },
  ],
};

function without(operator: string) {
  const { 'kafka.yaml': kafka, ...pools } = cluster();
  return { 'kafka.yaml': kafka.replace(`    ${operator}: {}\n`, ''), ...pools };
}

function check(
  what: 'topic' | 'user',
  operator: Known<boolean> | undefined,
  { cluster, place }: { cluster: ClusterFacts | undefined; place: Place },
  report: Report,
): void {
  if (!cluster || operator?.value !== false) return;
  report(
    place,
    `${cluster.name} has no ${what} operator: unless one was deployed on its own, nobody makes this ${what}. Add ${what}Operator to spec.entityOperator.`,
    {
      related: operator.from.map((from) => ({
        place: from,
        message: `${cluster.name} has no ${what} operator`,
      })),
    },
  );
}
