import {
  blindness,
  count,
  type Problem,
  type ProblemSeverity,
  percent,
  type Subject,
  some,
  tally,
} from './check.ts';
import { countConditions } from './condition.ts';
import { documentPath } from './document-uri.ts';
import type { Health } from './health.ts';
import { type Lag, lagOf } from './history.ts';
import { type ListName, type ListSort, type Lists, passes, shownAtOnce, sorted, sorts } from './listing.ts';
import type { ClusterNames } from './messages.ts';
import type { PolledCluster } from './polling.ts';
import {
  diskOf,
  heldReplicas,
  isOffline,
  liveBrokers,
  liveIds,
  load,
  minIsrOf,
  replicationFactor,
} from './replicas.ts';
import type { BrokerState, ClusterSnapshot, GroupState, Part, TopicState } from './snapshot/types.ts';
import { ago, duration, shortCount, size } from './words.ts';

/** One line of the sidebar: what a view draws, and nothing it has to work out. */
export interface TreeNode {
  /** Unique within the cluster and stable from poll to poll: "topic/orders". */
  id: string;
  label: string;
  /** Beside the label, in grey. */
  description?: string;
  tooltip?: string;
  state: NodeState;
  /** Has children, and shows them at first or not. */
  fold: 'none' | 'closed' | 'open';
  /** What is copied as its name, where that is not the label. */
  name?: string;
  /** The check whose page explains this line. */
  page?: string;
  /** A command of Kafka's own tools that ends what this line tells, to copy. */
  copy?: string;
  /** A list that can be filtered and sorted, and whether it is filtered. */
  list?: 'whole' | 'filtered';
  /** Where that stands which this line is about. */
  about?: TreePlace;
  /** The path of the document that shows all of it (document-uri.ts). */
  open?: string;
  /** The URI of the file that the document is shown beside, as a diff. */
  against?: string;
}

/** A line of the tree: the ids that lead to it, and for one of a long list its name there, by which it can be found. */
export interface TreePlace {
  path: string[];
  in?: { list: ListName; name: string };
}

export type NodeState = ProblemSeverity | 'good' | 'unknown' | 'plain';

const node = (id: string, label: string, more: Partial<TreeNode> = {}): TreeNode => ({
  id,
  label,
  state: 'plain',
  fold: 'none',
  ...more,
});

/** The worst state of a cluster, and in words. */
export function conditionOf({ snapshot, health, unreachable }: PolledCluster): {
  summary: string;
  state: NodeState;
} {
  if (unreachable) return { summary: 'not reachable', state: 'error' };
  if (!snapshot || !health) return { summary: 'connecting', state: 'unknown' };
  return { summary: summaryOf(health), state: health.state };
}

/** The cluster's own line: its worst state in words, and how old the data is. `now` is milliseconds since 1970. */
export function clusterNode(name: string, polled: PolledCluster, now: number): TreeNode {
  const { snapshot, unreachable } = polled;
  const { summary, state } = conditionOf(polled);
  const age = snapshot ? ` · ${unreachable ? 'last seen ' : ''}${ago(now - snapshot.takenAt)}` : '';
  return node('', name, {
    description: summary + age,
    ...(unreachable ? { tooltip: unreachable.diagnosis.text } : {}),
    state,
    fold: 'open',
  });
}

/** What is most pressing by name and how many problems there are beside it; else how many of each severity. */
function summaryOf({ problems, unchecked }: Health): string {
  const of = (check: string): number =>
    problems.filter((problem) => problem.check === check && problem.severity !== 'information').length;
  const named = [
    [of('live-offline-partitions'), 'offline'],
    [of('live-under-min-isr'), 'below min ISR'],
    [of('live-under-replicated'), 'under-replicated', 'topic'],
    [of('live-broker-missing') + of('live-advertised-unreachable'), 'gone', 'broker'],
  ] as const;
  const words = named
    .filter(([n]) => n > 0)
    .map(([n, what, noun]) => `${noun === undefined ? n : count(n, noun)} ${what}`);
  const more = problems.length - named.reduce((sum, [n]) => sum + n, 0);
  const found =
    words.length > 0 ? [...words, ...(more > 0 ? [`${more} more`] : [])].join(', ') : tally(problems);
  return [found || (unchecked.length > 0 ? 'nothing wrong was seen' : 'all good'), blindness(unchecked)]
    .filter((text) => text !== '')
    .join(' · ');
}

/** The children of a node by its id; '' is the cluster itself. Empty for an id that is gone. */
export function childrenOf(polled: PolledCluster, id: string, lists: Lists = {}): TreeNode[] {
  const { snapshot, health, unreachable } = polled;
  if (id === '' && unreachable) {
    const why = node('unreachable', unreachable.diagnosis.text, {
      tooltip: unreachable.diagnosis.text,
      state: 'error',
    });
    return snapshot ? [why, ...sections(polled, lists)] : [why];
  }
  if (!snapshot || !health) return [];
  const [section = '', name = ''] = split(id);
  switch (section) {
    case '':
      return sections(polled, lists);
    case 'problems':
      return [
        ...health.problems.slice(0, shownAtOnce).map((problem, i) =>
          node(`problem/${i}`, problem.message, {
            tooltip: `${problem.message}\n\n${problem.check}`,
            state: problem.severity,
            page: problem.check,
            ...placeOf(problem.subject, snapshot),
          }),
        ),
        ...(health.problems.length > shownAtOnce
          ? [node('problems-left', `${health.problems.length - shownAtOnce} more problems`)]
          : []),
        ...health.unchecked.map(({ check, reason }) =>
          node(`unchecked/${check}`, `not looked at: ${reason}`, {
            tooltip: check,
            state: 'unknown',
            page: check,
          }),
        ),
      ];
    case 'brokers':
      return racksOf(snapshot, health);
    case 'rack':
      return brokerNodes(snapshot, health, ({ rack }) => (rack ?? '') === name);
    case 'broker':
      return brokerDetails(snapshot, Number(name));
    case 'topics':
    case 'internal':
      return topicNodes(polled, section === 'internal', lists);
    case 'topic':
      return topicDetails(snapshot, name);
    case 'groups':
      return groupNodes(polled, lists);
    case 'group':
      return groupDetails(snapshot, name);
    case 'quorum':
      return quorumNodes(snapshot);
    case 'reassignments':
      return snapshot.reassignments.state === 'read'
        ? snapshot.reassignments.value.map(({ topic, partition, adding, removing }) =>
            node(`move/${topic}-${partition}`, `${topic}-${partition}`, {
              description: `to ${adding.join(', ') || 'no new broker'}, from ${removing.join(', ') || 'none'}`,
            }),
          )
        : [];
    default:
      return [];
  }
}

function placeOf(subject: Subject, { topics, brokers }: ClusterSnapshot): { about?: TreePlace } {
  switch (subject.kind) {
    case 'cluster':
      return {};
    case 'broker': {
      const rack = brokers.find(({ id }) => id === subject.id)?.rack ?? '';
      const racks = brokers.some((broker) => broker.rack !== null);
      return { about: { path: ['brokers', ...(racks ? [`rack/${rack}`] : []), `broker/${subject.id}`] } };
    }
    case 'group':
      return { about: { path: ['groups', `group/${subject.id}`], in: { list: 'groups', name: subject.id } } };
    default: {
      const name = subject.kind === 'topic' ? subject.name : subject.topic;
      const internal = topics.find((topic) => topic.name === name)?.internal;
      const path = ['topics', ...(internal ? ['internal'] : []), `topic/${name}`];
      if (subject.kind === 'partition') path.push(`partition/${name}-${subject.id}`);
      return { about: { path, in: { list: 'topics', name } } };
    }
  }
}

/** Every topic and group by name, with a few words to tell them apart. */
export const namesOf = ({ topics, groups }: ClusterSnapshot): ClusterNames => ({
  topics: topics.map((topic) => ({
    name: topic.name,
    internal: topic.internal,
    description: `${topic.partitions.length} × RF ${replicationFactor(topic)}`,
  })),
  groups: groups.list.map(({ id, kind, state }) => ({ name: id, description: `${kind} · ${state}` })),
});

/** "topic/a/b" is the topic "a/b" — a group's name may hold anything. */
function split(id: string): [string, string] {
  const slash = id.indexOf('/');
  return slash < 0 ? [id, ''] : [id.slice(0, slash), id.slice(slash + 1)];
}

function sections({ snapshot, health }: PolledCluster, lists: Lists): TreeNode[] {
  if (!snapshot || !health) return [];
  const live = liveBrokers(snapshot).length;
  const { problems, unchecked } = health;
  const nodes: TreeNode[] = [];
  if (problems.length + unchecked.length > 0) {
    nodes.push(
      node('problems', 'Problems', {
        description: [tally(problems), blindness(unchecked)].filter((text) => text !== '').join(' · '),
        state: health.state,
        fold: 'open',
      }),
    );
  }
  nodes.push(
    node('brokers', 'Brokers', { description: `${live} of ${snapshot.brokers.length}`, fold: 'open' }),
    listNode('topics', 'Topics', {
      names: snapshot.topics.filter(({ internal }) => !internal).map(({ name }) => name),
      incomplete: topicsIncomplete(snapshot),
      lists,
    }),
    listNode('groups', 'Consumer groups', {
      names: snapshot.groups.list.map(({ id }) => id),
      incomplete: snapshot.groups.incomplete,
      lists,
    }),
    quorumNode(snapshot),
  );
  if (snapshot.reassignments.state === 'read' && snapshot.reassignments.value.length > 0) {
    const moves = snapshot.reassignments.value.length;
    nodes.push(node('reassignments', 'Reassignments', { description: String(moves), fold: 'closed' }));
  }
  return nodes;
}

/** The header of a list: how many, which of them are shown and in what order, and whether there may be more. */
function listNode(
  id: ListName,
  label: string,
  { names, incomplete, lists }: { names: string[]; incomplete: string | undefined; lists: Lists },
): TreeNode {
  const { filter = '', sort } = lists[id] ?? {};
  const shown = filter === '' ? names.length : names.filter((name) => passes(name, filter)).length;
  const facts = [
    filter === '' ? `${names.length}` : `${shown} of ${names.length} · filter "${filter}"`,
    ...(sort === undefined || sort === sorts[id][0] ? [] : [`by ${sort}`]),
    ...(incomplete === undefined ? [] : ['incomplete']),
  ];
  return node(id, label, {
    description: facts.join(' · '),
    ...(incomplete === undefined ? {} : { tooltip: `${label}: incomplete. ${incomplete}` }),
    fold: 'closed',
    list: filter === '' ? 'whole' : 'filtered',
  });
}

/** What the list of topics does not tell; undefined when it tells all. */
function topicsIncomplete(snapshot: ClusterSnapshot): string | undefined {
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

/** The line below a long list that says what is left out. */
const moreNode = (list: string, left: number): TreeNode[] =>
  left > 0
    ? [node(`more/${list}`, `${left} more`, { description: 'filter them, or go to one by its name' })]
    : [];

function racksOf(snapshot: ClusterSnapshot, health: Health): TreeNode[] {
  const racks = [...new Set(snapshot.brokers.map(({ rack }) => rack ?? ''))].sort();
  if (racks.length === 1 && racks[0] === '') return brokerNodes(snapshot, health, () => true);
  return racks.map((rack) =>
    node(`rack/${rack}`, rack === '' ? 'no rack' : `rack ${rack}`, { fold: 'open' }),
  );
}

function brokerNodes(
  snapshot: ClusterSnapshot,
  { problems }: Health,
  wanted: (broker: BrokerState) => boolean,
): TreeNode[] {
  const worst = worstOf(problems, (subject) => (subject.kind === 'broker' ? subject.id : undefined));
  return snapshot.brokers.filter(wanted).map((broker) => {
    const name = broker.host === undefined ? String(broker.id) : `${broker.host}:${broker.port}`;
    const line = brokerLine(broker, snapshot);
    const found = worst.get(broker.id);
    return { ...line, name, state: weight(found) > weight(line.state) ? (found ?? line.state) : line.state };
  });
}

function brokerLine(broker: BrokerState, snapshot: ClusterSnapshot): TreeNode {
  const label = broker.host === undefined ? String(broker.id) : `${broker.id}  ${broker.host}:${broker.port}`;
  const id = `broker/${broker.id}`;
  const open = documentPath('brokers', String(broker.id));
  if (!broker.registered) {
    const empty = !heldReplicas(snapshot).has(broker.id);
    return node(id, label, {
      description: broker.fenced ? `fenced${empty ? ' · holds nothing' : ''}` : 'not in the cluster',
      state: empty ? 'information' : 'error',
    });
  }
  if (broker.answer.state === 'silent') {
    return node(id, label, {
      description: 'not answering',
      tooltip: broker.answer.reason,
      state: 'error',
      fold: 'closed',
      open,
    });
  }
  const carried = load(snapshot).get(broker.id);
  const disk = diskOf(broker);
  const role = roleOf(broker.id, snapshot);
  const facts = [
    ...(role === undefined ? [] : [role]),
    `leaders ${carried?.leaders ?? 0}`,
    `replicas ${carried?.replicas ?? 0}`,
  ];
  if (disk) facts.push(`${percent(disk.used / disk.total)} disk`);
  else if (broker.logDirs.state === 'not-authorized') facts.push('disk: not authorized to see');
  return node(id, label, { description: facts.join(' · '), state: 'good', fold: 'closed', open });
}

/** What a broker is beside a broker; undefined for nothing. */
function roleOf(id: number, { quorum, controllerId }: ClusterSnapshot): string | undefined {
  if (quorum.state === 'unsupported') return id === controllerId ? 'controller' : undefined;
  if (quorum.state !== 'read') return undefined;
  const { leaderId, voters } = quorum.value;
  if (id === leaderId) return 'active controller';
  return voters.some((voter) => voter.id === id) ? 'controller' : undefined;
}

function brokerDetails(snapshot: ClusterSnapshot, id: number): TreeNode[] {
  const broker = snapshot.brokers.find((candidate) => candidate.id === id);
  if (!broker) return [];
  const line = (key: string, label: string, description: string): TreeNode =>
    node(`broker-${key}/${id}`, label, { description });
  const { answer, kafka, logDirs, supports } = broker;
  const levels = Object.entries(supports).map(([name, level]) => `${name} ${level}`);
  return [
    ...(kafka === undefined ? [] : [line('release', 'Kafka', kafka)]),
    ...(levels.length > 0 ? [line('features', 'Features up to', levels.join(' · '))] : []),
    ...(answer.state === 'answered'
      ? [line('trip', 'Round trip', `${Math.round(answer.roundTripMs)} ms`)]
      : []),
    ...(logDirs.state === 'read'
      ? logDirs.value.map(({ path, error, totalBytes, usableBytes, bytes }) =>
          node(`dir/${id}/${path}`, path, {
            description:
              error ??
              [
                `${size(bytes)} of Kafka`,
                ...(totalBytes && usableBytes !== undefined
                  ? [`${size(usableBytes)} of ${size(totalBytes)} free`]
                  : []),
              ].join(' · '),
            state: error ? 'error' : 'plain',
          }),
        )
      : [line('dirs', 'Log directories', notRead(logDirs))]),
  ];
}

function topicNodes({ snapshot, health }: PolledCluster, internal: boolean, lists: Lists): TreeNode[] {
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
  const state = weight(worst) > weight(broken) ? (worst ?? broken) : broken;
  const open = documentPath('topics', topic.name);
  return node(`topic/${topic.name}`, topic.name, {
    description: facts.join(' · '),
    tooltip: [topic.name, facts.join(' · '), ...ownSettings(topic)].join('\n'),
    state,
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

const severityOrder: NodeState[] = ['plain', 'good', 'unknown', 'information', 'warning', 'error'];
const weight = (state: NodeState | undefined): number => (state ? severityOrder.indexOf(state) : -1);

/** The worst severity of the problems by what `of` names in their subject. */
function worstOf<K extends string | number>(
  problems: Problem[],
  of: (subject: Subject) => K | undefined,
): Map<K, ProblemSeverity> {
  const worst = new Map<K, ProblemSeverity>();
  for (const { subject, severity } of problems) {
    const name = of(subject);
    if (name !== undefined && weight(severity) > weight(worst.get(name))) worst.set(name, severity);
  }
  return worst;
}

const topicOf = (subject: Subject): string | undefined =>
  subject.kind === 'topic' ? subject.name : subject.kind === 'partition' ? subject.topic : undefined;

const groupOf = (subject: Subject): string | undefined => (subject.kind === 'group' ? subject.id : undefined);

function topicDetails(snapshot: ClusterSnapshot, name: string): TreeNode[] {
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

function groupNodes({ snapshot, health, history }: PolledCluster, lists: Lists): TreeNode[] {
  if (!snapshot || !health) return [];
  const { filter, sort = 'lag' } = lists.groups ?? {};
  // The latest record is this snapshot's own.
  const before = history.filter(({ takenAt }) => takenAt < snapshot.takenAt);
  const worst = worstOf(health.problems, groupOf);
  const rows = snapshot.groups.list
    .filter(({ id }) => passes(id, filter))
    .map((group) => ({ name: group.id, group, lag: lagOf(group, snapshot.takenAt, before) }));
  const figure = ({ name, lag }: (typeof rows)[number], by: ListSort): number | undefined =>
    by === 'lag' ? lag?.sum : weight(worst.get(name));
  return [
    ...sorted(rows, sort, figure)
      .slice(0, shownAtOnce)
      .map(({ group, lag }) => groupNode(group, lag, worst.get(group.id))),
    ...moreNode('groups', rows.length - shownAtOnce),
  ];
}

function groupNode(group: GroupState, lag: Lag | undefined, worst: ProblemSeverity | undefined): TreeNode {
  const members =
    group.members.state === 'read'
      ? count(group.members.value.length, 'member')
      : `members ${notRead(group.members)}`;
  const facts = [group.kind, group.state, members];
  if (lag) {
    facts.push(`lag ${shortCount(lag.sum)}`);
    if (lag.worst && lag.max < lag.sum)
      facts.push(`${shortCount(lag.max)} of it in ${lag.worst.topic}-${lag.worst.partition}`);
    if (lag.trend) facts.push(lag.trend);
    if (lag.seconds !== undefined && lag.sum > 0) facts.push(`about ${duration(lag.seconds)} to drain`);
  } else facts.push(`lag ${notRead(group.offsets)}`);
  const own = /^(Empty|Dead)$/.test(group.state) ? 'plain' : 'good';
  const state = weight(worst) > weight(own) ? (worst ?? own) : own;
  const open = documentPath('groups', group.id);
  return node(`group/${group.id}`, group.id, { description: facts.join(' · '), state, fold: 'closed', open });
}

function groupDetails(snapshot: ClusterSnapshot, id: string): TreeNode[] {
  const group: GroupState | undefined = snapshot.groups.list.find((candidate) => candidate.id === id);
  if (!group) return [];
  const members = group.members.state === 'read' ? group.members.value : [];
  const offsets = group.offsets.state === 'read' ? group.offsets.value : [];
  return [
    ...members.map((member) =>
      node(`member/${id}/${member.id}`, member.clientId, {
        description: [
          member.host,
          ...(member.assigned
            ? [
                count(
                  member.assigned.reduce((sum, a) => sum + a.partitions.length, 0),
                  'partition',
                ),
              ]
            : []),
        ].join(' · '),
        tooltip: member.id,
      }),
    ),
    ...offsets.map(({ topic, partition, committed, lag }) =>
      node(`offset/${id}/${topic}-${partition}`, `${topic}-${partition}`, {
        description: `${committed < 0 ? 'nothing committed' : `committed ${committed}`} · lag ${lag ?? 'unknown'}`,
      }),
    ),
  ];
}

function quorumNode({ quorum, controllerId }: ClusterSnapshot): TreeNode {
  if (quorum.state === 'unsupported')
    return node('quorum', 'Controller', { description: `broker ${controllerId}, elected in ZooKeeper` });
  if (quorum.state !== 'read') {
    return node('quorum', 'Quorum', {
      description: notRead(quorum),
      state: quorum.state === 'failed' ? 'error' : 'unknown',
    });
  }
  const { leaderId, voters } = quorum.value;
  return node('quorum', 'Quorum', {
    description: `leader ${leaderId} · ${count(voters.length, 'voter')}`,
    fold: 'closed',
  });
}

function quorumNodes({ quorum, takenAt }: ClusterSnapshot): TreeNode[] {
  if (quorum.state !== 'read') return [];
  const { leaderId, voters, observers } = quorum.value;
  const end = voters.find(({ id }) => id === leaderId)?.logEndOffset;
  const line =
    (role: string) =>
    ({ id, logEndOffset, lastCaughtUp }: (typeof voters)[number]) =>
      node(`${role}/${id}`, String(id), {
        description: [
          id === leaderId ? 'leader' : role,
          `lag ${end === undefined ? 'unknown' : Math.max(0, end - logEndOffset)}`,
          ...(lastCaughtUp === undefined || id === leaderId
            ? []
            : [`caught up ${ago(takenAt - lastCaughtUp)}`]),
        ].join(' · '),
      });
  return [...voters.map(line('voter')), ...observers.map(line('observer'))];
}

function notRead(part: Part<unknown>): string {
  switch (part.state) {
    case 'not-authorized':
      return 'not authorized to see';
    case 'unsupported':
      return 'not told by this Kafka';
    case 'failed':
      return `not read (${part.reason})`;
    case 'read':
      return '';
  }
}
