import { plainValue } from '../readers/yaml/scalars.ts';
import type { Node, Pair, ScalarNode, Source } from '../readers/yaml/tree.ts';
import { type Cost, fits, LOOK } from './cost.ts';
import {
  type Cursor,
  child,
  at as cursorAt,
  itemsOf,
  jsonOf,
  keyNamed,
  pairAt,
  pairsOf,
  stamped,
  textOf,
  withItems,
  withoutKey,
  withPair,
} from './cursor.ts';
import { restyled } from './strategic-merge.ts';

/** The resource after the operations of a JSON patch (RFC 6902); undefined when one of them cannot be done. Spends `cost`. */
export function jsonPatch(resource: Cursor, operations: Cursor, cost: Cost): Node | undefined {
  let { node } = resource;
  if (operations.node?.kind !== 'seq') return undefined;
  for (let index = 0; index < operations.node.items.length && node; index += 1) {
    cost.left -= LOOK;
    if (cost.left < 0) return undefined;
    node = operate({ ...resource, node }, child(operations, index), cost);
  }
  return node && fits(cost, node) ? unquoted(node) : undefined;
}

/** kustomize takes the resource to JSON for it: only what needs quotes has them afterwards, when a later patch looks. */
function unquoted(node: Node): Node {
  if (node.kind === 'seq') return { ...node, items: node.items.map(unquoted) };
  if (node.kind === 'scalar') return needsQuotes(node) ? quoted(node) : restyled(node);
  return {
    ...node,
    pairs: node.pairs.map((pair) => (pair.value ? { ...pair, value: unquoted(pair.value) } : pair)),
  };
}

const quoted = (node: ScalarNode): ScalarNode =>
  node.style === 'plain' ? { ...node, style: 'double' } : node;

/** Would YAML take the text for something else without quotes? */
const needsQuotes = ({ value, text }: ScalarNode): boolean =>
  typeof value === 'string' &&
  (text === '' || plainValue(text) !== text || /^[-?\s'"%@`&*!|>[\]{},]|[:#]|\s$/.test(text));

function operate(resource: Cursor, operation: Cursor, cost: Cost): Node | undefined {
  const path = pointer(textOf(child(operation, 'path')));
  const from = pointer(textOf(child(operation, 'from')));
  if (!path) return undefined;
  const value = taken(operation);
  switch (textOf(child(operation, 'op'))) {
    case 'add':
      return value && put(resource, path, value, true);
    case 'replace':
      return value && exists(resource, path) ? put(resource, path, value, false) : undefined;
    case 'remove':
      return take(resource, path);
    case 'copy':
    case 'move': {
      const moved = from && cursorAt(resource, typed(resource, from));
      if (!moved?.node || !fits(cost, moved.node)) return undefined;
      const rest =
        textOf(child(operation, 'op')) === 'move' ? take(resource, from as string[]) : resource.node;
      return rest && put({ ...resource, node: rest }, path, placed(moved, operation), true);
    }
    case 'test':
      return isEqual(cursorAt(resource, typed(resource, path)).node, child(operation, 'value').node, cost)
        ? resource.node
        : undefined;
    default:
      return undefined;
  }
}

const isEqual = (a: Node | undefined, b: Node | undefined, cost: Cost): boolean =>
  (!a || fits(cost, a)) && JSON.stringify(jsonOf(a)) === JSON.stringify(jsonOf(b));

/** The steps of a JSON pointer; undefined when it is none. */
export function pointer(text: string | undefined): string[] | undefined {
  if (text === undefined || (text !== '' && !text.startsWith('/'))) return undefined;
  return text
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** A value with the key it is shown at, ready for any map, and where it is from. */
interface Placed {
  pair: Pair;
  source: Source;
}

function taken(operation: Cursor): Placed | undefined {
  const pair = pairsOf(operation).find(({ key }) => key.text === 'value');
  const { source } = child(operation, 'value');
  return pair && { pair: { ...pair, from: source }, source };
}

/** A value that stands elsewhere in the resource. */
function placed({ node, source }: Cursor, operation: Cursor): Placed {
  const { start, end } = node ?? operation.node ?? { start: 0, end: 0 };
  const key = keyNamed('', { start, end: Math.min(end, start + 1), style: 'plain' });
  return { pair: pairAt(key, node, source), source };
}

/** The steps with numbers where the resource has lists. */
function typed(resource: Cursor, path: string[]): (string | number)[] {
  let cursor = resource;
  return path.map((step) => {
    const own = cursor.node?.kind === 'seq' && /^\d+$/.test(step) ? Number(step) : step;
    cursor = child(cursor, own);
    return own;
  });
}

function exists(resource: Cursor, path: string[]): boolean {
  const steps = typed(resource, path);
  const last = steps.at(-1);
  const parent = cursorAt(resource, steps.slice(0, -1));
  if (typeof last === 'number') return parent.node?.kind === 'seq' && last < parent.node.items.length;
  return pairsOf(parent).some(({ key }) => key.text === last);
}

function put(cursor: Cursor, path: string[], value: Placed, insert: boolean): Node | undefined {
  const { node } = cursor;
  const [step, ...rest] = path;
  if (step === undefined) return value.pair.value && { ...value.pair.value, from: value.source };
  if (node?.kind === 'map') {
    if (rest.length === 0) return withPair(node, { ...value.pair, key: keyNamed(step, value.pair.key) });
    const pair = pairsOf(cursor).find(({ key }) => key.text === step);
    const inner = pair && put(child(cursor, step), rest, value, insert);
    return inner && withPair(node, { ...(pair as Pair), value: inner });
  }
  if (node?.kind !== 'seq') return undefined;
  const items = itemsOf(cursor);
  const index = step === '-' ? items.length : /^\d+$/.test(step) ? Number(step) : Number.NaN;
  if (rest.length > 0) {
    const inner = items[index] && put(child(cursor, index), rest, value, insert);
    return inner && withItems(node, items.with(index, stamped(inner, child(cursor, index))));
  }
  const own = value.pair.value;
  if (!own || !(index <= items.length)) return undefined;
  const item: Node = { ...own, from: value.source };
  return withItems(node, insert ? items.toSpliced(index, 0, item) : items.with(index, item));
}

function take(cursor: Cursor, path: string[]): Node | undefined {
  const { node } = cursor;
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (node?.kind === 'map') {
    const pair = pairsOf(cursor).find(({ key }) => key.text === step);
    if (!pair) return undefined;
    if (rest.length === 0) return withoutKey(node, step);
    const inner = take(child(cursor, step), rest);
    return inner && withPair(node, { ...pair, value: inner });
  }
  if (node?.kind !== 'seq' || !/^\d+$/.test(step)) return undefined;
  const index = Number(step);
  const items = itemsOf(cursor);
  if (index >= items.length) return undefined;
  if (rest.length === 0) return withItems(node, items.toSpliced(index, 1));
  const inner = take(child(cursor, index), rest);
  return inner && withItems(node, items.with(index, stamped(inner, child(cursor, index))));
}
