import { similar } from '../knowledge/similar.ts';
import { integer } from '../model/config.ts';
import type { Broker, Cluster, Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, controllers, pool } from './sound.ts';
import { sources } from './sources.ts';
import { listed } from './structure.ts';

const TOPIC = 'cruise.control.metrics.topic';
/** Source: com.linkedin.kafka.cruisecontrol.analyzer.goals, and its kafkaassigner package. */
const GOALS = [
  'RackAwareGoal',
  'RackAwareDistributionGoal',
  'BrokerSetAwareGoal',
  'MinTopicLeadersPerBrokerGoal',
  'ReplicaCapacityGoal',
  'DiskCapacityGoal',
  'NetworkInboundCapacityGoal',
  'NetworkOutboundCapacityGoal',
  'CpuCapacityGoal',
  'ReplicaDistributionGoal',
  'PotentialNwOutGoal',
  'DiskUsageDistributionGoal',
  'NetworkInboundUsageDistributionGoal',
  'NetworkOutboundUsageDistributionGoal',
  'CpuUsageDistributionGoal',
  'TopicReplicaDistributionGoal',
  'TopicLeadersDistributionGoal',
  'LeaderReplicaDistributionGoal',
  'LeaderBytesInDistributionGoal',
  'PreferredLeaderElectionGoal',
  'IntraBrokerDiskCapacityGoal',
  'IntraBrokerDiskUsageDistributionGoal',
  'KafkaAssignerEvenRackAwareGoal',
  'KafkaAssignerDiskUsageDistributionGoal',
];

const RACK_GOALS = /(^|\.)(KafkaAssignerEven)?RackAware(Distribution)?Goal$/;

const rebalance = (goals = '') => `apiVersion: kafka.strimzi.io/v1
kind: KafkaRebalance
metadata:
  name: even-out
  labels:
    strimzi.io/cluster: prod
spec:
  mode: full
${goals}`;

const goals = (list: string) => `cruiseControl:\n  config:\n    default.goals: ${list}`;

const controlled = cluster({ spec: 'cruiseControl: {}' });

export const strimziCruiseControl: Rule = {
  id: 'strimzi-cruise-control',
  title: 'Cruise Control that cannot work, or breaks up racks',
  category: 'correctness',
  levels: { production: 'warning', dev: 'information' },
  why: `Cruise Control moves partitions between brokers, so the operator wants two of them, and a metrics topic that fits.
A KafkaRebalance asks the Cruise Control of its cluster: without one there is nobody to answer. A list of goals takes
the place of the default one; a list without a rack goal lets a rebalance put all replicas of a partition in one zone.`,
  sources: [
    sources.strimziDeploying,
    {
      title: 'Cruise Control: goals',
      url: 'https://github.com/linkedin/cruise-control#environment-requirements',
    },
  ],
  check: { cluster: checkCluster, resource: checkRebalance },
  examples: [
    {
      bad: { ...cluster(), 'rebalance.yaml': rebalance().replace('even-out', '«even-out»') },
      good: { ...controlled, 'rebalance.yaml': rebalance() },
      fixed: false,
    },
    {
      bad: { ...controlled, 'rebalance.yaml': rebalance('  «goals»:\n    - DiskUsageDistributionGoal\n') },
      good: {
        ...controlled,
        'rebalance.yaml': rebalance('  goals:\n    - RackAwareGoal\n    - DiskUsageDistributionGoal\n'),
      },
    },
    {
      bad: { ...controlled, 'rebalance.yaml': rebalance('  goals:\n    - «RackAwareGoals»\n') },
      good: { ...controlled, 'rebalance.yaml': rebalance('  goals:\n    - RackAwareGoal\n') },
    },
    {
      bad: cluster({ spec: goals('«ReplicaCapacityGoal»') }),
      good: cluster({ spec: goals('RackAwareGoal,ReplicaCapacityGoal') }),
      fixed: false,
    },
    {
      profile: 'dev',
      bad: {
        'kafka.yaml': controlled['kafka.yaml'].replace('cruiseControl', '«cruiseControl»'),
        'pools.yaml': `${pool({ replicas: '1' })}---\n${controllers('1')}`,
      },
      good: controlled,
      fixed: false,
    },
  ],
};

/** Source: CruiseControlMetricsReporter of the operator. */
function checkCluster({ members, brokers, name }: Cluster, report: Report): void {
  const [member] = members;
  const control = member?.strimzi?.cruiseControl;
  if (!member || !isSet(control)) return;
  if (brokers && brokers.value < 2) {
    report(
      control,
      `${name} has ${brokers.value} broker, and Cruise Control needs two: the operator refuses the resource. Remove cruiseControl, or add brokers.`,
      {
        refused: true,
        related: brokers.from.map((place) => ({ place, message: `${brokers.value} broker` })),
      },
    );
    return;
  }
  checkDefaultGoals(control.value, member, report);
  const factor = integer(member.config, `${TOPIC}.replication.factor`);
  const least = integer(member.config, `${TOPIC}.min.insync.replicas`);
  if (brokers && isSet(factor) && factor.value > brokers.value) {
    report(
      factor,
      `${TOPIC}.replication.factor is ${factor.value} with ${brokers.value} brokers: the operator refuses the resource. Set it to ${brokers.value} at most.`,
      {
        refused: true,
        fixes: [
          choice(`Set it to ${Math.min(3, brokers.value)}`, set(factor.slot, Math.min(3, brokers.value))),
        ],
      },
    );
  }
  const replicas = isSet(factor) ? factor : integer(member.config, 'default.replication.factor');
  if (!isSet(least) || replicas.state === 'unknown' || least.value <= (replicas.value ?? 1)) return;
  report(
    least,
    `${TOPIC}.min.insync.replicas is ${least.value} and its replication factor ${replicas.value ?? 1}: the operator refuses the resource. Set it to ${Math.max(1, (replicas.value ?? 1) - 1)}.`,
    {
      refused: true,
      related: isSet(replicas) ? [{ place: replicas.place, message: 'the replication factor' }] : [],
    },
  );
}

function checkRebalance({ type, tree, name, cluster, annotation }: Resource, report: Report): void {
  if (type !== 'KafkaRebalance' || !cluster) return;
  if (cluster.cruiseControl?.value === false) {
    report(
      name,
      `${cluster.name} has no Cruise Control, so there is nobody to rebalance it. Add cruiseControl to spec of the Kafka resource.`,
      {
        refused: true,
        related: cluster.cruiseControl.from.map((place) => ({ place, message: 'no cruiseControl here' })),
      },
    );
    return;
  }
  const goals = tree.get('spec', 'goals');
  for (const goal of goals.items()) checkGoal(goal, report);
  const isTemplate = !isUnset(annotation('strimzi.io/rebalance-template'));
  if (!cluster.racks || goals.kind !== 'seq' || isTemplate || hasRackGoal(goals)) return;
  report(
    goals.header,
    `${cluster.name} has racks and this list no rack goal: the rebalance may put all replicas of a partition in one rack. Add RackAwareGoal.`,
    { fixes: [choice('Add RackAwareGoal', set(goals.slot, ['RackAwareGoal', ...namesOf(goals)]))] },
  );
}

/** Goals are asked for by their name alone; one of an own package may be anything. */
const isStranger = (goal: string): boolean => !GOALS.includes(goal) && !goal.includes('.');

function checkGoal(goal: Tree, report: Report): void {
  const name = goal.string();
  if (!isSet(name) || !isStranger(name.value)) return;
  const close = similar(name.value, GOALS);
  const advice = close.length === 0 ? '' : ` Write ${listed(close)}.`;
  report(
    name,
    `Cruise Control has no goal named ${name.value}: it refuses the rebalance, and the resource becomes NotReady.${advice}`,
    { fixes: close.map((one) => choice(`Write ${one}`, set(name.slot, one))) },
  );
}

/** Goals that take the place of the default ones, for every proposal that names none. */
function checkDefaultGoals(control: Tree, { rack }: Broker, report: Report): void {
  const goals = control.get('config', 'default.goals').string();
  if (!isSet(rack) || !isSet(goals) || goals.value.trim() === '') return;
  const names = goals.value.split(',').map((goal) => goal.trim());
  if (names.some((goal) => RACK_GOALS.test(goal))) return;
  report(
    goals,
    'the cluster has racks and these default.goals no rack goal: a rebalance may put all replicas of a partition in one rack. Add com.linkedin.kafka.cruisecontrol.analyzer.goals.RackAwareGoal.',
    { related: [{ place: rack.place, message: 'the rack' }] },
  );
}

const namesOf = (goals: Tree): string[] =>
  goals
    .items()
    .map((goal) => goal.string())
    .filter(isSet)
    .map(({ value }) => value);

/** A goal that nobody can read, or that is misspelled, may be one. */
const hasRackGoal = (goals: Tree): boolean =>
  goals
    .items()
    .map((goal) => goal.string())
    .some((goal) => !isSet(goal) || RACK_GOALS.test(goal.value) || isStranger(goal.value));
