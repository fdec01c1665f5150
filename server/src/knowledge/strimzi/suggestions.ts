import type { Path } from '../../model/place.ts';
import type { Tree } from '../../model/tree.ts';
import { similar } from '../similar.ts';
import { childOf, fieldPath, lifetime } from './lookup.ts';
import type { Detail, Suggestion } from './problems.ts';
import type { FieldPath, Kind, KindSchema, SchemaNode } from './schema.ts';

interface Context {
  kind: Kind;
  schema: KindSchema;
  root: number;
}

/**
 * Why a field is unknown: taken out by a newer release, a slip of the fingers, a field of another place, or nothing
 * that Strimzi has. `path` ends with the unknown name.
 */
export function explainUnknown(
  context: Context,
  node: SchemaNode,
  path: Path,
  name: string,
  value: Tree,
): Detail {
  const { since, lastIn } = existence(context.schema, path);
  if (lastIn !== undefined) return { kind: 'removed-field', name, lastIn, ...movedTo(context.schema, path) };
  const known = Object.keys(node.fields ?? {});
  const close = similar(name, known);
  if (close.length === 0 && since === undefined) {
    const places = placesOf(context, path, name, value);
    if (places.length > 0) return { kind: 'misplaced-field', name, suggestions: places };
  }
  const suggestions = close.map((candidate) => ({ name: candidate }));
  return { kind: 'unknown-field', name, suggestions, known, ...(since !== undefined && { since }) };
}

/** Why a value is none of the allowed ones: a subtype that a newer release took out, or a slip of the fingers. */
export function explainValue(
  context: Context,
  expected: readonly string[],
  path: Path,
  value: string,
): Detail {
  const { schema } = context;
  const having = schema.roots.filter(({ node }) => walkTo(schema, node, path)?.enum?.includes(value));
  const lastIn = having.at(-1)?.strimzi;
  if (lastIn !== undefined) {
    return { kind: 'removed-field', name: String(path.at(-1)), value, lastIn };
  }
  const suggestions = similar(value, expected).map((name) => ({ name }));
  return { kind: 'not-in-enum', value, expected, suggestions };
}

/** Whether other releases or API versions have the path that this one does not. */
function existence(schema: KindSchema, path: Path): { since?: string; lastIn?: string } {
  const having = schema.roots.filter(({ node }) => walkTo(schema, node, path) !== undefined);
  if (having.length === 0) return {};
  const { since, lastIn } = lifetime(schema, path);
  if (lastIn !== undefined) return { lastIn };
  const first = having[0]?.strimzi;
  return since === undefined && first === undefined ? {} : { since: since ?? first ?? '' };
}

function movedTo(schema: KindSchema, path: Path): { movedTo?: FieldPath } {
  const name = String(path.at(-1));
  const parents = schema.roots.map(({ node }) => walkTo(schema, node, path.slice(0, -1)));
  const target = parents.findLast((parent) => parent?.deprecated?.[name] !== undefined)?.deprecated?.[name];
  return target?.movedTo === undefined ? {} : { movedTo: target.movedTo };
}

function walkTo(schema: KindSchema, root: number, path: Path): SchemaNode | undefined {
  let at: number | undefined = root;
  for (const step of path) {
    const node: SchemaNode | undefined = at === undefined ? undefined : schema.nodes[at];
    // A free map takes every key: that proves nothing about a field's existence.
    at =
      node === undefined || (typeof step === 'string' && node.values !== undefined)
        ? undefined
        : childOf(node, step);
  }
  return at === undefined ? undefined : schema.nodes[at];
}

/**
 * The places of the kind that have a field of this name and take such a value, nearest first. Only near places and
 * rare names count: a field called `name` belongs everywhere and nowhere.
 */
function placesOf(context: Context, path: Path, name: string, value: Tree): Suggestion[] {
  const here = path.slice(0, -1).map((step) => (typeof step === 'number' ? '[]' : step));
  const found = allPlaces(context, name)
    .filter(({ node }) => takes(node, value))
    .map(({ steps }) => ({ steps, away: stepsBetween(here, steps.slice(0, -1)) }))
    .sort((a, b) => a.away - b.away);
  const nearest = found[0]?.away ?? 0;
  const best = found.filter(({ away }) => away === nearest);
  if (best.length === 0 || best.length > 3 || (nearest > 2 && found.length > 3)) return [];
  return best.map(({ steps }) => ({ name, path: joined(steps) }));
}

interface PlaceOfField {
  steps: string[];
  node: SchemaNode;
}

/** Every place of a schema by the name of its field, made when a first field is looked for in it. */
const placesByName = new WeakMap<KindSchema, Map<number, Map<string, PlaceOfField[]>>>();

function allPlaces({ schema, root }: Context, name: string): readonly PlaceOfField[] {
  const byRoot = placesByName.get(schema) ?? new Map<number, Map<string, PlaceOfField[]>>();
  placesByName.set(schema, byRoot);
  const index = byRoot.get(root) ?? indexOf(schema, root);
  byRoot.set(root, index);
  return index.get(name) ?? [];
}

function indexOf(schema: KindSchema, root: number): Map<string, PlaceOfField[]> {
  const index = new Map<string, PlaceOfField[]>();
  const visit = (at: number, steps: string[]): void => {
    const node = schema.nodes[at];
    if (node === undefined || steps[0] === 'status' || steps[0] === 'metadata') return;
    for (const [field, child] of Object.entries(node.fields ?? {})) {
      const target = schema.nodes[child];
      const below = [...steps, field];
      const same = index.get(field);
      if (target === undefined) continue;
      if (same === undefined) index.set(field, [{ steps: below, node: target }]);
      else same.push({ steps: below, node: target });
      visit(child, below);
    }
    if (node.items !== undefined) visit(node.items, [...steps, '[]']);
  };
  visit(root, []);
  return index;
}

function takes(node: SchemaNode, value: Tree): boolean {
  if (value.kind === 'absent') return true;
  if (value.kind === 'map') return node.type === 'object';
  if (value.kind === 'seq') return node.type === 'array';
  return node.type !== 'object' && node.type !== 'array';
}

function stepsBetween(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared += 1;
  return a.length + b.length - 2 * shared;
}

const joined = (steps: readonly string[]): FieldPath =>
  fieldPath(steps.map((step) => (step === '[]' ? 0 : step)));
