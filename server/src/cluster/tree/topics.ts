import { count, type ProblemSeverity, type Subject, some } from '../check.ts';
import { countConditions } from '../condition.ts';
import { documentPath } from '../document-uri.ts';
import { type ListSort, type Lists, passes, shownAtOnce, sorted } from '../listing.ts';
import type { PolledCluster } from '../polling.ts';
import { isOffline, liveBrokers, liveIds, minIsrOf, replicationFactor } from '../replicas.ts';
import type { ClusterSnapshot, TopicState } from '../snapshot/types.ts';
import { size } from '../words.ts';
import { moreNode } from './lists.ts';
import { node, type TreeNode } from './node.ts';
import { weight, worse, worstOf } from './severity.ts';

/** The topics of a list, filtered and sorted, at most as many as are shown at once. */
export function topicNodes({ snapshot, health }: PolledCluster, internal: boolean, lists: Lists): TreeNode[] {
  if (!snapshot || !health) return [];
  const { filter, sort = 'problems' } = lists.topics ?? {};
  const worst = worstOf(health.problems, topicOf);
  const figure = (topic: TopicState, by: ListSort): number | undefined => {
    if (by === 'size') return topic.size;
    if (by === 'partitions') return topic.partitions.length;
    return weight(worst.get(topic.name));
  };
  const all = snapshot.topics.filter((topic) => topic.internal === internal);
  const wanted = all.filter(({ name }) => internal || passes(name, filter));
  const hidden = snapshot.topics.length - all.length;
  return [
    ...sorted(wanted, sort, figure)
      .slice(0, shownAtOnce)
      .map((topic) => topicNode(topic, snapshot, worst.get(topic.name))),
    ...moreNode('topics', wanted.length - shownAtOnce),
    ...(internal || hidden === 0
      ? []
      : [node('internal', 'Internal topics', { description: String(hidden), fold: 'closed' })]),
  ];
}

/** `worst` is the worst of the topic's problems. */
function topicNode(
  topic: TopicState,
  snapshot: ClusterSnapshot,
  worst: ProblemSeverity | undefined,
): TreeNode {
  const minIsr = minIsrOf(topic);
  const conditions = countConditions(snapshot, [topic]);
  const [offline = 0, below = 0] = [conditions.get('offline'), conditions.get('below min ISR')];
  const under = topic.partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length;
  const facts = [
    ...(offline > 0 ? [`${offline} offline`] : []),
    ...(below > 0 ? [`${below} below min ISR`] : []),
    ...(under > 0 ? [`${under} under-replicated`] : []),
    `${topic.partitions.length} × RF ${replicationFactor(topic)}`,
    minIsr === undefined ? 'min ISR: not authorized to see' : `min ISR ${minIsr}`,
    ...(topic.size === undefined ? [] : [size(topic.size)]),
  ];
  const broken = offline + below > 0 ? 'error' : under > 0 ? 'warning' : 'good';
  const open = documentPath('topics', topic.name);
  return node(`topic/${topic.name}`, topic.name, {
    description: facts.join(' · '),
    tooltip: [topic.name, facts.join(' · '), ...ownSettings(topic)].join('\n'),
    state: worse(worst, broken),
    fold: 'closed',
    open,
  });
}

/** What was set for the topic itself, a setting a line. */
const ownSettings = ({ config }: TopicState): string[] =>
  config.state === 'read'
    ? config.value
        .filter(({ source }) => source === 'topic')
        .map(({ name, value }) => `${name} = ${value ?? 'not shown'}`)
    : [];

const topicOf = (subject: Subject): string | undefined =>
  subject.kind === 'topic' ? subject.name : subject.kind === 'partition' ? subject.topic : undefined;

/** A topic's partitions. */
export function topicDetails(snapshot: ClusterSnapshot, name: string): TreeNode[] {
  const topic = snapshot.topics.find((candidate) => candidate.name === name);
  if (!topic) return [];
  const live = liveIds(snapshot);
  return topic.partitions.map((partition) => {
    const { id, leader, replicas, isr, endOffset } = partition;
    const offline = isOffline(partition, live);
    return node(`partition/${name}-${id}`, `${id}`, {
      name: `${name}-${id}`,
      description: [
        offline ? 'no leader' : `leader ${leader}`,
        `replicas ${replicas.join(', ')}`,
        `in sync ${isr.join(', ') || 'none'}`,
        ...(endOffset === undefined ? [] : [`end ${endOffset}`]),
      ].join(' · '),
      state: offline ? 'error' : isr.length < replicas.length ? 'warning' : 'good',
    });
  });
}

/** What the list of topics does not tell; undefined when it tells all. */
export function topicsIncomplete(snapshot: ClusterSnapshot): string | undefined {
  const { topics, seesAll } = snapshot;
  const failed = topics.filter(({ error }) => error !== undefined);
  const blind = topics.filter(({ config }) => config.state !== 'read');
  const silent = liveBrokers(snapshot).filter(({ logDirs }) => logDirs.state !== 'read');
  const reasons = [
    ...(seesAll === false ? ['Only the topics that this user may describe are listed.'] : []),
    ...(failed.length > 0 ? [`Kafka could not tell about ${some(failed.map(({ name }) => name))}.`] : []),
    ...(blind.length > 0
      ? [`The configuration of ${count(blind.length, 'topic')} was not read: their min ISR is not known.`]
      : []),
    ...(silent.length > 0
      ? [`Sizes are not known: log directories of broker ${some(silent.map(({ id }) => id))} were not read.`]
      : []),
  ];
  return reasons.length > 0 ? reasons.join(' ') : undefined;
}
