import { scopesOf } from '../knowledge/facts.ts';
import { resolveKey } from '../knowledge/keys.ts';
import { memo } from '../knowledge/memo.ts';
import { parseSetting } from '../knowledge/setting.ts';
import { forbiddenConfig } from '../knowledge/strimzi/index.ts';
import type { KeyFacts, Scope } from '../knowledge/table.ts';
import { newestVersion } from '../knowledge/versions.ts';
import type { Entry } from '../model/config.ts';
import { has, list } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import { textAt } from '../model/place.ts';
import { rememberLast } from '../model/remember.ts';
import { isSet } from '../model/value.ts';

/** ZooKeeper mode ended with this line: what holds for such a broker that does not say its version. */
const LAST_WITH_ZOOKEEPER = '3.9';

/** Does the configuration belong to a KRaft node, as far as it says? */
export function isKraft({ config }: Configuration): boolean {
  const roles = list(config, 'process.roles');
  return isSet(roles) && roles.value.length > 0;
}

/** The version to judge by: the one that the deployment says, else the newest that the configuration can be meant for. */
export function versionOf(configuration: Configuration): string {
  const { config } = configuration;
  if (config.version !== undefined) return config.version;
  const zookeeper =
    config.scope === 'broker' && has(config, 'zookeeper.connect') && !config.entries.has('process.roles');
  return zookeeper ? LAST_WITH_ZOOKEEPER : newestVersion;
}

/** The entries that count and reach Kafka: the Strimzi operator takes some out. */
export const entriesOf = rememberLast(({ config, platform }: Configuration): readonly Entry[] => {
  const entries = [...config.entries.values()];
  if (platform !== 'strimzi' || config.scope !== 'broker') return entries;
  return entries.filter(
    ({ key }) => forbiddenConfig('Kafka', 'v1', ['spec', 'kafka', 'config'], key) === undefined,
  );
});

/** An entry with what the version knows about its key, whatever prefix it carries. */
export interface KnownEntry extends Entry {
  facts: KeyFacts;
}

interface Sorted {
  known: KnownEntry[];
  ofAnyVersion: Entry[];
  unknown: Entry[];
}

/** What is known of a key: in the version that counts, and whether another version, or a plugin's prefix, has it. */
interface Known {
  facts: KeyFacts | undefined;
  isOfAnyVersion: boolean;
  isUnknown: boolean;
}

/** By scope and version. A file may have thousands of keys of a plugin's or of nobody's, and is read again at each key. */
const lookUps = memo((of) => {
  const [scope, version] = of.split(' ') as [Scope, string];
  return memo((key): Known => {
    const resolved = resolveKey(scope, key);
    const facts = resolved?.facts && resolveKey(scope, key, version)?.facts;
    return { facts, isOfAnyVersion: resolved?.facts !== undefined, isUnknown: resolved === undefined };
  }, MOST_KEYS);
});

const MOST_KEYS = 10_000;

/** They are looked up once, and not by each rule. */
const sorted = rememberLast((configuration: Configuration): Sorted => {
  const lookUp = lookUps(`${configuration.config.scope} ${versionOf(configuration)}`);
  const lists: Sorted = { known: [], ofAnyVersion: [], unknown: [] };
  for (const entry of entriesOf(configuration)) {
    const { facts, isOfAnyVersion, isUnknown } = lookUp(entry.key);
    if (isUnknown) lists.unknown.push(entry);
    if (isOfAnyVersion) lists.ofAnyVersion.push(entry);
    if (!facts) continue;
    const { key, keyPlace, place, slot, value } = entry;
    lists.known.push({ key, keyPlace, place, slot, value, facts });
  }
  return lists;
});

/** Those of the entries that count whose keys the version knows. */
export const knownEntriesOf = (configuration: Configuration): readonly KnownEntry[] =>
  sorted(configuration).known;

/** Those whose keys some version knows. */
export const entriesOfAnyVersion = (configuration: Configuration): readonly Entry[] =>
  sorted(configuration).ofAnyVersion;

/** Those whose keys no version knows, and that have no prefix of a plugin's either. */
export const unknownEntriesOf = (configuration: Configuration): readonly Entry[] =>
  sorted(configuration).unknown;

/** What the version knows about a written key, whatever prefix it carries; undefined when it does not read it. */
export function factsFor(configuration: Configuration, key: string): KeyFacts | undefined {
  return resolveKey(configuration.config.scope, key, versionOf(configuration))?.facts;
}

const readers: Record<Scope, string> = {
  broker: 'a broker',
  topic: 'a topic',
  producer: 'a producer',
  consumer: 'a consumer',
  admin: 'a client',
  'connect-distributed': 'a Connect worker',
  'connect-standalone': 'a Connect worker',
  'source-connector': 'a source connector',
  'sink-connector': 'a sink connector',
  mm2: 'MirrorMaker 2',
  'mm2-connector': 'MirrorMaker 2',
  streams: 'a Streams application',
  zookeeper: 'ZooKeeper',
};

/** Who reads a configuration of the scope, for a sentence. */
export const readerOf = (scope: Scope): string => readers[scope];

/** The other scopes that have a key of exactly this name. */
export const otherScopesOf = (scope: Scope, key: string): Scope[] =>
  scopesOf(key).filter((other) => other !== scope);

/** The first mark of a comment behind white space, with a word, more white space or nothing behind it. */
const MARK = /(?<=\s)(?:#|\/\/|;)(?=[\s\w]|$)/;

/** A value and the comment on the same line behind it; step by step, because a value may be of any length. */
function withoutComment(raw: string): { head: string; text: string } | undefined {
  const at = raw.search(MARK);
  const head = at < 0 ? '' : raw.slice(0, at).trimEnd();
  return head === '' || /^\s/.test(raw) || /[\n\r\u2028\u2029]/.test(raw.trimEnd())
    ? undefined
    : { head, text: raw.slice(at) };
}

/**
 * A comment that became part of a value in a properties file: its text, and whether Kafka refuses the value for it.
 * Only where the value is right without it: a password, a regular expression or a name may hold a # of its own.
 */
export function trailingComment({
  value,
  facts,
}: KnownEntry): { text: string; refused: boolean } | undefined {
  if (!isSet(value) || value.place.part.format !== 'properties' || facts.type === 'PASSWORD')
    return undefined;
  const { head, text } = withoutComment(textAt(value.place)) ?? {};
  if (head === undefined || text === undefined || 'error' in parseSetting(facts, head)) return undefined;
  const refused = 'error' in parseSetting(facts, value.value);
  // A class or a list of them, and texts, take anything: there only # with a word behind it is surely a comment.
  return refused || /^#\s*\w/.test(text) ? { text, refused } : undefined;
}
