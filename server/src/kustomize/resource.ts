import type { Part } from '../model/place.ts';
import type { Node, ScalarNode, Source } from '../readers/yaml/tree.ts';
import {
  at,
  type Cursor,
  child,
  derived,
  emptyMapAt,
  keyNamed,
  noSlot,
  pairAt,
  pairsOf,
  textOf,
  unknownAt,
  withoutKey,
  withPair,
} from './cursor.ts';

/** What kustomize knows a resource by. */
export interface Id {
  group: string;
  version: string;
  kind: string;
  name: string;
  namespace: string;
}

/** A resource on its way through kustomizations. */
export interface Resource {
  node: Node;
  /** The text it began in. */
  source: Source;
  /** Every name it has had, the first one first; the last is the one it has now. */
  ids: Id[];
  /** The texts that what it is now was made from. */
  inputs: Part[];
  /** A template engine still has to run over it. */
  templated: boolean;
  /** Something that cannot be followed here has changed it. */
  unknown: boolean;
}

export const cursorOf = ({ node, source }: Resource): Cursor => ({ node, source });

export function idOf(cursor: Cursor): Id {
  const [group = '', version = ''] = (textOf(child(cursor, 'apiVersion')) ?? '').split(/\/(?=[^/]*$)/);
  return {
    // The core group has no name: `v1` is a version.
    group: version === '' ? '' : group,
    version: version === '' ? group : version,
    kind: textOf(child(cursor, 'kind')) ?? '',
    name: textOf(at(cursor, ['metadata', 'name'])) ?? '',
    namespace: textOf(at(cursor, ['metadata', 'namespace'])) ?? '',
  };
}

/** What it is from here on cannot be known. */
export const lost = (resource: Resource): Resource => ({ ...resource, unknown: true });

/** The resource with another content; its names are kept where they have not changed. */
export function changed(resource: Resource, node: Node, ...inputs: Part[]): Resource {
  const id = idOf({ ...cursorOf(resource), node });
  const last = resource.ids.at(-1);
  const same = last && last.name === id.name && last.namespace === id.namespace && last.kind === id.kind;
  return {
    ...resource,
    node,
    ids: same ? resource.ids.with(-1, id) : [...resource.ids, id],
    inputs: [...resource.inputs, ...inputs.filter((part) => !resource.inputs.includes(part))],
  };
}

/** The resource with one of its fields set to a scalar or map that stands in another text, or taken away. */
export function withField(resource: Resource, path: string[], key: Node & { kind: 'scalar' }, value: Cursor) {
  const node = putField(cursorOf(resource), path, key, value);
  return node ? changed(resource, node, value.source.part) : resource;
}

/** Missing maps on the way are made, and stand where the value does. Undefined: something else stands in the way. */
function putField(
  cursor: Cursor,
  [step, ...rest]: string[],
  key: Node & { kind: 'scalar' },
  value: Cursor,
): Node | undefined {
  const { node } = cursor;
  if (node?.kind !== 'map' || step === undefined) return undefined;
  if (rest.length === 0) return withPair(node, pairAt(keyNamed(step, key), value.node, value.source));
  const pair = pairsOf(cursor).find((one) => one.key.text === step);
  if (pair && !isEmpty(pair.value)) {
    const inner = putField(child(cursor, step), rest, key, value);
    return inner && withPair(node, { ...pair, value: inner });
  }
  const parents = { part: value.source.part, path: value.source.path.slice(0, -1) };
  const made = putField({ node: emptyMapAt(key), source: parents }, rest, key, value);
  return made && withPair(node, pairAt(keyNamed(step, key), made, parents));
}

const isEmpty = (node: Node | undefined): boolean =>
  node === undefined || (node.kind === 'scalar' && node.value === null && !node.unknown);

/** The resource with a name, namespace or other scalar made from what stands there. */
export function withText(resource: Resource, path: string[], make: (text: string) => string): Resource {
  const node = editScalar(cursorOf(resource), path, (scalar) => derived(scalar, make(scalar.text)));
  return node ? changed(resource, node) : resource;
}

/** The resource with a scalar that cannot be known where it has one. */
export function withUnknown(resource: Resource, path: string[]): Resource {
  const node = editScalar(cursorOf(resource), path, unknownAt);
  return node ? { ...resource, node } : resource;
}

function editScalar(
  cursor: Cursor,
  [step, ...rest]: string[],
  make: (scalar: ScalarNode) => ScalarNode,
): Node | undefined {
  const { node } = cursor;
  const pair = pairsOf(cursor).find((one) => one.key.text === step);
  if (node?.kind !== 'map' || step === undefined || !pair) return undefined;
  const inner = child(cursor, step);
  if (rest.length > 0) {
    const value = editScalar(inner, rest, make);
    return value && withPair(node, { ...pair, value });
  }
  if (inner.node?.kind !== 'scalar' || inner.node.unknown) return undefined;
  return withPair(node, { ...pair, value: make(inner.node), from: noSlot(inner.source) });
}

/** The patched content under the names the resource had: a patch names what it changes, it does not rename it. */
export function keepingNames(before: Resource, patched: Node, keep: { name: boolean; kind: boolean }): Node {
  let node = patched;
  const cursor = cursorOf(before);
  const kind = pairsOf(cursor).find(({ key }) => key.text === 'kind');
  if (keep.kind && kind && node.kind === 'map') node = withPair(node, kind);
  for (const field of keep.name ? ['name', 'namespace'] : ['namespace'])
    node = keepField(cursor, node, field);
  return node;
}

function keepField(before: Cursor, node: Node, field: string): Node {
  const metadata = pairsOf({ ...before, node }).find(({ key }) => key.text === 'metadata');
  if (node.kind !== 'map' || metadata?.value?.kind !== 'map') return node;
  const old = pairsOf(child(before, 'metadata')).find(({ key }) => key.text === field);
  const value = old ? withPair(metadata.value, old) : withoutKey(metadata.value, field);
  return withPair(node, { ...metadata, value });
}
