import type { Config, Entry, Scope } from '../../model/config.ts';
import type { Json } from '../../model/fix.ts';
import type { Part, Path, Place } from '../../model/place.ts';
import type { Tree } from '../../model/tree.ts';
import type { Value } from '../../model/value.ts';
import { isPlaceholder } from '../placeholder.ts';
import { fieldsOf, type Node, type Pair, pairOf, type ScalarNode, type Source } from './tree.ts';

interface Origin {
  part: Part;
  /** What is absent may still be filled in by a template engine. */
  templated: boolean;
}

/** A tree that readers, unlike rules, can look behind. */
export interface YamlTree extends Tree {
  node: Node | undefined;
  templated: boolean;
  get(...path: (string | number)[]): YamlTree;
  items(): YamlTree[];
  fields(): { name: string; place: Place; value: YamlTree }[];
}

/** The tree of a YAML document, for readers and rules; `path` where it is a piece of its part's document. */
export function treeOf(part: Part, root: Node | undefined, templated: boolean, path: Path = []): YamlTree {
  const whole = { part, start: root?.start ?? 0, end: root?.end ?? 0 };
  return subtree({ part, templated }, root, path, whole);
}

/** What stands in a map or list comes from the same text, unless it says itself where it is from. */
const sourceOf = (from: Source | undefined, part: Part, path: Path, step: string | number): Source =>
  from ?? { part, path: [...path, step] };

function subtree(origin: Origin, node: Node | undefined, path: Path, header: Place): YamlTree {
  const { part } = origin;
  const slot = { part, path };
  const place = node ? { part, start: node.start, end: node.end } : header;
  const empty = !node || (node.kind === 'scalar' && node.value === null && !node.unknown);

  const value = <T>(convert: (scalar: ScalarNode) => T | undefined): Value<T> => {
    if (empty)
      return origin.templated
        ? { state: 'unknown', text: '', place, slot }
        : { state: 'unset', place: header, slot };
    if (node.kind !== 'scalar' || node.unknown || isPlaceholder(node.text)) {
      return { state: 'unknown', text: part.text.slice(node.start, node.end), place, slot };
    }
    const converted = convert(node);
    return converted === undefined
      ? { state: 'unknown', text: node.text, place, slot }
      : { state: 'set', value: converted, text: node.text, place, slot };
  };

  const tree: YamlTree = {
    node,
    templated: origin.templated,
    kind: empty ? 'absent' : node.kind,
    place,
    header,
    slot,
    get: (...steps) => steps.reduce<YamlTree>((at, step) => (at === tree ? child(step) : at.get(step)), tree),
    keys: () =>
      node?.kind === 'map'
        ? node.pairs.map((pair) => ({
            name: pair.key.text,
            place: { part: pair.from?.part ?? part, start: pair.key.start, end: pair.key.end },
          }))
        : [],
    items: () => (node?.kind === 'seq' ? node.items.map((_, index) => child(index)) : []),
    fields: () =>
      fieldsOf(node).map((pair) => {
        const value = fieldAt(pair);
        return { name: pair.key.text, place: value.header, value };
      }),
    string: () => value((scalar) => scalar.text),
    integer: () => value((scalar) => wholeNumber(scalar)),
    boolean: () => value((scalar) => (typeof scalar.value === 'boolean' ? scalar.value : undefined)),
    scalar: () => value(kubernetesScalar),
    self: () => {
      if (!empty) return { state: 'set', value: tree, text: '', place: header, slot };
      return origin.templated
        ? { state: 'unknown', text: '', place: header, slot }
        : { state: 'unset', place: header, slot };
    },
    json: () => (node ? toJson(node) : undefined),
  };
  return tree;

  function child(step: string | number): YamlTree {
    if (typeof step === 'number') {
      const item = node?.kind === 'seq' ? node.items[step] : undefined;
      const from = sourceOf(item?.from, part, path, step);
      const inner = { part: from.part, templated: origin.templated };
      return subtree(inner, item, from.path, item ? itemHeader(from.part, item) : header);
    }
    const pair = pairOf(node, step);
    return pair ? fieldAt(pair) : subtree(origin, undefined, [...path, step], header);
  }

  function fieldAt(pair: Pair): YamlTree {
    const from = sourceOf(pair.from, part, path, pair.key.text);
    const key = { part: from.part, start: pair.key.start, end: pair.key.end };
    return subtree({ part: from.part, templated: origin.templated }, pair.value, from.path, key);
  }
}

/** A list item is pointed at by its first key, or by itself. */
function itemHeader(part: Part, item: Node): Place {
  const first =
    item.kind === 'map' ? item.pairs.find(({ from }) => (from?.part ?? part) === part)?.key : item;
  return { part, start: (first ?? item).start, end: (first ?? item).end };
}

function wholeNumber(scalar: ScalarNode): number | undefined {
  if (typeof scalar.value === 'number') return Number.isSafeInteger(scalar.value) ? scalar.value : undefined;
  return typeof scalar.value === 'string' && /^[+-]?\d+$/.test(scalar.value)
    ? Number(scalar.value)
    : undefined;
}

/** Kubernetes reads YAML 1.1, where more words are booleans; null does not get here. */
function kubernetesScalar({ value, text, style }: ScalarNode): string | number | boolean | undefined {
  if (style === 'plain' && /^(y|yes|on)$/i.test(text)) return true;
  if (style === 'plain' && /^(n|no|off)$/i.test(text)) return false;
  return value ?? undefined;
}

function toJson(node: Node): Json {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(toJson);
  return Object.fromEntries(
    node.pairs.map((pair) => [pair.key.text, pair.value ? toJson(pair.value) : null]),
  );
}

/** A `config:` map as Kafka configuration. Values that are no scalars are left to the schema. */
export function configOf(tree: YamlTree, scope: Scope): Config {
  const { part } = tree.slot;
  const map = tree.node;
  const entries = new Map<string, Entry>();
  const overridden: Entry[] = [];
  for (const pair of map?.kind === 'map' ? map.pairs : []) {
    const entry = entryOf(part, pair, tree.slot.path);
    if (!entry) continue;
    const before = entries.get(entry.key);
    if (before) overridden.push(before);
    entries.set(entry.key, entry);
  }
  return { scope, entries, overridden, holder: tree.slot, anchor: tree.header, open: tree.templated };
}

function entryOf(around: Part, pair: Pair, holder: Path): Entry | undefined {
  const { key, value } = pair;
  if (value && value.kind !== 'scalar') return undefined;
  const slot = sourceOf(pair.from, around, holder, key.text);
  const { part } = slot;
  const valuePlace = value
    ? { part, start: value.start, end: value.end }
    : { part, start: key.end, end: key.end };
  const text = value?.kind === 'scalar' ? value.text : '';
  const unknown = value?.kind === 'scalar' && (value.unknown || isPlaceholder(text));
  return {
    key: key.text,
    keyPlace: { part, start: key.start, end: key.end },
    place: { part, start: pair.start, end: pair.end },
    slot,
    value: unknown
      ? { state: 'unknown', text, place: valuePlace, slot }
      : { state: 'set', value: text, text, place: valuePlace, slot },
  };
}
