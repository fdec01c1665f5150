// The documents that show a running cluster: properties text that cluster/documents.ts writes and this reader reads.
// What is set stands as entries; what is inherited, and facts of the cluster, stand as comments of the form `#key=value`.
import type { Config } from '../model/config.ts';
import type { ClusterFacts } from '../model/deployment.ts';
import { fileName, type Part, type Place } from '../model/place.ts';
import { isSet, type Known, mapValue, type SetValue, type UnsetValue, type Value } from '../model/value.ts';
import { brokerOf, devSignals } from './broker.ts';
import { propertiesConfig } from './properties/config.ts';
import { type PropertyEntry, parseProperties } from './properties/syntax.ts';
import type { DraftOf, Reader, Reading } from './reading.ts';

/** The scheme of addresses inside a running cluster. No other reader looks at them: they belong to no file. */
export const liveScheme = 'kafka:';

/** A value that Kafka keeps to itself, and one that is null. */
export const hidden = '(hidden)';
export const noValue = '(no value)';

/** Before a key in a comment: what the cluster says, as against what the subject says itself. */
export const factPrefix = 'cluster.';

/** The keys of a topic's document that are no configuration. */
export const partitionsKey = 'partitions';
export const factorKey = 'replication.factor';

export const liveReader: Reader = {
  format: 'properties',
  recognises: (uri) => uri.startsWith(liveScheme) && /\/(brokers|topics)\/[^/]+\.properties$/.test(uri),
  split: () => [{ offset: 0 }],
  read,
  // A running cluster is not edited: changes become commands to copy (cluster/commands.ts).
  spell: () => [],
};

function read(part: Part): Reading {
  const syntax = parseProperties(part.text);
  const told = new Map<string, Told>();
  for (const { start, end } of syntax.comments) {
    const [found] = parseProperties(part.text.slice(start + 1, end)).entries;
    if (found && /^#[a-z][\w.-]*=/i.test(part.text.slice(start, end)))
      told.set(found.key, toldAt(part, start + 1, found));
  }
  const isTopic = part.uri.includes('/topics/');
  const all = withHidden(
    propertiesConfig(part, syntax, isTopic ? 'topic' : 'broker', [factorKey, 'node.id', 'broker.id']),
  );
  const config: Config = { ...all, told };
  return {
    drafts: [isTopic ? topicOf(part, config, told) : nodeOf(part, config, told)],
    problems: [],
    suppressions: [],
    pragmas: {},
    devSignals: isTopic ? (told.get(`${factPrefix}development`)?.value.split(';') ?? []) : devSignals(config),
  };
}

interface Told {
  value: string;
  place: Place;
}

const toldAt = (part: Part, offset: number, { value, valueStart, valueEnd }: PropertyEntry): Told => ({
  value,
  place: { part, start: offset + valueStart, end: offset + valueEnd },
});

/** What Kafka does not show is set, but unknown. */
function withHidden(config: Config): Config {
  const entries = new Map(
    [...config.entries].map(([key, entry]) => {
      const { value } = entry;
      if (!isSet(value) || value.value !== hidden) return [key, entry];
      const { keyPlace, place, slot } = entry;
      return [key, { key, keyPlace, place, slot, value: { ...value, state: 'unknown' as const } }];
    }),
  );
  return { ...config, entries };
}

function nodeOf(part: Part, config: Config, told: ReadonlyMap<string, Told>): DraftOf<'broker'> {
  const node = brokerOf(config, {
    platform: 'live',
    name: `broker ${nameOf(part.uri)}`,
    place: config.anchor,
    version: versionOf(part, told),
    group: { member: false },
  });
  const brokers = known(told, 'brokers', Number);
  return { ...node, group: { key: undefined, member: false }, ...(brokers ? { live: { brokers } } : {}) };
}

function topicOf(part: Part, all: Config, told: ReadonlyMap<string, Told>): DraftOf<'topic'> {
  const config = { ...all, entries: new Map(all.entries) };
  const number = (key: string): Value<number> => {
    const value = config.entries.get(key)?.value ?? unset<string>(part, config.anchor);
    config.entries.delete(key);
    return mapValue(value, (text) => (/^\d+$/.test(text) ? Number(text) : undefined));
  };
  const name = nameOf(part.uri);
  const [partitions, replicas] = [number(partitionsKey), number(factorKey)];
  const version = known(told, 'kafka.version', String);
  return {
    kind: 'topic',
    name,
    place: config.anchor,
    namePlace: config.anchor,
    resourceName: unset(part, config.anchor),
    namespace: unset(part, config.anchor),
    clusterName: unset(part, config.anchor),
    partitions,
    replicas,
    config: { ...config, ...(version ? { version: version.value } : {}) },
    live: factsOf(told),
  };
}

function factsOf(told: ReadonlyMap<string, Told>): ClusterFacts {
  const flag = (text: string): boolean => text === 'true';
  return {
    name: told.get(`${factPrefix}name`)?.value ?? '',
    platform: 'live',
    brokers: known(told, 'brokers', Number),
    version: known(told, 'kafka.version', String),
    defaultReplicationFactor: known(told, 'default.replication.factor', Number),
    minInsyncReplicas: known(told, 'min.insync.replicas', Number),
    autoCreateTopics: known(told, 'auto.create.topics.enable', flag),
    deleteTopics: known(told, 'delete.topic.enable', flag),
    racks: told.has(`${factPrefix}racks`),
    authorization: undefined,
    managesAcls: undefined,
    superUsers: [],
    topicOperator: undefined,
    userOperator: undefined,
    cruiseControl: undefined,
    listeners: [],
    operator: { min: undefined, max: undefined, from: [] },
  };
}

function known<T>(
  told: ReadonlyMap<string, Told>,
  key: string,
  convert: (text: string) => T,
): Known<T> | undefined {
  const found = told.get(factPrefix + key);
  return found && { value: convert(found.value), from: [found.place] };
}

function versionOf(part: Part, told: ReadonlyMap<string, Told>): Value<string> {
  const found = told.get(`${factPrefix}kafka.version`);
  const slot = { part, path: [] };
  if (!found) return { state: 'unset', place: { part, start: 0, end: 0 }, slot };
  return { state: 'set', ...found, text: found.value, slot } satisfies SetValue<string>;
}

const unset = <T>(part: Part, place: Place): UnsetValue<T> => ({
  state: 'unset',
  place,
  slot: { part, path: [] },
});

const nameOf = (uri: string): string => fileName(uri).replace(/\.properties$/, '');
