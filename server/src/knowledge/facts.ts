// The questions others ask of the catalogue: which keys there are, what Kafka knows about one, since when, until when.
import type { KeyFacts, Scope } from './table.ts';
import { lineAfter, releaseOf, scopes, tableOf } from './table.ts';
import { newestVersion } from './versions.ts';

/** The keys that a Kafka version has in a scope, in alphabetical order, Kafka's internal ones included. */
export const keysOf = (scope: Scope, version: string = newestVersion): Iterable<KeyFacts> =>
  releaseOf(scope, version).keys.values();

/** The keys of a scope that a Kafka version has no default for and does not start without. */
export const requiredKeys = (scope: Scope, version: string): readonly string[] =>
  releaseOf(scope, version).required;

/** What a version knows about a key, undefined when it does not have it; without a version, what the last one that had it knew. */
export function factsOf(scope: Scope, key: string, version?: string): KeyFacts | undefined {
  return version === undefined ? tableOf(scope).get(key)?.at(-1) : releaseOf(scope, version).keys.get(key);
}

let byKey: Map<string, Scope[]> | undefined;

/** The scopes that have, or had, a key of exactly this name. All tables are read when it is first asked. */
export function scopesOf(key: string): readonly Scope[] {
  if (!byKey) {
    byKey = new Map();
    for (const scope of scopes)
      for (const known of tableOf(scope).keys()) byKey.set(known, [...(byKey.get(known) ?? []), scope]);
  }
  return byKey.get(key) ?? [];
}

/** The default in the key's own unit as text; undefined when there is none, it is null, or the version lacks the key. */
export const defaultOf = (scope: Scope, key: string, version: string = newestVersion): string | undefined =>
  factsOf(scope, key, version)?.default;

/** Release lines ('3.0'). Absent: there before the oldest release the catalogue knows; not removed; not deprecated. */
export interface KeyLife {
  since?: string;
  deprecatedIn?: string;
  removedIn?: string;
}

/** When a key came, became deprecated and went; undefined for a key that no known release has. */
export function lifeOf(scope: Scope, key: string): KeyLife | undefined {
  const stretches = tableOf(scope).get(key);
  const [first, last] = [stretches?.[0], stretches?.at(-1)];
  if (!stretches || !first || !last) return undefined;
  const life: KeyLife = {};
  if (first.since) life.since = first.since;
  const deprecated = stretches.find((facts) => facts.deprecated);
  if (deprecated) life.deprecatedIn = deprecated.since ?? '2.8';
  const gone = last.until === undefined ? undefined : lineAfter(last.until);
  if (gone) life.removedIn = gone;
  return life;
}

/** A default that differs between two versions, for keys that both have. */
export interface ChangedDefault {
  key: string;
  before: string | undefined;
  after: string | undefined;
}

/** What an upgrade changes in a scope: keys that go, keys that are newly required, defaults that differ. */
export interface VersionChanges {
  removed: string[];
  required: string[];
  defaults: ChangedDefault[];
  /** Keys whose type or demands on the value differ, with the facts of the version that is upgraded to. */
  stricter: KeyFacts[];
}

/** Compares a scope's public keys in two versions. */
export function changesBetween(scope: Scope, from: string, to: string): VersionChanges {
  const changes: VersionChanges = { removed: [], required: [], defaults: [], stricter: [] };
  const after = new Map([...keysOf(scope, to)].map((facts) => [facts.key, facts]));
  for (const before of keysOf(scope, from)) {
    const now = after.get(before.key);
    if (before.internal) continue;
    if (!now) changes.removed.push(before.key);
    else {
      if (now.required && !before.required) changes.required.push(now.key);
      else if (now.default !== before.default)
        changes.defaults.push({ key: now.key, before: before.default, after: now.default });
      if (now.type !== before.type || JSON.stringify(now.demands) !== JSON.stringify(before.demands))
        changes.stricter.push(now);
    }
  }
  for (const facts of after.values()) {
    if (facts.required && !factsOf(scope, facts.key, from)) changes.required.push(facts.key);
  }
  return changes;
}
