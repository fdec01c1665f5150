import { defaultOf } from '../knowledge/facts.ts';
import type { Scope } from '../knowledge/table.ts';
import { below, type Place, type Slot } from './place.ts';
import { isSet, mapValue, type SetValue, type UnknownValue, type Value } from './value.ts';

export type { Scope };

/** One key as it was written. */
export interface Entry {
  /** Kafka's own key, whatever the format's spelling. */
  key: string;
  keyPlace: Place;
  /** The whole entry, key to value. */
  place: Place;
  slot: Slot;
  value: SetValue<string> | UnknownValue;
}

/** Kafka configuration, wherever it stands: a properties file, a `config:` map, environment variables, a live broker. */
export interface Config {
  scope: Scope;
  /** By key; the entry that counts when a key was written more than once. */
  entries: ReadonlyMap<string, Entry>;
  /** Entries that a later one with the same key overrides, in file order. */
  overridden: readonly Entry[];
  /** Where a new key is written: the path of the map that holds the keys (empty in a properties file). */
  holder: Slot;
  /** How keys are spelled where they are environment variables, and how many variables the list has, if it is one. */
  environment?: { prefix: string; list?: { length: number; as: 'text' | 'pair' } };
  /** Where a missing key is shown: the header it belongs under. */
  anchor: Place;
  /** Something else adds keys that are not seen here (a template, a mounted file): what is absent is unknown. */
  open: boolean;
  /** The Kafka version whose defaults hold, if known. */
  version?: string | undefined;
  /** On a running cluster: the values that hold where nothing is set here, inherited ones and Kafka's defaults. */
  told?: ReadonlyMap<string, { value: string; place: Place }>;
}

/** The value of a key as text: as written, else Kafka's default for this scope and version. */
export function setting(config: Config, key: string): Value<string> {
  const entry = config.entries.get(key);
  if (entry) return entry.value;
  const slot = slotFor(config, key);
  const told = config.told?.get(key);
  if (told) return { state: 'unset', ...told, slot };
  if (config.open) return { state: 'unknown', text: '', place: config.anchor, slot };
  // A topic without the key follows its brokers' setting, which this file does not say.
  const fallback = config.scope === 'topic' ? undefined : defaultOf(config.scope, key, config.version);
  return fallback === undefined
    ? { state: 'unset', place: config.anchor, slot }
    : { state: 'unset', value: fallback, place: config.anchor, slot };
}

/** Where a key that is not there yet would be written. */
export function slotFor({ holder, environment }: Config, key: string): Slot {
  if (!environment) return below(holder, key);
  const { part, path } = holder;
  const { prefix, list: variables } = environment;
  const name = variableName(prefix, key);
  if (!variables) return { part, path: [...path, name], environment: { prefix } };
  return {
    part,
    path: [...path, variables.length],
    environment: { prefix, variable: { name, as: variables.as } },
  };
}

/** The environment variable that container images turn into a key: `-` is `___`, `_` is `__`, `.` is `_`. */
export const variableName = (prefix: string, key: string): string =>
  prefix + key.replace(/[-_.]/g, (c) => (c === '-' ? '___' : c === '_' ? '__' : '_')).toUpperCase();

/** The key that container images make of a variable's name without its prefix. */
export const keyOfVariable = (name: string): string =>
  name.toLowerCase().replace(/_{1,3}/g, (run) => (run.length === 3 ? '-' : run.length === 2 ? '_' : '.'));

/** A setting that a listener may have for itself (`listener.name.NAME.KEY`); else what holds for all of them. */
export function listenerSetting(config: Config, listener: string, key: string): Value<string> {
  const own = `listener.name.${listener.toLowerCase()}.${key}`;
  return setting(config, config.entries.has(own) ? own : key);
}

/** A whole number; text that is none makes the value unknown (invalid-value reports it). */
export const integer = (config: Config, key: string): Value<number> =>
  mapValue(setting(config, key), (text) => (/^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined));

/** true or false in any case, as Kafka reads booleans; other text makes the value unknown. */
export const boolean = (config: Config, key: string): Value<boolean> =>
  mapValue(setting(config, key), (text) => {
    const word = text.trim().toLowerCase();
    return word === 'true' ? true : word === 'false' ? false : undefined;
  });

/** A comma-separated list, items trimmed, empty ones dropped. */
export const list = (config: Config, key: string): Value<string[]> =>
  mapValue(setting(config, key), (text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

export const has = (config: Config, key: string): boolean => isSet(config.entries.get(key)?.value);
