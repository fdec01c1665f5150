// How a running cluster differs from the files that describe it. Numbers that either side does not tell are passed over.
import { defaultOf } from '../knowledge/facts.ts';
import { resolveKey } from '../knowledge/keys.ts';
import { parseSetting } from '../knowledge/setting.ts';
import { brokerSynonyms } from '../knowledge/synonyms.ts';
import { isOlder, lineOf } from '../knowledge/versions.ts';
import { type Config, type Scope, slotFor } from '../model/config.ts';
import type { Broker, Cluster, Topic } from '../model/deployment.ts';
import { type Change, type Json, set } from '../model/fix.ts';
import type { Place } from '../model/place.ts';
import { isBroker } from '../model/roles.ts';
import { isSet } from '../model/value.ts';
import { count, type Subject } from './check.ts';
import { configValue, heldReplicas, liveBrokers, reassigning, replicationFactor } from './replicas.ts';
import { whenRead } from './snapshot/part.ts';
import type {
  BrokerState,
  ClusterSnapshot,
  ConfigEntry,
  ConfigSource,
  TopicState,
} from './snapshot/types.ts';

export type DeclaredTopic = Pick<Topic, 'name' | 'namePlace' | 'partitions' | 'replicas' | 'config'>;

/** What the files say about a cluster. */
export interface Declared {
  cluster: Cluster;
  topics: DeclaredTopic[];
}

export interface Drift {
  kind: 'missing' | 'extra' | 'partitions' | 'replication-factor' | 'config' | 'brokers' | 'version';
  subject: Subject;
  /** What differs, with both values. */
  message: string;
  /** Where the files say it; absent for what is in no file. */
  place?: Place;
  /** Makes the file say what the cluster says. */
  fix?: { title: string; change: Change };
}

/** Every difference, those of the cluster first, then by topic. */
export function driftOf(declared: Declared, snapshot: ClusterSnapshot): Drift[] {
  return [...clusterDrift(declared.cluster, snapshot), ...topicsDrift(declared, snapshot)];
}

function clusterDrift(cluster: Cluster, snapshot: ClusterSnapshot): Drift[] {
  const drift: Drift[] = [];
  const subject: Subject = { kind: 'cluster' };
  const live = liveBrokers(snapshot);
  const { brokers, version } = cluster;
  const own = belonging(snapshot);
  if (brokers && brokers.value !== own) {
    drift.push({
      kind: 'brokers',
      subject,
      message: `the running cluster has ${count(own, 'broker')}, and the files say ${brokers.value}`,
      place: brokers.from[0] ?? cluster.place,
    });
  }
  const releases = [...new Set(live.flatMap(({ kafka }) => kafka ?? []))].sort((a, b) =>
    isOlder(a, b) ? -1 : 1,
  );
  if (version && releases.length > 0 && !releases.includes(lineOf(version.value))) {
    drift.push({
      kind: 'version',
      subject,
      message: `the running cluster is Kafka ${releases.join(' and ')}, and the files say ${version.value}`,
      place: version.from[0] ?? cluster.place,
    });
  }
  return [...drift, ...cluster.members.flatMap((member) => brokerDrift(member, live))];
}

/** How many brokers belong to the cluster: one that is down, and holds replicas still, is away and not gone. */
function belonging(snapshot: ClusterSnapshot): number {
  const held = heldReplicas(snapshot);
  return snapshot.brokers.filter(({ id, registered }) => registered || held.has(id)).length;
}

/** Keys that Kafka fills in itself, or that only a move of partitions needs. */
const ignored = new Set([
  'broker.id',
  'node.id',
  'follower.replication.throttled.replicas',
  'leader.replication.throttled.replicas',
]);

const dynamic: ConfigSource[] = ['dynamic-broker', 'dynamic-default'];

/** A member that names its id is one broker; another stands for all of them. */
function brokerDrift(member: Broker, live: BrokerState[]): Drift[] {
  if (!isBroker(member)) return [];
  const id = isSet(member.nodeId) ? member.nodeId.value : undefined;
  const meant = live.filter((broker) => id === undefined || broker.id === id);
  const found = new Map<string, Drift>();
  for (const broker of meant) {
    const entries = whenRead(broker.config);
    if (!entries) continue;
    const where = meant.length === 1 || meant.length === live.length ? '' : ` on broker ${broker.id}`;
    // What one file cannot see: values from the image or the operator. Set at run time they are nobody's file.
    const own = member.platform === 'apache' && id !== undefined ? [...dynamic, 'static' as const] : dynamic;
    for (const one of configDrift(member.config, {
      entries,
      own,
      unset: (key) => defaultOf('broker', key, broker.kafka ?? member.config.version),
      subject: { kind: 'broker', id: broker.id },
      where,
    }))
      if (!found.has(one.message)) found.set(one.message, one);
  }
  return [...found.values()];
}

function topicsDrift({ topics, cluster }: Declared, snapshot: ClusterSnapshot): Drift[] {
  const live = new Map(snapshot.topics.map((topic) => [topic.name, topic]));
  const declared = new Set(topics.map(({ name }) => name));
  const drift = topics.flatMap((topic): Drift[] => {
    const found = live.get(topic.name);
    if (found) return found.error === undefined ? topicDrift(topic, found, cluster, snapshot) : [];
    // Who may not see all topics cannot say that one is missing.
    if (snapshot.seesAll === false) return [];
    return [
      {
        kind: 'missing',
        subject: { kind: 'topic', name: topic.name },
        message: `the topic ${topic.name} is not in the running cluster`,
        place: topic.namePlace,
      },
    ];
  });
  if (topics.length === 0) return drift;
  const extra = snapshot.topics.filter(
    ({ name, internal }) => !internal && !declared.has(name) && !isMachinery(name),
  );
  return [
    ...drift,
    ...extra.map(
      ({ name }): Drift => ({
        kind: 'extra',
        subject: { kind: 'topic', name },
        message: `the topic ${name} is in no file`,
      }),
    ),
  ];
}

/** Topics that programs make for themselves: Kafka's, Connect's, Streams', MirrorMaker's, Strimzi's, a schema registry's. */
const isMachinery = (name: string): boolean =>
  /^__|^_schemas$|^strimzi\.|^mm2-|^(connect|mirrormaker2)-\S*(configs?|offsets?|status)$|-(changelog|repartition)$|\.checkpoints\.internal$|^heartbeats$|^_confluent/.test(
    name,
  );

function topicDrift(
  topic: DeclaredTopic,
  live: TopicState,
  cluster: Cluster,
  snapshot: ClusterSnapshot,
): Drift[] {
  const subject: Subject = { kind: 'topic', name: topic.name };
  const drift: Drift[] = [];
  const number = (
    kind: Drift['kind'],
    what: string,
    own: DeclaredTopic['partitions'],
    found: number,
  ): void => {
    if (!isSet(own) || own.value === found) return;
    const message = `${topic.name} has ${what} ${found} in the running cluster, and ${own.value} here`;
    const fix = { title: `Write ${found}, as in the cluster`, change: set(own.slot, found) };
    drift.push({ kind, subject, message, place: own.place, fix });
  };
  if (live.partitions.length > 0) {
    number('partitions', 'partitions', topic.partitions, live.partitions.length);
    // While partitions are moved they have the replicas of before and after.
    const moving = reassigning(snapshot);
    if (!live.partitions.some(({ id }) => moving.has(`${topic.name}-${id}`)))
      number('replication-factor', 'replication factor', topic.replicas, replicationFactor(live));
  }
  const config = { ...topic.config, ...(cluster.version ? { version: cluster.version.value } : {}) };
  const entries = whenRead(live.config);
  if (!entries) return drift;
  const unset = (key: string): string | undefined => fromBrokers(key, snapshot, config.version);
  return [...drift, ...configDrift(config, { entries, own: ['topic'], unset, subject, where: '' })];
}

/** What a topic that does not set a key has: what its brokers' files say, else the default of the Kafka that runs. */
function fromBrokers(
  key: string,
  snapshot: ClusterSnapshot,
  version: string | undefined,
): string | undefined {
  const broker = liveBrokers(snapshot).find(({ config }) => config.state === 'read');
  for (const { key: name, factor } of brokerSynonyms(key)) {
    const value = broker && configValue(broker.config, name);
    if (value !== undefined && value !== '') return factor === 1 ? value : String(Number(value) * factor);
  }
  return defaultOf('topic', key, broker?.kafka ?? version);
}

/** What holds in the running cluster for one topic or broker. */
interface Held {
  entries: ConfigEntry[];
  /** Where values come from that a file would hold: others are nobody's mistake where the file lacks them. */
  own: ConfigSource[];
  /** What holds for a key that is not among the entries. */
  unset(key: string): string | undefined;
  subject: Subject;
  /** On which broker, in words. */
  where: string;
}

/** Keys that are written and another value holds, and keys of the sources `own` that are not written. */
function configDrift(config: Config, { entries, own, unset, subject, where }: Held): Drift[] {
  const live = new Map(entries.map((entry) => [entry.name, entry]));
  const of = subject.kind === 'topic' ? `${subject.name}: ` : '';
  const drift: Drift[] = [];
  for (const { key, value } of config.entries.values()) {
    if (!isSet(value) || ignored.has(key) || !resolveKey(config.scope, key)?.facts) continue;
    const entry = live.get(key);
    if (entry?.sensitive) continue;
    const found = entry ? entry.value : unset(key);
    if (found === undefined || found === null || same(config.scope, key, found, value.value)) continue;
    const how = originOf(entry?.source, subject);
    drift.push({
      kind: 'config',
      subject,
      message: `${of}${key} is ${found}${how} in the running cluster${where}, and ${value.value} here`,
      place: value.place,
      fix: { title: `Write ${found}, as in the cluster`, change: set(value.slot, typed(found)) },
    });
  }
  if (config.open) return drift;
  for (const { name, value, source, sensitive } of entries) {
    if (config.entries.has(name) || !own.includes(source) || ignored.has(name) || sensitive || value === null)
      continue;
    const fallback = unset(name);
    if (fallback !== undefined && same(config.scope, name, value, fallback)) continue;
    drift.push({
      kind: 'config',
      subject,
      message: `${of}${name} is ${value} in the running cluster${where}${dynamic.includes(source) ? ' (set while it runs)' : ''}, and not set here`,
      place: config.anchor,
      fix: {
        title: `Write ${name} = ${value}, as in the cluster`,
        change: set(slotFor(config, name), typed(value)),
      },
    });
  }
  return drift;
}

/** Where a value comes from, in words, when it is not where one would look first. */
function originOf(source: ConfigSource | undefined, { kind }: Subject): string {
  if (kind === 'topic') return source === 'topic' ? '' : ' (not set on the topic)';
  if (source === undefined) return ' (the default)';
  return dynamic.includes(source) ? ' (set while it runs)' : '';
}

/** A number or a flag where the text is one: YAML would put a text in quotes. */
function typed(text: string): Json {
  if (/^-?(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

/** Are two texts one value to Kafka? The order of a list says nothing. */
function same(scope: Scope, key: string, a: string, b: string): boolean {
  if (a === b) return true;
  const facts = resolveKey(scope, key)?.facts;
  const read = (text: string): string => {
    const parsed = facts && parseSetting(facts, text);
    if (!parsed || 'error' in parsed) return text.trim();
    return Array.isArray(parsed.ok) ? [...parsed.ok].sort().join(',') : String(parsed.ok);
  };
  return read(a) === read(b);
}
