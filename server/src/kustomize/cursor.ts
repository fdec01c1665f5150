import type { Json } from '../model/fix.ts';
import type { MapNode, Node, Pair, ScalarNode, SeqNode, Source } from '../readers/yaml/tree.ts';
import { fieldsOf, pairOf } from '../readers/yaml/tree.ts';

/** A node of a built resource, and the text it is from. Nodes are never changed: what a step changes is a copy. */
export interface Cursor {
  node: Node | undefined;
  source: Source;
}

/** What stands under a key or an index; its node is undefined when nothing does. */
export function child({ node, source }: Cursor, step: string | number): Cursor {
  const inner = { part: source.part, path: [...source.path, step] };
  if (typeof step === 'string') {
    const pair = pairOf(node, step);
    return { node: pair?.value, source: pair?.from ?? inner };
  }
  const item = node?.kind === 'seq' ? node.items[step] : undefined;
  return { node: item, source: item?.from ?? inner };
}

export const at = (cursor: Cursor, path: readonly (string | number)[]): Cursor => path.reduce(child, cursor);

/** The items of a list, each saying where it is from. */
export function itemsOf(cursor: Cursor): Node[] {
  const { node } = cursor;
  return node?.kind === 'seq' ? node.items.map((item, index) => stamped(item, child(cursor, index))) : [];
}

/** A node that can be put anywhere: it says itself where it is from. */
export const stamped = (node: Node, { source }: Cursor): Node => ({ ...node, from: source });

/** The pairs of a map, those of merge keys included. */
export const pairsOf = ({ node }: Cursor): Pair[] => fieldsOf(node);

/** A pair that can be put into any map. */
export function stampedPair(pair: Pair, map: Cursor): Pair {
  return { ...pair, from: pair.from ?? { part: map.source.part, path: [...map.source.path, pair.key.text] } };
}

/** The map with a pair in place of the one with its key, or behind the others. */
export function withPair(map: MapNode, pair: Pair): MapNode {
  const pairs = fieldsOf(map);
  const index = pairs.findIndex(({ key }) => key.text === pair.key.text);
  return { ...map, pairs: index < 0 ? [...pairs, pair] : pairs.with(index, pair) };
}

export const withoutKey = (map: MapNode, key: string): MapNode => ({
  ...map,
  pairs: fieldsOf(map).filter((pair) => pair.key.text !== key),
});

export const withItems = (list: SeqNode, items: Node[]): SeqNode => ({ ...list, items });

/** The scalar's text; undefined for anything else, and for what is not known. */
export const textOf = ({ node }: Cursor): string | undefined =>
  node?.kind === 'scalar' && !node.unknown && node.value !== null ? node.text : undefined;

/** Stands where the node stands, for something that cannot be known here. */
export const unknownAt = ({ start, end }: { start: number; end: number }): ScalarNode => ({
  kind: 'scalar',
  start,
  end,
  value: null,
  text: '',
  style: 'plain',
  unknown: true,
});

/** A key that stands where another one does. */
export const keyNamed = (
  name: string,
  { start, end, style }: Pick<ScalarNode, 'start' | 'end' | 'style'>,
): ScalarNode => ({ kind: 'scalar', start, end, value: name, text: name, style });

/** A scalar made from the one at its place: no change of the text there would give it, so it has no slot that fits. */
export function derived(from: ScalarNode, text: string): ScalarNode {
  return { ...from, value: text, text, style: 'double' };
}

/** The source of a derived scalar. */
export const noSlot = ({ part, path }: Source): Source => ({ part, path: [...path, ''] });

/** A pair whose value is a map or a scalar that stands where the key does. */
export function pairAt(key: ScalarNode, value: Node | undefined, from: Source): Pair {
  return { key, value, start: key.start, end: Math.max(key.end, value?.end ?? 0), from };
}

export const emptyMapAt = ({ start, end }: { start: number; end: number }): MapNode => ({
  kind: 'map',
  start,
  end,
  flow: false,
  pairs: [],
});

/** The plain value, as a program reads it; unknown scalars are null. */
export function jsonOf(node: Node | undefined): Json {
  if (!node) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(jsonOf);
  return Object.fromEntries(fieldsOf(node).map((pair) => [pair.key.text, jsonOf(pair.value)]));
}
