// Reads the generated tables. A row is one key in one stretch of releases; its columns, separated by tabs:
// key (empty: the row above's) · first..last release line (empty: open) · type and importance, a letter each ·
// default (`!` required, `~` none, `=` and its text) · demands on the value · flags.
import { type Demand, readDemands } from './demands.ts';
import admin from './generated/admin.ts';
import broker from './generated/broker.ts';
import distributed from './generated/connect-distributed.ts';
import standalone from './generated/connect-standalone.ts';
import consumer from './generated/consumer.ts';
import mm2 from './generated/mm2.ts';
import mm2Connector from './generated/mm2-connector.ts';
import producer from './generated/producer.ts';
import sinkConnector from './generated/sink-connector.ts';
import sourceConnector from './generated/source-connector.ts';
import streams from './generated/streams.ts';
import topic from './generated/topic.ts';
import { lineAt, releaseIndex, releases } from './versions.ts';
import zookeeper from './zookeeper.ts';

const tables = {
  broker,
  topic,
  producer,
  consumer,
  admin,
  'connect-distributed': distributed,
  'connect-standalone': standalone,
  'source-connector': sourceConnector,
  'sink-connector': sinkConnector,
  mm2,
  'mm2-connector': mm2Connector,
  streams,
  zookeeper,
};

/** What a configuration is for. Controllers share the broker's keys; `mm2-connector` are MirrorMaker 2's flow settings. */
export type Scope = keyof typeof tables;

export const scopes = Object.keys(tables) as readonly Scope[];

export type KeyType =
  | 'BOOLEAN'
  | 'STRING'
  | 'INT'
  | 'SHORT'
  | 'LONG'
  | 'DOUBLE'
  | 'LIST'
  | 'CLASS'
  | 'PASSWORD';

/** How a running broker takes a change: with a restart, by itself for one broker, or by itself for the whole cluster. */
export type UpdateMode = 'read-only' | 'per-broker' | 'cluster-wide';

/** What Kafka knows about a key in the releases from `since` to `until`, both lines and both included. */
export interface KeyFacts {
  key: string;
  scope: Scope;
  type: KeyType;
  importance: 'high' | 'medium' | 'low';
  /** Kafka has no default and refuses to start without a value. */
  required: boolean;
  /** The default as text in the key's own unit; absent when there is none or it is null. */
  default?: string;
  /** What a value must satisfy beyond its type, all of them. */
  demands: readonly Demand[];
  /** Only for broker keys. */
  update?: UpdateMode;
  deprecated: boolean;
  /** Kafka keeps the key for itself and its documentation does not name it. */
  internal: boolean;
  /** First and last release line these facts hold for; absent: from before the oldest, until after the newest. */
  since?: string;
  until?: string;
}

const types: Record<string, KeyType> = {
  b: 'BOOLEAN',
  s: 'STRING',
  i: 'INT',
  h: 'SHORT',
  l: 'LONG',
  d: 'DOUBLE',
  L: 'LIST',
  c: 'CLASS',
  p: 'PASSWORD',
};

const importances = { h: 'high', m: 'medium', l: 'low' } as const;

const read = new Map<Scope, ReadonlyMap<string, readonly KeyFacts[]>>();

/** A scope's keys, each with its stretches of releases in order. A table is read when it is first asked for. */
export function tableOf(scope: Scope): ReadonlyMap<string, readonly KeyFacts[]> {
  const known = read.get(scope);
  if (known) return known;
  const keys = new Map<string, KeyFacts[]>();
  let key = '';
  for (const row of tables[scope].split('\n')) {
    const columns = row.split('\t');
    key = columns[0] || key;
    const stretches = keys.get(key) ?? [];
    keys.set(key, stretches);
    stretches.push(factsFrom(scope, key, columns));
  }
  read.set(scope, keys);
  return keys;
}

function factsFrom(scope: Scope, key: string, columns: string[]): KeyFacts {
  const [, stretch = '', kind = 'sl', fallback = '~', demands = '', flags = ''] = columns;
  const [since, until] = stretch.split('..');
  const facts: KeyFacts = {
    key,
    scope,
    type: types[kind.charAt(0)] ?? 'STRING',
    importance: importances[kind.charAt(1) as keyof typeof importances] ?? 'low',
    required: fallback === '!',
    demands: readDemands(demands),
    deprecated: flags.includes('d'),
    internal: flags.includes('i'),
  };
  if (fallback.startsWith('=')) facts.default = fallback.slice(1);
  if (scope === 'broker') {
    facts.update = flags.includes('p') ? 'per-broker' : flags.includes('c') ? 'cluster-wide' : 'read-only';
  }
  if (since) facts.since = since;
  if (until) facts.until = until;
  return facts;
}

/** A scope as one release knows it. */
interface Release {
  keys: ReadonlyMap<string, KeyFacts>;
  required: readonly string[];
}

const known = new Map<Scope, Release[]>();

/** What the release that a version belongs to knows of a scope; it is gathered when it is first asked for. */
export function releaseOf(scope: Scope, version: string): Release {
  const at = releaseIndex(version);
  const own = known.get(scope) ?? [];
  known.set(scope, own);
  own[at] ??= gathered(scope, at);
  return own[at];
}

function gathered(scope: Scope, at: number): Release {
  const keys = new Map<string, KeyFacts>();
  for (const [key, stretches] of tableOf(scope)) {
    const facts = stretches.find(
      ({ since, until }) =>
        (since === undefined || releaseIndex(since) <= at) &&
        (until === undefined || releaseIndex(until) >= at),
    );
    if (facts) keys.set(key, facts);
  }
  return { keys, required: [...keys.values()].filter(({ required }) => required).map(({ key }) => key) };
}

/** The line after a stretch's last one: where the key was first missing. */
export function lineAfter(until: string): string | undefined {
  const next = releaseIndex(until) + 1;
  return next < releases.length ? lineAt(next) : undefined;
}
