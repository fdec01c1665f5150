import { factsOf } from '../knowledge/facts.ts';
import { resolveKey } from '../knowledge/keys.ts';
import { parseSetting } from '../knowledge/setting.ts';
import { forbiddenConfig } from '../knowledge/strimzi/index.ts';
import { type KeyFacts, type Scope, scopes } from '../knowledge/table.ts';
import { newestVersion } from '../knowledge/versions.ts';
import type { Entry } from '../model/config.ts';
import { has, list } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import { textAt } from '../model/place.ts';
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
export function entriesOf({ config, platform }: Configuration): Entry[] {
  const entries = [...config.entries.values()];
  if (platform !== 'strimzi' || config.scope !== 'broker') return entries;
  return entries.filter(
    ({ key }) => forbiddenConfig('Kafka', 'v1', ['spec', 'kafka', 'config'], key) === undefined,
  );
}

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
  scopes.filter((other) => other !== scope && factsOf(other, key) !== undefined);

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
export function trailingComment(
  { value }: Entry,
  facts: KeyFacts | undefined,
): { text: string; refused: boolean } | undefined {
  if (!facts || !isSet(value) || value.place.part.format !== 'properties' || facts.type === 'PASSWORD')
    return undefined;
  const { head, text } = withoutComment(textAt(value.place)) ?? {};
  if (head === undefined || text === undefined || 'error' in parseSetting(facts, head)) return undefined;
  const refused = 'error' in parseSetting(facts, value.value);
  // A class or a list of them, and texts, take anything: there only # with a word behind it is surely a comment.
  return refused || /^#\s*\w/.test(text) ? { text, refused } : undefined;
}
