// A configuration as Kafka's own code sees it while it decides whether to start: typed values with the defaults of the
// version behind them.
import { factsOf } from '../facts.ts';
import { type ParsedSetting, parseSetting, type SettingValue } from '../setting.ts';
import type { KeyFacts, Scope } from '../table.ts';
import { isOlder } from '../versions.ts';

/** Keys as written with their text; undefined for a value that nobody can know (a placeholder, a template). */
export type Settings = ReadonlyMap<string, string | undefined>;

/** Why Kafka would refuse a configuration. */
export interface Refusal {
  /** The key to point at; absent when nothing that is written causes it. */
  key?: string;
  /** All keys that play a part, `key` first. */
  keys: readonly string[];
  /** What is wrong with the numbers in it, and what to write instead. */
  message: string;
  /** The key is missing, and Kafka has no default. A client may still be given it by its program. */
  missing?: true;
  /** Kafka reads the configuration but dies while it starts. */
  atBoot?: true;
}

export interface Config {
  scope: Scope;
  version: string;
  settings: Settings;
  /** Whether the key is written, with whatever value. */
  has(key: string): boolean;
  atLeast(version: string): boolean;
  /** The typed value or default; null where Kafka has none; undefined where it cannot be known or is refused already. */
  value(key: string): SettingValue | null | undefined;
  number(key: string): number | undefined;
  /** A text; null where Kafka has none. */
  text(key: string): string | null | undefined;
  list(key: string): readonly string[] | null | undefined;
  flag(key: string): boolean | undefined;
}

const defaults = new WeakMap<KeyFacts, ParsedSetting>();

/** A default as it is read; each is asked for at every look at a configuration. */
function defaultOf(facts: KeyFacts, text: string): SettingValue | undefined {
  const parsed = defaults.get(facts) ?? parseSetting({ ...facts, demands: [] }, text);
  defaults.set(facts, parsed);
  return 'ok' in parsed ? parsed.ok : undefined;
}

/** Reads settings of one scope for one version. Values are parsed once, when they are first asked for. */
export function configOf(scope: Scope, settings: Settings, version: string): Config {
  const known = new Map<string, SettingValue | null | undefined>();
  const read = (key: string): SettingValue | null | undefined => {
    const facts = factsOf(scope, key, version);
    if (!facts) return undefined;
    if (settings.has(key)) {
      const text = settings.get(key);
      const parsed = text === undefined ? undefined : parseSetting(facts, text);
      return parsed && 'ok' in parsed ? parsed.ok : undefined;
    }
    if (facts.required) return undefined;
    if (facts.default === undefined) return null;
    return defaultOf(facts, facts.default);
  };
  const value = (key: string) => {
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key);
  };
  return {
    scope,
    version,
    settings,
    has: (key) => settings.has(key),
    atLeast: (other) => !isOlder(version, other),
    value,
    number(key) {
      const found = value(key);
      return typeof found === 'number' ? found : undefined;
    },
    text(key) {
      const found = value(key);
      return typeof found === 'string' || found === null ? found : undefined;
    },
    list(key) {
      const found = value(key);
      return Array.isArray(found) || found === null ? (found as readonly string[] | null) : undefined;
    },
    flag(key) {
      const found = value(key);
      return typeof found === 'boolean' ? found : undefined;
    },
  };
}

/** A refusal about keys of which at least one is written; it points at the first one that is. */
export function refuse(config: Config, keys: readonly string[], message: string): Refusal {
  const key = keys.find((each) => config.has(each));
  const ordered = key === undefined ? keys : [key, ...keys.filter((each) => each !== key)];
  return key === undefined ? { keys: ordered, message } : { key, keys: ordered, message };
}

/** Says `key = value`, and that it is the default where nobody wrote it. */
export function said(config: Config, key: string): string {
  const value = config.value(key);
  const shown = Array.isArray(value) ? value.join(',') : String(value);
  return `${key} = ${shown}${config.has(key) ? '' : ' (the default)'}`;
}
