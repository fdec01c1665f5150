import type { Path } from '../../model/place.ts';
import type { Tree } from '../../model/tree.ts';
import { candidates, type Operator, schemaAt } from './lookup.ts';
import { type Forbidden, isKind, type KindSchema, schemaOf } from './schema.ts';

/** Why the operator takes a key out: the prefix or whole key that forbids it, or the prefixes it would need. */
export type ForbiddenReason = { prefix: string } | { option: string } | { allowed: readonly string[] };

/**
 * Whether the operator drops a key of a configuration map (spec.kafka.config, spec.config of Connect, …) before it
 * reaches Kafka; undefined when it stays, or when one of the operator versions that are meant would leave it.
 * `listeners` are the names and ports of the Kafka resource's listeners (NAME-PORT), whose own limits may be set.
 */
export function forbiddenConfig(
  kind: string,
  api: string,
  path: Path,
  key: string,
  { operator, listeners }: { operator?: Operator; listeners?: readonly string[] } = {},
): ForbiddenReason | undefined {
  if (!isKind(kind)) return undefined;
  const reasons = candidates(kind, api, operator).map(({ strimzi }) => {
    const lists = schemaAt(kind, api, path, strimzi)?.forbidden;
    return lists === undefined ? undefined : reasonIn(lists, key, listeners);
  });
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** The configuration maps of a resource that the operator filters, in the order of the text. */
export function filteredMaps(tree: Tree, kind: string, api: string, operator?: Operator): Tree[] {
  const [newest] = isKind(kind) ? candidates(kind, api, operator) : [];
  if (!isKind(kind) || newest === undefined) return [];
  const schema = schemaOf(kind);
  const { nodes } = schema;
  const leading = leadingToMaps(schema);
  const found: Tree[] = [];
  const visit = (at: Tree, index: number): void => {
    if (!leading.has(index)) return;
    const node = nodes[index];
    if (node?.forbidden !== undefined && at.kind === 'map') found.push(at);
    if (at.kind === 'seq' && node?.items !== undefined)
      for (const item of at.items()) visit(item, node.items);
    if (at.kind !== 'map' || node?.fields === undefined) return;
    for (const { name, value } of at.fields()) {
      const child = Object.hasOwn(node.fields, name) ? node.fields[name] : undefined;
      if (child !== undefined) visit(value, child);
    }
  };
  visit(tree, newest.node);
  return found;
}

const leadingKnown = new WeakMap<KindSchema, ReadonlySet<number>>();

/** The nodes of a schema on the way to a map that is filtered: nothing else of a resource need be looked at. */
function leadingToMaps(schema: KindSchema): ReadonlySet<number> {
  const before = leadingKnown.get(schema);
  if (before) return before;
  const leading = new Set<number>();
  const leads = (index: number): boolean => leading.has(index);
  for (let size = -1; size < leading.size; ) {
    size = leading.size;
    schema.nodes.forEach(({ forbidden, items, fields = {} }, index) => {
      if (forbidden || (items !== undefined && leads(items)) || Object.values(fields).some(leads))
        leading.add(index);
    });
  }
  leadingKnown.set(schema, leading);
  return leading;
}

/** The operator compares prefixes with the key in lower case and exceptions with the key as it is written. */
function reasonIn(
  lists: Forbidden,
  key: string,
  listeners: readonly string[] | undefined,
): ForbiddenReason | undefined {
  const lower = key.toLowerCase();
  if (lists.allowed !== undefined) {
    return lists.allowed.some((prefix) => lower.startsWith(prefix)) ? undefined : { allowed: lists.allowed };
  }
  if (lists.options?.includes(lower)) return { option: lower };
  const prefix = lists.prefixes?.find((candidate) => lower.startsWith(candidate));
  if (prefix === undefined || lists.exceptions?.includes(key)) return undefined;
  return isListenerLimit(lists.perListener, key, listeners) ? undefined : { prefix };
}

/** listener.name.NAME-PORT.KEY is allowed for a few keys; without knowing the listeners, any name may be right. */
function isListenerLimit(
  allowed: readonly string[] | undefined,
  key: string,
  listeners: readonly string[] | undefined,
): boolean {
  const match = /^listener\.name\.([^.]+)\.(.+)$/.exec(key);
  if (match === null || allowed === undefined) return false;
  const [, name = '', limit = ''] = match;
  return allowed.includes(limit) && (listeners === undefined || listeners.includes(name));
}
