import pc from 'picocolors';
import { blindness, count, percent, tally } from '../cluster/check.ts';
import { countConditions, type PartitionCondition } from '../cluster/condition.ts';
import type { Health } from '../cluster/health.ts';
import { controllerOf, type Lag, lagOf, type PollRecord } from '../cluster/history.ts';
import { diskOf, heldReplicas, liveBrokers, load, partitionsWhere } from '../cluster/replicas.ts';
import type { BrokerState, ClusterSnapshot, GroupState } from '../cluster/snapshot/types.ts';
import { duration, shortCount } from '../cluster/words.ts';
import { rulePage } from '../rules/page.ts';

const marks = { error: '✖', warning: '⚠', information: 'ℹ', good: '✓', unknown: '?' } as const;

export interface ClusterReportOptions {
  /** What the person called the cluster: its bootstrap servers. */
  name: string;
  color: boolean;
}

/** A cluster's state for a terminal: problems first, then brokers by rack, quorum, topics and groups. */
export function clusterText(
  snapshot: ClusterSnapshot,
  health: Health,
  history: PollRecord[],
  { name, color }: ClusterReportOptions,
): string {
  const paint = pc.createColors(color);
  const colors = {
    error: paint.red,
    warning: paint.yellow,
    information: paint.cyan,
    good: paint.green,
    unknown: paint.gray,
  };
  const lines: string[] = [];
  const line = (text = ''): void => void lines.push(text);

  line(paint.bold(name));
  for (const { severity, message, check } of health.problems) {
    line(`  ${colors[severity](`${marks[severity]} ${severity.padEnd(11)}`)} ${message}`);
    line(`  ${' '.repeat(14)}${paint.gray(`${check} · ${rulePage(check)}`)}`);
  }
  if (health.problems.length > 0) line();
  for (const { reason } of distinct(health.unchecked)) line(`  ${paint.gray(`? not looked at: ${reason}`)}`);
  if (health.unchecked.length > 0) line();

  const live = liveBrokers(snapshot);
  line(`  Brokers (${live.length} of ${snapshot.brokers.length})`);
  const loads = load(snapshot);
  for (const [rack, brokers] of byRack(snapshot.brokers)) {
    line(`    ${rack === null ? 'no rack' : `rack ${rack}`}`);
    for (const broker of brokers)
      line(`      ${brokerLine(broker, loads.get(broker.id), { snapshot, health })}`);
  }
  line(`  ${quorumLine(snapshot)}`);
  line(`  ${topicsLine(snapshot)}`);
  line(`  ${groupsTitle(snapshot)}`);
  for (const text of groupLines(snapshot, history)) line(`    ${text}`);
  line();
  line(summary(snapshot, health));
  return `${lines.join('\n')}\n`;
}

function distinct(unchecked: Health['unchecked']): Health['unchecked'] {
  return unchecked.filter(({ reason }, i) => unchecked.findIndex((other) => other.reason === reason) === i);
}

function byRack(brokers: BrokerState[]): [string | null, BrokerState[]][] {
  const racks = new Map<string | null, BrokerState[]>();
  for (const broker of brokers) racks.set(broker.rack, [...(racks.get(broker.rack) ?? []), broker]);
  return [...racks].sort(([a], [b]) => ((a ?? '~') < (b ?? '~') ? -1 : 1));
}

function brokerLine(
  broker: BrokerState,
  carried: { leaders: number; replicas: number } | undefined,
  { snapshot, health }: { snapshot: ClusterSnapshot; health: Health },
): string {
  const id = String(broker.id);
  const where = broker.host === undefined ? '' : `  ${broker.host}:${broker.port}`;
  if (!broker.registered)
    return `${heldReplicas(snapshot).has(broker.id) ? '✖' : 'ℹ'} ${id}${where}  ${broker.fenced ? 'fenced' : 'not in the cluster'}`;
  if (broker.answer.state === 'silent') return `✖ ${id}${where}  does not answer: ${broker.answer.reason}`;
  const disk = diskOf(broker);
  const controller = controllerOf(snapshot);
  const facts = [
    `leaders ${carried?.leaders ?? 0}`,
    `replicas ${carried?.replicas ?? 0}`,
    ...(disk ? [`${percent(disk.used / disk.total)} disk`] : []),
    ...(broker.logDirs.state === 'not-authorized' ? ['disk: not authorized to see'] : []),
    ...(broker.kafka === undefined ? [] : [`Kafka ${broker.kafka}`]),
    ...(controller === broker.id ? ['active controller'] : []),
  ];
  // The worst comes first.
  const worst = health.problems.find(({ subject }) => subject.kind === 'broker' && subject.id === broker.id);
  return `${marks[worst?.severity ?? 'good']} ${id}${where}  ${facts.join(' · ')}`;
}

function quorumLine({ quorum, controllerId }: ClusterSnapshot): string {
  switch (quorum.state) {
    case 'read': {
      const { leaderId, voters, observers } = quorum.value;
      const leader = voters.find(({ id }) => id === leaderId);
      const behind = voters.map(({ logEndOffset }) => (leader?.logEndOffset ?? logEndOffset) - logEndOffset);
      return `Quorum              leader ${leaderId} · ${count(voters.length, 'voter')} · ${count(observers.length, 'observer')} · lag ${Math.max(0, ...behind)}`;
    }
    case 'not-authorized':
      return 'Quorum              not authorized to see';
    case 'failed':
      return `Quorum              not read: ${quorum.reason}`;
    case 'unsupported':
      return `Controller          ${controllerId} (ZooKeeper)`;
  }
}

function topicsLine(snapshot: ClusterSnapshot): string {
  const all = snapshot.topics.reduce((sum, { partitions }) => sum + partitions.length, 0);
  const conditions = countConditions(snapshot);
  const of = (condition: PartitionCondition): string => `${conditions.get(condition) ?? 0} ${condition}`;
  const under = partitionsWhere(snapshot, ({ isr, replicas }) => isr.length < replicas.length).length;
  return `Topics (${snapshot.topics.length})          ${count(all, 'partition')} · ${of('offline')} · ${of('below min ISR')} · ${under} under-replicated`;
}

function groupsTitle({ groups }: ClusterSnapshot): string {
  const title = `Consumer groups (${groups.list.length})`;
  return groups.incomplete === undefined ? title : `${title}  incomplete: ${groups.incomplete}`;
}

function groupLines(snapshot: ClusterSnapshot, history: PollRecord[]): string[] {
  const lags = new Map(snapshot.groups.list.map((group) => [group, lagOf(group, snapshot.takenAt, history)]));
  return [...snapshot.groups.list]
    .sort((a, b) => (lags.get(b)?.sum ?? 0) - (lags.get(a)?.sum ?? 0))
    .map(
      (group) =>
        `${group.id}  ${group.kind} · ${group.state} · ${membersText(group)} · ${lagText(group, lags.get(group))}`,
    );
}

const membersText = ({ members }: GroupState): string =>
  members.state === 'read' ? count(members.value.length, 'member') : `members ${notRead(members)}`;

function lagText(group: GroupState, lag: Lag | undefined): string {
  if (!lag) return group.offsets.state === 'read' ? 'lag unknown' : `lag ${notRead(group.offsets)}`;
  const parts = [`lag ${shortCount(lag.sum)}`];
  if (lag.worst) parts.push(`worst ${lag.worst.topic}-${lag.worst.partition} ${shortCount(lag.max)}`);
  if (lag.unknown > 0) parts.push(`${count(lag.unknown, 'partition')} unknown`);
  if (lag.trend) parts.push(lag.trend);
  if (lag.seconds !== undefined) parts.push(`about ${duration(lag.seconds)} to drain`);
  return parts.join(', ');
}

const notRead = ({ state }: { state: string }): string =>
  state === 'not-authorized'
    ? 'not authorized to see'
    : state === 'unsupported'
      ? 'not told by this Kafka'
      : 'not read';

function summary(snapshot: ClusterSnapshot, { problems, unchecked }: Health): string {
  const found = [tally(problems) || 'no problems', blindness(unchecked)].filter((text) => text !== '');
  const releases = [
    ...new Set(snapshot.brokers.flatMap(({ kafka }) => (kafka === undefined ? [] : [kafka]))),
  ];
  const kafka = releases.length > 0 ? ` · Kafka ${releases.sort().join(', ')}` : '';
  const partitions = snapshot.topics.reduce((sum, topic) => sum + topic.partitions.length, 0);
  return `${found.join(' · ')} · ${count(snapshot.brokers.length, 'broker')}, ${count(snapshot.topics.length, 'topic')}, ${count(partitions, 'partition')}${kafka} · read in ${snapshot.tookMs} ms`;
}
