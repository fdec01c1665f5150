import type { Path, Place } from '../../model/place.ts';
import type { Tree } from '../../model/tree.ts';
import { effective } from '../../model/value.ts';
import { conditionProblems } from './conditions.ts';
import { type Candidate, candidates, childOf, type Operator } from './lookup.ts';
import type { Detail, StructureProblem } from './problems.ts';
import { isKind, type Kind, type KindSchema, type SchemaNode, schemaOf } from './schema.ts';
import { explainUnknown, explainValue } from './suggestions.ts';

/** Nothing Strimzi knows is deeper; what is deeper is not looked at, so that no input can exhaust the stack. */
const maximalDepth = 64;
/** A resource with more problems than this is not a resource of this kind. */
const maximalProblems = 500;

/**
 * Checks a resource against the structure of its kind, as the API server does on apply with strict field validation.
 * Only what is wrong for every release that the operator may be counts; facts are those of the newest of them.
 * Undefined for a kind or API version whose structure is not known. A null under a key counts as no entry, the way
 * the API server prunes it before it validates; what is a template or placeholder is not judged.
 */
export function validateStructure(
  tree: Tree,
  kind: string,
  api: string,
  operator?: Operator,
): StructureProblem[] | undefined {
  if (!isKind(kind)) return undefined;
  const [newest, ...older] = distinct(candidates(kind, api, operator));
  if (newest === undefined) return undefined;
  const found = problemsWith(tree, kind, newest);
  const others = found.length === 0 ? [] : older.map((candidate) => problemsWith(tree, kind, candidate));
  return found.filter((problem) => others.every((other) => hasCounterpart(problem, other)));
}

/** Equal schemas share their root: one walk for all releases that have it. */
function distinct(all: readonly Candidate[]): Candidate[] {
  return all.filter((candidate, at) => all.findIndex(({ node }) => node === candidate.node) === at);
}

/** A release that refuses a parent or child of the place refuses the resource for the same mistake. */
function hasCounterpart(problem: StructureProblem, others: readonly StructureProblem[]): boolean {
  const isMild = isNotice(problem);
  return others.some((other) => isNotice(other) === isMild && isRelated(problem.path, other.path));
}

/** The problems that no API server refuses: deprecated fields, and fields that mean nothing beside the `type`. */
export const isNotice = (problem: StructureProblem): boolean =>
  problem.kind === 'deprecated-field' || (problem.kind === 'misplaced-field' && problem.type !== undefined);

/**
 * Whether an outdated field is only part of another: it stands in it, or beside a value of `type` that is outdated
 * itself, whose fields go with it.
 */
export function isExplainedBy(problem: StructureProblem, other: StructureProblem): boolean {
  if (problem === other || !isOutdated(problem) || !isOutdated(other)) return false;
  const holder = other.value === undefined ? other.path : other.path.slice(0, -1);
  return holder.length < problem.path.length && isRelated(holder, problem.path);
}

type Outdated = Extract<StructureProblem, { kind: 'deprecated-field' | 'removed-field' }>;

/** The problems about what Strimzi gave up. */
export const isOutdated = (problem: StructureProblem): problem is Outdated =>
  problem.kind === 'deprecated-field' || problem.kind === 'removed-field';

function isRelated(a: Path, b: Path): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((step, at) => step === long[at]);
}

interface Walk {
  kind: Kind;
  schema: KindSchema;
  root: number;
  problems: StructureProblem[];
}

function problemsWith(tree: Tree, kind: Kind, { node }: Candidate): StructureProblem[] {
  const walk: Walk = { kind, schema: schemaOf(kind), root: node, problems: [] };
  check(walk, tree, node, 0);
  return walk.problems;
}

function check(walk: Walk, tree: Tree, at: number, depth: number, field?: string): void {
  const node = walk.schema.nodes[at];
  if (node === undefined || depth > maximalDepth) return;
  if (walk.problems.length > maximalProblems) return;
  if (tree.kind === 'map') checkMap(walk, tree, node, depth);
  else if (tree.kind === 'seq') checkSeq(walk, tree, node, depth);
  else checkScalar(walk, tree, node, field);
}

function report(walk: Walk, path: Path, place: Place, detail: Detail): void {
  walk.problems.push({ path, place, ...detail });
}

const wrongType = (walk: Walk, tree: Tree, node: SchemaNode, found: string): void =>
  report(walk, tree.slot.path, tree.place, { kind: 'wrong-type', expected: expectedType(walk, node), found });

function checkMap(walk: Walk, tree: Tree, node: SchemaNode, depth: number): void {
  if (node.type !== 'object') {
    wrongType(walk, tree, node, 'object');
    return;
  }
  for (const { name, place, value } of tree.fields()) {
    if (walk.problems.length > maximalProblems) return;
    const child = childOf(node, name);
    if (child === undefined && node.open !== true) {
      const { path } = value.slot;
      report(walk, path, place, explainUnknown(walk, node, path, name, value));
    }
    if (value.kind === 'absent') continue;
    if (child !== undefined) check(walk, value, child, depth + 1, name);
    const marked = Object.hasOwn(node.deprecated ?? {}, name) ? node.deprecated?.[name] : undefined;
    if (marked !== undefined)
      report(walk, value.slot.path, place, { kind: 'deprecated-field', name, ...marked });
  }
  for (const name of node.required ?? []) {
    const value = tree.get(name);
    if (isMissing(value)) report(walk, value.slot.path, tree.header, { kind: 'missing-required', name });
  }
  checkOneOf(walk, tree, node);
  for (const { field, place, name } of conditionProblems(node, tree)) {
    report(walk, [...tree.slot.path, field], place, { kind: 'condition', name });
  }
  checkVariant(walk, tree, node);
}

/** In a template, what is absent may yet appear. */
const isMissing = (tree: Tree): boolean => tree.self().state === 'unset';

/** The API server counts a branch as fulfilled when its required fields are there, whatever their values. */
function checkOneOf(walk: Walk, tree: Tree, node: SchemaNode): void {
  if (node.oneOf === undefined) return;
  const names = node.oneOf.flat();
  if (names.some((name) => tree.get(name).kind === 'absent' && !isMissing(tree.get(name)))) return;
  const present = node.oneOf.filter((group) => group.every((name) => !isMissing(tree.get(name))));
  if (present.length === 1) return;
  report(walk, tree.slot.path, tree.header, { kind: 'one-of', groups: node.oneOf, present });
}

/** Fields of another subtype: the API server lets them through, and the operator ignores them. */
function checkVariant(walk: Walk, tree: Tree, node: SchemaNode): void {
  const { variants, fields = {} } = node;
  const type = variants === undefined ? undefined : effective(tree.get('type').scalar());
  if (variants === undefined || typeof type !== 'string' || !Object.hasOwn(variants, type)) return;
  const own = variants[type] ?? [];
  for (const { name, place, value } of tree.fields()) {
    if (own.includes(name) || !Object.hasOwn(fields, name) || value.kind === 'absent') continue;
    const suggestions = own.filter((other) => other !== 'type').map((other) => ({ name: other }));
    report(walk, value.slot.path, place, { kind: 'misplaced-field', name, suggestions, type });
  }
}

function checkSeq(walk: Walk, tree: Tree, node: SchemaNode, depth: number): void {
  if (node.type !== 'array' || node.items === undefined) {
    wrongType(walk, tree, node, 'list');
    return;
  }
  const items = tree.items();
  const { minItems } = node;
  if (minItems !== undefined && items.length < minItems) {
    report(walk, tree.slot.path, tree.place, {
      kind: 'out-of-range',
      value: items.length,
      minimum: minItems,
      items: true,
    });
  }
  for (const item of items) check(walk, item, node.items, depth + 1);
}

function checkScalar(walk: Walk, tree: Tree, node: SchemaNode, field: string | undefined): void {
  const written = tree.scalar();
  if (written.state === 'unset') wrongType(walk, tree, node, 'null');
  if (written.state !== 'set') return;
  const { value } = written;
  if (!fits(node.type, value)) {
    wrongType(walk, tree, node, typeof value);
    return;
  }
  if (node.enum !== undefined && !node.enum.includes(String(value))) {
    const { path } = tree.slot;
    report(walk, path, tree.place, explainValue(walk, node.enum, path, String(value)));
  }
  if (typeof value === 'number') checkBounds(walk, tree, node, value);
  const { pattern } = node;
  if (pattern !== undefined && typeof value === 'string' && !regularExpression(pattern).test(value)) {
    report(walk, tree.slot.path, tree.place, { kind: 'wrong-format', value, pattern });
  }
  // `type: oauth` is deprecated although its field is not: the object around the value says so.
  if (field !== 'type') return;
  const { path } = tree.slot;
  if (nodeAt(walk, path.slice(0, -1))?.deprecatedTypes?.includes(String(value))) {
    report(walk, path, tree.place, { kind: 'deprecated-field', name: 'type', value: String(value) });
  }
}

function checkBounds(walk: Walk, tree: Tree, { minimum, maximum }: SchemaNode, value: number): void {
  const below = minimum !== undefined && value < minimum;
  const above = maximum !== undefined && value > maximum;
  if (!below && !above) return;
  report(walk, tree.slot.path, tree.place, {
    kind: 'out-of-range',
    value,
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  });
}

/** The node that a path leads to from the root of the walk. */
function nodeAt({ schema, root }: Walk, path: Path): SchemaNode | undefined {
  let at: number | undefined = root;
  for (const step of path) {
    const node: SchemaNode | undefined = at === undefined ? undefined : schema.nodes[at];
    at = node === undefined ? undefined : childOf(node, step);
  }
  return at === undefined ? undefined : schema.nodes[at];
}

function fits(type: SchemaNode['type'], value: string | number | boolean): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'int-or-string':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return false;
  }
}

/** "list of strings" rather than "array": what a person would write there. */
function expectedType({ schema }: Walk, node: SchemaNode): string {
  if (node.type === 'array') {
    const of = node.items === undefined ? undefined : schema.nodes[node.items]?.type;
    return of === undefined ? 'list' : `list of ${of}s`;
  }
  return node.type === 'int-or-string' ? 'integer or string' : node.type;
}

const compiled = new Map<string, RegExp>();

/** The schema's few patterns, all of them our own data and none with nested repetition. */
function regularExpression(pattern: string): RegExp {
  const before = compiled.get(pattern);
  if (before !== undefined) return before;
  const expression = new RegExp(pattern);
  compiled.set(pattern, expression);
  return expression;
}
