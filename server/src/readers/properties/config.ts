import type { Config, Entry, Scope } from '../../model/config.ts';
import { below, type Part, type Place, type Slot } from '../../model/place.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { PropertiesSyntax, PropertyEntry } from './syntax.ts';

/** A whole properties file as Kafka configuration. `anchors` are the keys that a missing key is shown on, best first. */
export function propertiesConfig(
  part: Part,
  syntax: PropertiesSyntax,
  scope: Scope,
  anchors: string[],
): Config {
  const holder = { part, path: [] };
  const entries = new Map<string, Entry>();
  const overridden: Entry[] = [];
  for (const found of syntax.entries) {
    const entry = new WrittenEntry(holder, found);
    const before = entries.get(found.key);
    if (before) overridden.push(before);
    entries.set(found.key, entry);
  }
  const anchor =
    anchors.map((key) => entries.get(key)).find((entry) => entry) ?? entries.values().next().value;
  return {
    scope,
    entries,
    overridden,
    holder,
    anchor: anchor?.keyPlace ?? { part, start: 0, end: 0 },
    open: /\{\{|\{%|<%/.test(part.text),
  };
}

/**
 * A class: a file may have thousands of entries and be read at each key, and of nearly all of them nothing but the key is
 * asked for.
 */
class WrittenEntry implements Entry {
  readonly key: string;
  private readonly holder: Slot;
  private readonly found: PropertyEntry;
  private known: Entry['value'] | undefined;

  constructor(holder: Slot, found: PropertyEntry) {
    this.key = found.key;
    this.holder = holder;
    this.found = found;
  }

  get keyPlace(): Place {
    const { keyStart, keyEnd } = this.found;
    return { part: this.holder.part, start: keyStart, end: keyEnd };
  }

  get place(): Place {
    const { keyStart, keyEnd, valueEnd } = this.found;
    return { part: this.holder.part, start: keyStart, end: Math.max(keyEnd, valueEnd) };
  }

  get slot(): Slot {
    return below(this.holder, this.key);
  }

  get value(): Entry['value'] {
    this.known ??= this.read();
    return this.known;
  }

  private read(): Entry['value'] {
    const { slot } = this;
    const { value: text, valueStart, valueEnd, broken } = this.found;
    const place = { part: this.holder.part, start: valueStart, end: valueEnd };
    const value = text.trim();
    return broken || isPlaceholder(value)
      ? { state: 'unknown', text: value, place, slot }
      : { state: 'set', value, text, place, slot };
  }
}
