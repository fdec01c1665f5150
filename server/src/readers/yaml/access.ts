import type { Config, Entry, Scope } from '../../model/config.ts';
import type { Json } from '../../model/fix.ts';
import { below, type Part, type Path, type Place, type Slot } from '../../model/place.ts';
import { rememberLast } from '../../model/remember.ts';
import type { Tree } from '../../model/tree.ts';
import type { Value } from '../../model/value.ts';
import { isPlaceholder } from '../placeholder.ts';
import {
  fieldsOf,
  type Node,
  type Pair,
  pairOf,
  parseYaml,
  type ScalarNode,
  type YamlProblem,
} from './tree.ts';

/** A tree that readers, unlike rules, can look behind. */
export interface YamlTree extends Tree {
  readonly node: Node | undefined;
  readonly templated: boolean;
  get(...path: (string | number)[]): YamlTree;
  items(): YamlTree[];
  fields(): { name: string; place: Place; value: YamlTree }[];
}

/** The tree of a YAML document, for readers and rules; `path` where it is a piece of its part's document. */
export function treeOf(part: Part, root: Node | undefined, templated: boolean, path: Path = []): YamlTree {
  return new Subtree({ part, templated }, root, { part, path }, whole(part, root));
}

/**
 * The tree of a part's document, and what is wrong with its text. Nodes are many times as large as their text: they
 * are forgotten with the next document that is looked into, and parsed again when this one is.
 */
export function documentOf(part: Part): { tree: YamlTree; problems: YamlProblem[] } {
  const { root, problems, templated, broken } = parsed(part);
  const origin = { part, templated: templated || broken };
  return {
    tree: new Root(origin, undefined, { part, path: [] }, whole(part, root)),
    problems: templated ? [] : problems,
  };
}

const parsed = rememberLast((part: Part) => parseYaml(part.text));

const whole = (part: Part, root: Node | undefined): Place => ({
  part,
  start: root?.start ?? 0,
  end: root?.end ?? 0,
});

interface Origin {
  part: Part;
  /** What is absent may still be filled in by a template engine, or by whoever mends broken YAML. */
  templated: boolean;
}

/** A class: a tree is made for every step that a reader takes, and an object of functions would be ten times as large. */
class Subtree implements YamlTree {
  protected readonly origin: Origin;
  private readonly own: Node | undefined;
  readonly slot: Slot;
  readonly header: Place;

  constructor(origin: Origin, own: Node | undefined, slot: Slot, header: Place) {
    this.origin = origin;
    this.own = own;
    this.slot = slot;
    this.header = header;
  }

  get node(): Node | undefined {
    return this.own;
  }

  get templated(): boolean {
    return this.origin.templated;
  }

  get kind(): Tree['kind'] {
    const { node } = this;
    return node === undefined || isNull(node) ? 'absent' : node.kind;
  }

  get place(): Place {
    const { node } = this;
    return node ? { part: this.origin.part, start: node.start, end: node.end } : this.header;
  }

  get(...steps: (string | number)[]): Subtree {
    let at: Subtree = this;
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index] as string | number;
      const { node } = at;
      // Below what is not there only the way matters.
      if (node === undefined) return at.absent(steps, index);
      at = at.child(step);
    }
    return at;
  }

  keys(): { name: string; place: Place }[] {
    const { node } = this;
    if (node?.kind !== 'map') return [];
    return node.pairs
      .filter(({ key }) => !key.unknown)
      .map(({ key, from }) => ({
        name: key.text,
        place: { part: from?.part ?? this.origin.part, start: key.start, end: key.end },
      }));
  }

  items(): Subtree[] {
    const { node } = this;
    return node?.kind === 'seq' ? node.items.map((item, index) => this.itemAt(item, index)) : [];
  }

  fields(): { name: string; place: Place; value: Subtree }[] {
    return fieldsOf(this.node).map((pair) => {
      const value = this.fieldAt(pair);
      return { name: pair.key.text, place: value.header, value };
    });
  }

  string(): Value<string> {
    return this.value((scalar) => scalar.text);
  }

  integer(): Value<number> {
    return this.value(wholeNumber);
  }

  boolean(): Value<boolean> {
    return this.value((scalar) => (typeof scalar.value === 'boolean' ? scalar.value : undefined));
  }

  scalar(): Value<string | number | boolean> {
    return this.value(kubernetesScalar);
  }

  self(): Value<Tree> {
    const { header: place, slot } = this;
    if (this.kind !== 'absent') return { state: 'set', value: this, text: '', place, slot };
    return this.templated ? { state: 'unknown', text: '', place, slot } : { state: 'unset', place, slot };
  }

  json(): Json | undefined {
    const { node } = this;
    return node ? toJson(node) : undefined;
  }

  private value<T>(convert: (scalar: ScalarNode) => T | undefined): Value<T> {
    const { node, slot } = this;
    if (node === undefined || isNull(node))
      return this.templated
        ? { state: 'unknown', text: '', place: this.place, slot }
        : { state: 'unset', place: this.header, slot };
    const place = { part: this.origin.part, start: node.start, end: node.end };
    if (node.kind !== 'scalar' || node.unknown || isPlaceholder(node.text)) {
      return { state: 'unknown', text: this.origin.part.text.slice(node.start, node.end), place, slot };
    }
    const converted = convert(node);
    return converted === undefined
      ? { state: 'unknown', text: node.text, place, slot }
      : { state: 'set', value: converted, text: node.text, place, slot };
  }

  private absent(steps: (string | number)[], from: number): Subtree {
    let { slot } = this;
    for (let index = from; index < steps.length; index += 1)
      slot = below(slot, steps[index] as string | number);
    return new Subtree(this.origin, undefined, slot, this.header);
  }

  private child(step: string | number): Subtree {
    const { node } = this;
    if (typeof step === 'number')
      return this.itemAt(node?.kind === 'seq' ? node.items[step] : undefined, step);
    const pair = pairOf(node, step);
    if (pair) return this.fieldAt(pair);
    return new Subtree(this.origin, undefined, below(this.slot, step), this.header);
  }

  private itemAt(item: Node | undefined, index: number): Subtree {
    const slot = item?.from ?? below(this.slot, index);
    return this.from(slot, item, item ? itemHeader(slot.part, item) : this.header);
  }

  private fieldAt({ key, value, from: own }: Pair): Subtree {
    const slot = own ?? below(this.slot, key.text);
    return this.from(slot, value, { part: slot.part, start: key.start, end: key.end });
  }

  private from(slot: Slot, node: Node | undefined, header: Place): Subtree {
    const { origin } = this;
    const inner = slot.part === origin.part ? origin : { part: slot.part, templated: origin.templated };
    return new Subtree(inner, node, slot, header);
  }
}

/** The root of a document that may have been forgotten. */
class Root extends Subtree {
  override get node(): Node | undefined {
    return parsed(this.origin.part).root;
  }
}

const isNull = (node: Node): boolean => node.kind === 'scalar' && node.value === null && !node.unknown;

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
  const map = tree.node;
  const entries = new Map<string, Entry>();
  const overridden: Entry[] = [];
  for (const pair of map?.kind === 'map' ? map.pairs : []) {
    const entry = entryOf(pair, tree.slot);
    if (!entry) continue;
    const before = entries.get(entry.key);
    // In a template, a key that is written twice stands under two conditions.
    if (before && !tree.templated) overridden.push(before);
    entries.set(entry.key, entry);
  }
  // The version is filled in when the configuration is reviewed: a place for it keeps all of one shape.
  const { slot: holder, header: anchor, templated: open } = tree;
  return { scope, entries, overridden, holder, anchor, open, version: undefined };
}

function entryOf(pair: Pair, holder: Slot): Entry | undefined {
  const { key, value } = pair;
  if (key.unknown || (value && value.kind !== 'scalar')) return undefined;
  const slot = pair.from ?? below(holder, key.text);
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
