// What a running cluster is told, as read-only text: `readers/live.ts` reads it, so that the same rules review it.
import { factorKey, factPrefix, hidden, liveReader, noValue, partitionsKey } from '../readers/live.ts';
import { escapeValue } from '../readers/properties/syntax.ts';
import { count } from './check.ts';
import { lagOf, type PollRecord } from './history.ts';
import { partitionLags, topicLags } from './partition-lags.ts';
import { configValue, isOffline, liveBrokers, liveIds, replicationFactor } from './replicas.ts';
import { whenRead } from './snapshot/part.ts';
import type {
  BrokerState,
  ClusterSnapshot,
  ConfigEntry,
  ConfigSource,
  GroupState,
  Part,
  PartitionState,
  TopicState,
} from './snapshot/types.ts';
import { duration, notRead } from './words.ts';

/** What stands above every document of a cluster. */
export interface DocumentContext {
  /** What the person calls the cluster. */
  cluster: string;
  snapshot: ClusterSnapshot;
  /** Set while the cluster cannot be reached: since when, in milliseconds since 1970. */
  unreachableSince?: number;
}

/** A broker's whole configuration; `config` holds every key, defaults included. */
export function brokerDocument(
  broker: BrokerState,
  config: Part<ConfigEntry[]>,
  context: DocumentContext,
): string {
  const groups: [string, ConfigSource[]][] = [
    [`Set while it runs, for broker ${broker.id} alone`, ['dynamic-broker']],
    ['Set while they run, for all brokers', ['dynamic-default']],
    [
      "Set in the broker's own file: a change needs a restart, or is set while it runs",
      ['static', 'unknown'],
    ],
  ];
  return lines([
    ...header(`Broker ${broker.id} of ${context.cluster}`, context),
    ...groups.flatMap(([title, sources]) => setGroup(title, config, sources)),
    ...toldGroup("Kafka's own defaults, which hold where nothing is set", config, ['default']),
    ...unread(config),
    ...clusterFacts(context, undefined),
  ]);
}

/** A topic's size, configuration and partitions; `config` holds every key, `broker` that of one of its brokers. */
export function topicDocument(
  topic: TopicState,
  config: Part<ConfigEntry[]>,
  broker: Part<ConfigEntry[]>,
  context: DocumentContext,
): string {
  return lines([
    ...header(`Topic ${topic.name} of ${context.cluster}`, context),
    `${partitionsKey}=${topic.partitions.length}`,
    `${factorKey}=${replicationFactor(topic)}`,
    '',
    ...setGroup('Set on the topic', config, ['topic']),
    ...toldGroup('From the brokers: set while they run', config, ['dynamic-broker', 'dynamic-default']),
    ...toldGroup("From the brokers' own files", config, ['static', 'unknown']),
    ...toldGroup("Kafka's own defaults, which hold where nothing is set", config, ['default']),
    ...unread(config),
    ...clusterFacts(context, broker),
    ...partitionTable(topic, context.snapshot),
  ]);
}

/** A group's members and offsets as a table. */
export function groupDocument(group: GroupState, history: PollRecord[], context: DocumentContext): string {
  const { takenAt } = context.snapshot;
  const before = history.filter((record) => record.takenAt < takenAt);
  const lag = lagOf(group, takenAt, before);
  const members = whenRead(group.members) ?? [];
  const offsets = partitionLags(group, takenAt, before);
  const time = (seconds: number | undefined): string =>
    seconds === undefined ? 'unknown' : duration(seconds);
  return lines([
    ...header(`${group.kind} group ${group.id} of ${context.cluster}`, context),
    `State        ${group.state}`,
    `Coordinator  broker ${group.coordinator}`,
    `Lag          ${lag ? `${lag.sum}${lag.trend ? `, ${lag.trend}` : ''}` : notRead(group.offsets)}`,
    '',
    `Members: ${group.members.state === 'read' ? members.length : notRead(group.members)}`,
    ...table([
      ['client', 'host', 'member', 'partitions'],
      ...members.map(({ clientId, host, id, assigned }) => [
        clientId,
        host,
        id,
        (assigned ?? []).map(({ topic, partitions }) => `${topic}: ${partitions.join(' ')}`).join(', '),
      ]),
    ]),
    '',
    'By topic:',
    ...table([
      ['topic', 'lag', 'most in a partition', 'longest time to drain'],
      ...topicLags(offsets).map(({ topic, sum, max, maxSeconds }) => [
        topic,
        String(sum),
        String(max),
        time(maxSeconds),
      ]),
    ]),
    '',
    `Offsets: ${group.offsets.state === 'read' ? count(offsets.length, 'partition') : notRead(group.offsets)}`,
    ...table([
      ['topic', 'partition', 'committed', 'lag', 'time to drain'],
      ...offsets.map(({ topic, partition, committed, lag: behind, seconds }) => [
        topic,
        String(partition),
        committed < 0 ? 'none' : String(committed),
        behind === undefined ? 'unknown' : String(behind),
        time(seconds),
      ]),
    ]),
  ]);
}

function header(title: string, { snapshot, unreachableSince }: DocumentContext): string[] {
  const state =
    unreachableSince === undefined
      ? 'Read again with every look at the cluster.'
      : `Not reachable since ${clock(unreachableSince)}: this is how it was at ${clock(snapshot.takenAt)}.`;
  return [`# ${oneLine(title)}, as Kafka tells it. Read-only: fixes are commands to copy.`, `# ${state}`, ''];
}

/** A group's name may hold anything. */
const oneLine = (text: string): string => text.replace(/[\r\n]/g, ' ');

/** A moment that is the same wherever it is read. */
const clock = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Entries that somebody set: they are reviewed as those of a file. */
function setGroup(title: string, config: Part<ConfigEntry[]>, sources: ConfigSource[]): string[] {
  const entries = from(config, sources);
  if (entries.length === 0) return [];
  return [`# ${title}`, ...entries.map(({ name, value, sensitive }) => pair(name, value, sensitive)), ''];
}

/** Entries that hold without having been set here: grey, and known to the review as such. */
function toldGroup(title: string, config: Part<ConfigEntry[]>, sources: ConfigSource[]): string[] {
  const entries = from(config, sources);
  if (entries.length === 0) return [];
  const text = ({ name, value, sensitive }: ConfigEntry): string =>
    value === null ? `#${name} ${sensitive ? hidden : noValue}` : `#${pair(name, value)}`;
  return [`# ${title}`, ...entries.map(text), ''];
}

const from = (config: Part<ConfigEntry[]>, sources: ConfigSource[]): ConfigEntry[] =>
  (whenRead(config) ?? [])
    .filter(({ source }) => sources.includes(source))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const pair = (name: string, value: string | null, sensitive = false): string =>
  `${escapeKey(name)}=${sensitive || value === null ? hidden : escapeValue(value)}`;

/** Kafka's own keys need no escape; a key that somebody made up may hold anything. */
const escapeKey = (name: string): string =>
  name.replace(/[^\w.-]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const unread = (config: Part<unknown>): string[] =>
  config.state === 'read' ? [] : [`# The configuration is not shown: ${notRead(config)}`, ''];

/** Settings of the brokers that topics without their own follow. */
const inherited = [
  'auto.create.topics.enable',
  'default.replication.factor',
  'delete.topic.enable',
  'min.insync.replicas',
];

function clusterFacts(context: DocumentContext, config: Part<ConfigEntry[]> | undefined): string[] {
  const { cluster, snapshot } = context;
  const brokers = liveBrokers(snapshot);
  const racks = [...new Set(brokers.flatMap(({ rack }) => rack ?? []))].sort();
  const releases = [...new Set(brokers.flatMap(({ kafka }) => kafka ?? []))].sort();
  const facts: [string, string | undefined][] = [
    ['name', cluster],
    ['brokers', String(brokers.length)],
    ['racks', racks.length > 0 ? racks.join(',') : undefined],
    ['kafka.version', releases[0]],
    ['development', signsOf(context, config)],
    ...inherited.map((key): [string, string | undefined] => [key, config && configValue(config, key)]),
  ];
  return [
    '# The cluster',
    ...facts.flatMap(([key, value]) => (value === undefined ? [] : `#${factPrefix}${pair(key, value)}`)),
    '',
  ];
}

/** What in a broker's configuration looks like development: its topics are judged as it is. */
function signsOf(context: DocumentContext, config: Part<ConfigEntry[]> | undefined): string | undefined {
  const [broker] = context.snapshot.brokers;
  if (!broker || config?.state !== 'read') return undefined;
  const text = brokerDocument(broker, config, context);
  const part = {
    uri: 'kafka:/cluster/name/brokers/0.properties',
    format: 'properties' as const,
    text,
    offset: 0,
  };
  return liveReader.read(part).devSignals.join(';') || undefined;
}

function partitionTable(topic: TopicState, snapshot: ClusterSnapshot): string[] {
  const live = liveIds(snapshot);
  const row = (partition: PartitionState): string[] => {
    const { id, leader, replicas, isr, endOffset } = partition;
    const missing = replicas.filter((replica) => !isr.includes(replica));
    const notes = [
      ...(isOffline(partition, live) ? ['offline'] : []),
      ...(missing.length > 0 ? [`not in sync: ${missing.join(' ')}`] : []),
      ...(replicas[0] !== undefined && leader !== replicas[0] ? [`preferred leader ${replicas[0]}`] : []),
    ];
    return [
      String(id),
      leader < 0 ? 'none' : String(leader),
      replicas.join(' '),
      isr.join(' ') || 'none',
      endOffset === undefined ? 'unknown' : String(endOffset),
      notes.join(', '),
    ];
  };
  return [
    '# Partitions',
    ...table([
      ['partition', 'leader', 'replicas', 'in sync', 'end offset', ''],
      ...topic.partitions.map(row),
    ]).map((text) => `# ${text}`),
  ];
}

/** Columns as wide as their widest cell. */
function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const lines = (all: string[]): string => `${all.join('\n').trimEnd()}\n`;
