// A change that a finding asks for, as the command of Kafka's own tools that makes it. Commands are copied, never run.
import { resolveKey } from '../knowledge/keys.ts';
import type { Entry } from '../model/config.ts';
import type { Change } from '../model/fix.ts';
import type { Value } from '../model/value.ts';
import { factorKey, partitionsKey } from '../readers/live.ts';
import { type PlannedPartition, planFactor } from './reassignment-plan.ts';
import type { ClusterSnapshot, ConfigSource, TopicState } from './snapshot/types.ts';

/** How the tools reach the cluster that a document shows. */
export interface ToolConnection {
  bootstrap: string;
  /** The client.properties to name; absent for a cluster without security. */
  commandConfig?: string;
}

export interface CommandContext {
  connection: ToolConnection;
  snapshot: ClusterSnapshot;
  subject: { kind: 'broker'; id: number } | { kind: 'topic'; topic: TopicState };
  /** What is set in the document, by key. */
  entries: ReadonlyMap<string, Entry>;
  /** Where a key's value comes from. */
  sourceOf(key: string): ConfigSource | undefined;
}

/** A text to copy, and what it is, as "the kafka-configs command". */
export interface CopiedCommand {
  what: string;
  text: string;
}

/**
 * The commands that make all of a fix's changes, one a line; undefined when one of them cannot be made from outside
 * the brokers' files.
 */
export function commandFor(changes: Change[], context: CommandContext): CopiedCommand | undefined {
  const wanted = changes.map((change) => settingOf(change, context));
  const made: CopiedCommand[] = [];
  for (const setting of wanted) {
    const command = setting && commandOf(setting, context);
    if (!command) return undefined;
    made.push(command);
  }
  const [first] = made;
  if (!first) return undefined;
  return { what: first.what, text: made.map(({ text }) => text).join('\n') };
}

/** The command that gives leadership back to the preferred replicas. */
export function electionCommand(connection: ToolConnection): CopiedCommand {
  const words = [
    // The name of the option that every release of the tool knows.
    ...tool('kafka-leader-election', connection, '--admin.config'),
    '--election-type preferred',
    '--all-topic-partitions',
  ];
  return { what: 'the kafka-leader-election command', text: words.join(' ') };
}

/** A key with the value it shall have; undefined to take it away. */
export interface Setting {
  key: string;
  value: string | undefined;
}

function settingOf(change: Change, { entries }: CommandContext): Setting | undefined {
  switch (change.kind) {
    case 'set':
      return { key: String(change.slot.path[0]), value: String(change.value) };
    case 'remove':
      return { key: String(change.slot.path[0]), value: undefined };
    case 'replace': {
      // A piece of a longer value: the tools take the whole of it.
      const { start, end } = change.place;
      const entry = [...entries.values()].find(({ value }) => isWithin(value, start, end));
      if (!entry) return undefined;
      const { value } = entry;
      const text = change.place.part.text.slice(value.place.start, value.place.end);
      const at = start - value.place.start;
      return { key: entry.key, value: text.slice(0, at) + change.text + text.slice(at + end - start) };
    }
    case 'rename':
      return undefined;
  }
}

const isWithin = ({ place }: Value<string>, start: number, end: number): boolean =>
  place.start <= start && end <= place.end;

function commandOf(setting: Setting, context: CommandContext): CopiedCommand | undefined {
  const { subject, connection } = context;
  if (subject.kind === 'broker') return brokerCommand(setting, subject.id, context);
  const { topic } = subject;
  if (setting.key === factorKey) return factorCommand(topic, Number(setting.value), context);
  if (setting.key === partitionsKey) {
    if (!(Number(setting.value) > topic.partitions.length)) return undefined;
    const alter = ['--alter', `--topic ${quoted(topic.name)}`, `--partitions ${setting.value}`];
    return {
      what: 'the kafka-topics command',
      text: [...tool('kafka-topics', connection), ...alter].join(' '),
    };
  }
  if (setting.value === undefined && context.sourceOf(setting.key) !== 'topic') return undefined;
  return configsCommand(setting, entityOf(topic), connection);
}

/**
 * A value for one broker wins over one for all, and both over the file. Keys that are read at the start only stand in
 * the broker's file: for them the line is copied.
 */
function brokerCommand(setting: Setting, id: number, context: CommandContext): CopiedCommand | undefined {
  const { key, value } = setting;
  const source = context.sourceOf(key);
  const one = ['--entity-type brokers', `--entity-name ${id}`];
  const all = ['--entity-type brokers', '--entity-default'];
  if (value === undefined) {
    if (source !== 'dynamic-broker' && source !== 'dynamic-default') return undefined;
    return configsCommand(setting, source === 'dynamic-broker' ? one : all, context.connection);
  }
  const mode = resolveKey('broker', key)?.facts?.update;
  if (mode === 'cluster-wide')
    return configsCommand(setting, source === 'dynamic-broker' ? one : all, context.connection);
  if (mode === 'per-broker') return configsCommand(setting, one, context.connection);
  return mode === undefined
    ? undefined
    : { what: "the line for the broker's file; it needs a restart", text: `${key}=${value}` };
}

/** Sets a key of a topic or broker, or takes it away. */
export function configsCommand(
  { key, value }: Setting,
  entity: string[],
  connection: ToolConnection,
): CopiedCommand {
  // A comma would begin the next setting: lists stand in brackets.
  const change =
    value === undefined
      ? `--delete-config ${quoted(key)}`
      : `--add-config ${quoted(`${key}=${value.includes(',') ? `[${value}]` : value}`)}`;
  const words = [...tool('kafka-configs', connection), ...entity, '--alter', change];
  return { what: 'the kafka-configs command', text: words.join(' ') };
}

/** Gives every partition of a topic as many replicas; undefined when there are not enough brokers. */
export function factorCommand(
  topic: TopicState,
  factor: number,
  { connection, snapshot }: Pick<CommandContext, 'connection' | 'snapshot'>,
): CopiedCommand | undefined {
  const plan = planFactor(topic, factor, snapshot);
  return plan && reassignCommand(topic, plan, connection);
}

/** Gives the partitions of a topic the replicas of a plan. */
export function reassignCommand(
  topic: TopicState,
  plan: PlannedPartition[],
  connection: ToolConnection,
): CopiedCommand {
  const file = `reassign-${topic.name}.json`;
  const json = JSON.stringify({
    version: 1,
    partitions: plan.map(({ partition, replicas }) => ({ topic: topic.name, partition, replicas })),
  });
  const execute = [
    ...tool('kafka-reassign-partitions', connection),
    `--reassignment-json-file ${quoted(file)}`,
    '--execute',
  ];
  return {
    what: 'the kafka-reassign-partitions command',
    text: `printf '%s' ${quoted(json)} > ${quoted(file)}\n${execute.join(' ')}`,
  };
}

/** A topic, as kafka-configs names it. */
export const entityOf = ({ name }: TopicState): string[] => [
  '--entity-type topics',
  `--entity-name ${quoted(name)}`,
];

/** A tool with how it reaches the cluster. */
export const tool = (
  name: string,
  { bootstrap, commandConfig }: ToolConnection,
  option = '--command-config',
): string[] => [
  `${name}.sh`,
  `--bootstrap-server ${quoted(bootstrap)}`,
  ...(commandConfig === undefined ? [] : [`${option} ${quoted(commandConfig)}`]),
];

/** A word of a POSIX shell: in quotes unless it is harmless. */
const quoted = (text: string): string =>
  /^[\w.,:=@/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
