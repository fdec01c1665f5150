import type { Config, Entry, Scope } from '../../model/config.ts';
import { below, type Part } from '../../model/place.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { PropertiesSyntax } from './syntax.ts';

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
  let next = 0;
  for (const found of syntax.entries) {
    // Both stand in the order of the text. Of a value that Java cannot read, nobody knows what it says.
    while ((syntax.problems[next]?.start ?? found.valueStart) < found.valueStart) next += 1;
    const broken = (syntax.problems[next]?.start ?? found.valueEnd) < found.valueEnd;
    const slot = below(holder, found.key);
    const valuePlace = { part, start: found.valueStart, end: found.valueEnd };
    const value = found.value.trim();
    const entry: Entry = {
      key: found.key,
      keyPlace: { part, start: found.keyStart, end: found.keyEnd },
      place: { part, start: found.keyStart, end: Math.max(found.keyEnd, found.valueEnd) },
      slot,
      value:
        broken || isPlaceholder(value)
          ? { state: 'unknown', text: value, place: valuePlace, slot }
          : { state: 'set', value, text: found.value, place: valuePlace, slot },
    };
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
