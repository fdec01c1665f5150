import type { Part } from '../model/place.ts';
import { plainValue } from '../readers/yaml/scalars.ts';
import type { Node, ScalarNode, Source } from '../readers/yaml/tree.ts';
import { type Cost, fits, LOOK } from './cost.ts';
import {
  at,
  type Cursor,
  child,
  emptyMapAt,
  itemsOf,
  jsonOf,
  keyNamed,
  noSlot,
  pairAt,
  pairsOf,
  textOf,
  unknownAt,
  withItems,
  withPair,
} from './cursor.ts';
import { listOf, resolved, rootOf } from './kustomization.ts';
import type { PartsOf } from './patches.ts';
import { changed, cursorOf, type Id, lost, type Resource } from './resource.ts';
import { carries, effective, matcher } from './selector.ts';

/** What is written at the targets: undefined where it stands in a resource that is not here. */
type Value = { node: Node; source: Source; inputs: Part[] } | undefined;

/** The resources after `replacements`; targets of a value that is not here are unknown. Spends `cost`. */
export function replaced(resources: Resource[], root: Cursor, partsOf: PartsOf, cost: Cost): Resource[] {
  return listOf(root, 'replacements')
    .flatMap((entry) => entriesOf(entry, partsOf))
    .reduce((all, replacement) => {
      const value = valueFrom(all, replacement);
      return listOf(replacement, 'targets').reduce((some, target) => {
        cost.left -= some.length;
        if (cost.left < 0) return some.map(lost);
        return some.map((one) => (isTarget(one, target) ? written(one, target, value, cost) : one));
      }, all);
    }, resources);
}

/** A replacement stands in the kustomization, or in a file of one or several. */
function entriesOf(entry: Cursor, partsOf: PartsOf): Cursor[] {
  const path = textOf(child(entry, 'path'));
  if (path === undefined) return [entry];
  const uri = resolved(entry.source.part.uri, path);
  const parts = uri === undefined ? undefined : partsOf(uri);
  return (parts ?? []).flatMap((part) => {
    const root = rootOf(part);
    return root.node?.kind === 'seq' ? root.node.items.map((_, index) => child(root, index)) : [root];
  });
}

function valueFrom(resources: Resource[], replacement: Cursor): Value {
  const { part } = replacement.source;
  const fixed = child(replacement, 'sourceValue');
  if (fixed.node?.kind === 'scalar') return { node: fixed.node, source: fixed.source, inputs: [part] };
  const from = child(replacement, 'source');
  const [found, ...others] = resources.filter((resource) => isNamed(resource, from));
  if (!found || others.length > 0 || found.unknown) return undefined;
  const path = textOf(child(from, 'fieldPath')) ?? 'metadata.name';
  const [place] = placesOf(cursorOf(found), splitPath(path), false) ?? [];
  const value = place && at(cursorOf(found), place);
  if (!value?.node) return undefined;
  const inputs = [part, ...found.inputs];
  const { delimiter, index } = optionsOf(from);
  if (delimiter === '') return { node: value.node, source: value.source, inputs };
  const piece = textOf(value)?.split(delimiter)[index];
  if (value.node.kind !== 'scalar' || piece === undefined) return undefined;
  return { node: { ...value.node, value: piece, text: piece }, source: noSlot(value.source), inputs };
}

function optionsOf(cursor: Cursor) {
  const options = child(cursor, 'options');
  return {
    delimiter: textOf(child(options, 'delimiter')) ?? '',
    index: Number(textOf(child(options, 'index')) ?? 0),
    create: textOf(child(options, 'create')) === 'true',
  };
}

/** Is this the resource that all given fields name exactly, under any name it has had? */
function isNamed(resource: Resource, selector: Cursor): boolean {
  const wanted = (name: keyof Id) => textOf(child(selector, name)) ?? '';
  const fits = (id: Id, name: keyof Id) =>
    wanted(name) === '' || wanted(name) === (name === 'namespace' ? effective(id, name) : id[name]);
  return resource.ids.some((id) =>
    (['group', 'version', 'kind', 'name', 'namespace'] as const).every((name) => fits(id, name)),
  );
}

function isTarget(resource: Resource, target: Cursor): boolean {
  const select = child(target, 'select');
  if (!isNamed(resource, select) || !carries(resource, select)) return false;
  return !listOf(target, 'reject').some((one) => isRejected(resource, one));
}

/** What a `reject` names by its id is left alone, and what it names by its labels or annotations. */
function isRejected(resource: Resource, reject: Cursor): boolean {
  const has = (names: string[]) => names.some((name) => (textOf(child(reject, name)) ?? '') !== '');
  if (has(['group', 'version', 'kind', 'name', 'namespace']) && isNamed(resource, reject)) return true;
  return has(['labelSelector', 'annotationSelector']) && carries(resource, reject);
}

function written(resource: Resource, target: Cursor, value: Value, cost: Cost): Resource {
  const options = optionsOf(target);
  const paths = listOf(target, 'fieldPaths').map((path) => textOf(path) ?? '');
  let result = resource;
  for (const path of paths.length > 0 ? paths : ['metadata.name']) {
    const places = placesOf(cursorOf(result), splitPath(path), options.create);
    if (!places) return lost(result);
    for (const place of places) {
      cost.left -= LOOK;
      const isWhole = value !== undefined && value.node.kind !== 'scalar';
      if (cost.left < 0 || (isWhole && !fits(cost, result.node, value.node))) return lost(result);
      const node = write(cursorOf(result), place, (old) => madeFrom(old, value, options, target));
      if (!node) return lost(result);
      result = changed(result, node, ...(value?.inputs ?? [target.source.part]));
    }
  }
  return result;
}

/** The value as it is where it goes: a scalar keeps the type it has there. */
function madeFrom(
  old: Cursor,
  value: Value,
  { delimiter, index }: { delimiter: string; index: number },
  target: Cursor,
): Cursor {
  if (!value) return { node: unknownAt(old.node ?? target.node ?? { start: 0, end: 0 }), source: old.source };
  const { node, source } = value;
  if ((old.node && old.node.kind !== 'scalar') || node.kind !== 'scalar') return { node, source };
  if (delimiter === '') return { node: typedAs(old.node, node, node.text), source };
  const pieces = (old.node?.text ?? '').split(delimiter);
  if (index < 0) pieces.unshift(node.text);
  else if (index >= pieces.length) pieces.push(node.text);
  else pieces[index] = node.text;
  return { node: typedAs(old.node, node, pieces.join(delimiter)), source: noSlot(source) };
}

function typedAs(old: ScalarNode | undefined, value: ScalarNode, text: string): ScalarNode {
  const isText = typeof old?.value === 'string';
  return {
    ...value,
    text,
    value: isText ? text : plainValue(text),
    style: isText && value.style === 'plain' ? 'double' : value.style,
  };
}

/** `spec.kafka.listeners.[name=plain].port`: brackets keep a key with dots, or choose items of a list. */
export function splitPath(path: string): string[] {
  const steps: string[] = [];
  for (const [, bracketed, plain] of path.matchAll(/(\[[^\]]*\])|((?:\\\.|[^.])+)/g)) {
    if (bracketed !== undefined) steps.push(bracketed.includes('=') ? bracketed : bracketed.slice(1, -1));
    else if (plain !== undefined) steps.push(plain.replaceAll('\\.', '.'));
  }
  return steps;
}

type Steps = (string | number)[];

/** Where a path leads to in a resource; undefined when it leads nowhere. */
function placesOf(cursor: Cursor, [step, ...rest]: string[], create: boolean): Steps[] | undefined {
  if (step === undefined) return [[]];
  const inner = (own: string | number): Steps[] =>
    (placesOf(child(cursor, own), rest, create) ?? []).map((steps) => [own, ...steps]);
  const { node } = cursor;
  if (node?.kind === 'seq') {
    const chosen = node.items.flatMap((_, index) =>
      isChosen(child(cursor, index), step, index) ? inner(index) : [],
    );
    if (chosen.length > 0) return chosen;
    // One behind the last is made too.
    return create && step === String(node.items.length) ? inner(node.items.length) : undefined;
  }
  if (node?.kind === 'map' || (node === undefined && create && !/^\[|^\d+$|^[*-]$/.test(step))) {
    if (!create && !pairsOf(cursor).some(({ key }) => key.text === step)) return undefined;
    const found = inner(step);
    return found.length > 0 ? found : undefined;
  }
  return undefined;
}

function isChosen(item: Cursor, step: string, index: number): boolean {
  if (step === '*') return true;
  const [, field, pattern] = /^\[([^=]*)=(.*)\]$/.exec(step) ?? [];
  if (pattern === undefined) return /^\d+$/.test(step) && Number(step) === index;
  const value = field ? child(item, field) : item;
  const text = jsonOf(value.node);
  return value.node?.kind === 'scalar' && matcher(pattern)(String(text));
}

function write(cursor: Cursor, [step, ...rest]: Steps, make: (old: Cursor) => Cursor): Node | undefined {
  const { node, source } = cursor;
  if (step === undefined) return undefined;
  const inner = child(cursor, step);
  if (node?.kind === 'seq') {
    const items = itemsOf(cursor);
    const made = rest.length > 0 ? { node: write(inner, rest, make), source: inner.source } : make(inner);
    const item = made.node && { ...made.node, from: made.source };
    return item && withItems(node, items.toSpliced(Number(step), 1, item));
  }
  if (node?.kind !== 'map' && node !== undefined) return undefined;
  const map = node ?? emptyMapAt({ start: 0, end: 0 });
  const pair = pairsOf(cursor).find(({ key }) => key.text === step);
  if (rest.length > 0) {
    const value = write(inner, rest, make);
    if (!value) return undefined;
    if (pair?.value) return withPair(map, { ...pair, value });
    const first = value.kind === 'map' ? value.pairs[0] : undefined;
    const from = first?.from ?? source;
    return withPair(map, pairAt(keyNamed(String(step), first?.key ?? (value as ScalarNode)), value, from));
  }
  const made = make(inner);
  if (!made.node) return undefined;
  // The key is shown where the value comes from.
  const { start, end } = made.node;
  return withPair(
    map,
    pairAt(keyNamed(String(step), { start, end, style: 'plain' }), made.node, made.source),
  );
}
