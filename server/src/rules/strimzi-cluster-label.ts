import type { Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

/** Kinds that belong to a cluster by label, and the kind that the label names. */
const owners: Readonly<Record<string, string>> = {
  KafkaTopic: 'Kafka',
  KafkaUser: 'Kafka',
  KafkaNodePool: 'Kafka',
  KafkaRebalance: 'Kafka',
  KafkaConnector: 'KafkaConnect',
};

export const strimziClusterLabel: Rule = {
  id: 'strimzi-cluster-label',
  title: 'The resource belongs to no cluster',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Topics, users, node pools, connectors and rebalances belong to the cluster that their label strimzi.io/cluster
names. Without the label, or with a name that no cluster has, no operator looks at the resource: nothing happens, and
nothing says so. A cluster in another repository is not seen here, so an unknown name is reported only where clusters
are under review.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: { resource: check },
  examples: [
    {
      bad: { ...cluster(), 'topic.yaml': topic({ labels: 'app: shop' }).replace('labels', '«labels»') },
      good: { ...cluster(), 'topic.yaml': topic({ labels: 'app: shop\nstrimzi.io/cluster: prod' }) },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ labels: 'strimzi.io/cluster: «prd»' }) },
      good: { ...cluster(), 'topic.yaml': topic() },
    },
  ],
};

function check({ type, clusterLabel, owner, candidates, tree, annotation }: Resource, report: Report): void {
  const kind = Object.hasOwn(owners, type) ? owners[type] : undefined;
  if (kind === undefined) return;
  const names = [...candidates].sort();
  const fixes = names
    .slice(0, 5)
    .map((name) => choice(`Set strimzi.io/cluster to ${name}`, set(clusterLabel.slot, name)));
  if (clusterLabel.state === 'unset') {
    // A patch of kustomize names the resource only; what it leaves out stands in the base.
    if (tree.get('spec').self().state === 'unset') return;
    // A template for automatic rebalancing is named by its Kafka resource instead.
    if (annotation('strimzi.io/rebalance-template').state !== 'unset') return;
    report(
      clusterLabel,
      `${type} without the label strimzi.io/cluster: no operator looks at it. Name its ${kind}.`,
      { fixes },
    );
    return;
  }
  if (!isSet(clusterLabel) || owner !== 'absent' || names.length === 0) return;
  const known =
    names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
  if (names.includes(clusterLabel.value)) {
    report(
      clusterLabel,
      `the ${kind} ${clusterLabel.value} here is in another namespace or watches another one: no operator looks at this ${type}. Put both in one namespace, or set watchedNamespace.`,
      { levels: { production: 'warning', dev: 'information' } },
    );
    return;
  }
  report(
    clusterLabel,
    `no ${kind} named ${clusterLabel.value} is here: unless it is elsewhere, no operator looks at this ${type}. Here: ${known}.`,
    { fixes, levels: { production: 'warning', dev: 'information' } },
  );
}
