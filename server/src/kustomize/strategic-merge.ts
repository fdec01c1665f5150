import type { Node, Pair, ScalarNode } from '../readers/yaml/tree.ts';
import { type Cursor, child, itemsOf, pairsOf, stamped, stampedPair, textOf, withItems } from './cursor.ts';

/** The field by which the items of a list are known, by the list's own field. */
export type MergeKeys = Readonly<Record<string, string>>;

const NO_KEYS: MergeKeys = {};

/**
 * What a strategic merge patch makes of a resource without a known schema, as all of Strimzi's are: maps are merged,
 * a null takes a field away, anything else replaces what stood there. Lists whose items have a key are merged by it.
 * Undefined: the patch deletes the resource.
 */
export function mergePatch(base: Cursor, patch: Cursor, keys: MergeKeys = NO_KEYS): Node | undefined {
  const directive = directiveOf(patch);
  if (directive === 'delete') return undefined;
  if (patch.node?.kind !== 'map' || base.node?.kind !== 'map' || directive === 'replace')
    return stripped(patch);
  let pairs = pairsOf(base);
  for (const own of pairsOf(patch)) {
    const key = own.key.text;
    if (isDirective(key)) continue;
    const index = pairs.findIndex((pair) => pair.key.text === key);
    const pair = mergedPair(pairs[index], child(base, key), own, child(patch, key), keys);
    if (pair && index < 0) pairs = [...pairs, pair];
    else if (pair) pairs = pairs.with(index, pair);
    else pairs = pairs.filter((_, other) => other !== index);
  }
  return { ...base.node, pairs };
}

/** The base's pair with what the patch says, the patch's own, or none. */
function mergedPair(
  before: Pair | undefined,
  base: Cursor,
  own: Pair,
  patch: Cursor,
  keys: MergeKeys,
): Pair | undefined {
  if (isNull(patch.node)) return undefined;
  const itemKey = keys[own.key.text];
  if (before && itemKey && base.node?.kind === 'seq' && patch.node?.kind === 'seq')
    return { ...before, value: withItems(base.node, mergedItems(base, patch, itemKey, keys)) };
  const isMerge = base.node?.kind === 'map' && patch.node?.kind === 'map' && directiveOf(patch) !== 'replace';
  const value = isMerge ? mergePatch(base, patch, keys) : stripped(patch);
  if (!value) return undefined;
  // A value that the patch only repeats stays where it was first said.
  if (before && (isMerge || isSame(base.node, patch.node))) return isMerge ? { ...before, value } : before;
  return { ...own, value: styledAs(base.node, value), from: patch.source };
}

/** The items of both lists, those that the patch names in front: merged with the one of their key, or new. */
function mergedItems(base: Cursor, patch: Cursor, key: string, keys: MergeKeys): Node[] {
  const items = itemsOf(base);
  const keyOf = (node: Node) => textOf(child({ node, source: base.source }, key));
  const named = itemsOf(patch).flatMap((item) => {
    const own: Cursor = { node: item, source: item.from ?? patch.source };
    const name = keyOf(item);
    const index = items.findIndex((other) => name !== undefined && keyOf(other) === name);
    const [old] = index < 0 ? [] : items.splice(index, 1);
    const value = old ? mergePatch({ node: old, source: old.from ?? base.source }, own, keys) : stripped(own);
    return value ? [value] : [];
  });
  return [...named, ...items];
}

/** kustomize keeps the quotes that stood there, or that there were none: a number between quotes becomes a text. */
function styledAs(old: Node | undefined, value: Node): Node {
  if (old?.kind !== 'scalar' || value.kind !== 'scalar' || value.unknown) return value;
  if (old.style !== 'plain') return { ...value, value: value.text, style: old.style };
  return restyled(value);
}

/** The scalar as if it were not quoted; its value stays what it is. */
export const restyled = (scalar: ScalarNode): ScalarNode =>
  scalar.style === 'plain' || isWord(scalar.text) ? scalar : { ...scalar, style: 'plain' };

/** Without quotes, Kubernetes would read these as booleans. */
const isWord = (text: string): boolean => /^(y|yes|on|n|no|off)$/i.test(text);

const isSame = (a: Node | undefined, b: Node | undefined): boolean =>
  a?.kind === 'scalar' && b?.kind === 'scalar' && a.value === b.value && !a.unknown && !b.unknown;

const isDirective = (key: string): boolean => key === '$patch' || key === '$retainKeys';

const directiveOf = (patch: Cursor): string | undefined => textOf(child(patch, '$patch'));

const isNull = (node: Node | undefined): boolean =>
  node === undefined || (node.kind === 'scalar' && node.value === null && !node.unknown);

/** The patch's own content, without its directives and nulls. */
function stripped(patch: Cursor): Node | undefined {
  const { node } = patch;
  if (directiveOf(patch) === 'delete') return undefined;
  if (node?.kind === 'seq') return withItems(node, itemsOf(patch));
  if (node?.kind !== 'map') return node && stamped(node, patch);
  const pairs = pairsOf(patch).flatMap((pair) => {
    const inner = child(patch, pair.key.text);
    if (isDirective(pair.key.text) || isNull(inner.node)) return [];
    const value = stripped(inner);
    return value ? [{ ...stampedPair(pair, patch), value }] : [];
  });
  return { ...node, pairs };
}
