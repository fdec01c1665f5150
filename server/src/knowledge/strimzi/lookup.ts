import type { Path } from '../../model/place.ts';
import { descriptionOf } from './descriptions.ts';
import type { FieldPath, Forbidden, Kind, KindSchema, SchemaNode } from './schema.ts';
import { isKind, schemaOf } from './schema.ts';
import { compareReleases, type StrimziRange } from './versions.ts';

/** A release of Strimzi, a range of releases, or undefined when nothing is known about the operator. */
export type Operator = string | StrimziRange | undefined;

/** What the API says about one place of a resource. */
export interface NodeFacts {
  path: FieldPath;
  type: SchemaNode['type'];
  /** Names of the fields of an object, in alphabetical order; undefined where free keys or no fields stand. */
  fields?: string[];
  required: string[];
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  pattern?: string;
  /** Any key may stand here: a configuration map, labels. */
  free: boolean;
  /** The type of a list's items or a free map's values. */
  of?: SchemaNode['type'];
  deprecated?: { movedTo?: FieldPath };
  /** Fields that mean something by the value of `type`. */
  variants?: Record<string, string[]>;
  forbidden?: Forbidden;
  /** What it is for, in our own words; undefined for the fields that nobody described. */
  description?: string;
}

/** One schema that a resource may meet: the node of its root in the kind's nodes, newest release first. */
export interface Candidate {
  strimzi: string;
  node: number;
}

/**
 * The schemas that a resource may meet at its operator, newest first: those of the releases around a known operator
 * version, all that serve the API version otherwise. Empty for an API version that no known release serves.
 */
export function candidates(kind: Kind, api: string, operator?: Operator): readonly Candidate[] {
  const { min, max } = typeof operator === 'string' ? { min: operator, max: operator } : (operator ?? {});
  const key = `${kind} ${api} ${min} ${max}`;
  const before = known.get(key);
  if (before) return before;
  const found = lookUpCandidates(kind, api, { min, max });
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

/** Thousands of resources ask the same few questions; versions are anybody's text, so their number is bounded. */
const known = new Map<string, readonly Candidate[]>();
const MOST_KNOWN = 1_000;

function lookUpCandidates(kind: Kind, api: string, range: StrimziRange): Candidate[] {
  const serving = schemaOf(kind)
    .roots.filter((root) => root.api === api)
    .map(({ strimzi, node }) => ({ strimzi, node }))
    .reverse();
  const near = nearest(
    serving.map(({ strimzi }) => strimzi),
    range,
  );
  return serving.filter(({ strimzi }) => near.includes(strimzi));
}

/** Of the known releases (newest first), those in the range and the next one beyond each end that is not known itself. */
function nearest(known: readonly string[], { min, max }: StrimziRange): string[] {
  const upper =
    max === undefined ? known[0] : (known.findLast((it) => compareReleases(it, max) >= 0) ?? known[0]);
  const lower =
    min === undefined ? known.at(-1) : (known.find((it) => compareReleases(it, min) <= 0) ?? known.at(-1));
  if (upper === undefined || lower === undefined) return [];
  return known.filter((it) => compareReleases(it, lower) >= 0 && compareReleases(it, upper) <= 0);
}

/**
 * The facts about one place of a kind; undefined where the schema knows no such place. A path into a free map gives
 * the facts of its values. Facts come from the newest release that the operator may be.
 */
export function schemaAt(kind: string, api: string, path: Path, operator?: Operator): NodeFacts | undefined {
  if (!isKind(kind)) return undefined;
  const schema = schemaOf(kind);
  for (const candidate of candidates(kind, api, operator)) {
    const found = descend(schema, candidate.node, path);
    if (found !== undefined) return factsOf(kind, schema, found, path);
  }
  return undefined;
}

/** The facts about every field of an object, by name; empty where the path is no object with known fields. */
export function fieldsOf(
  kind: string,
  api: string,
  path: Path,
  operator?: Operator,
): Map<string, NodeFacts & { isRequired: boolean }> {
  const fields = new Map<string, NodeFacts & { isRequired: boolean }>();
  if (!isKind(kind)) return fields;
  const schema = schemaOf(kind);
  for (const candidate of candidates(kind, api, operator)) {
    const parent = descend(schema, candidate.node, path)?.node;
    if (parent === undefined) continue;
    for (const [name, child] of Object.entries(parent.fields ?? {})) {
      const node = schema.nodes[child];
      if (node === undefined) continue;
      const facts = factsOf(kind, schema, { node, parent }, [...path, name]);
      fields.set(name, { ...facts, isRequired: parent.required?.includes(name) ?? false });
    }
    return fields;
  }
  return fields;
}

/**
 * The path of a chain of keys, as it is known while typing: lists on the way are gone into by themselves. A list at the
 * end stays the list. Undefined where the schema knows no such place.
 */
export function pathOfKeys(
  kind: string,
  api: string,
  keys: readonly string[],
  operator?: Operator,
): Path | undefined {
  let path: Path = [];
  for (const key of keys) {
    let at = schemaAt(kind, api, path, operator);
    while (at?.type === 'array') {
      path = [...path, 0];
      at = schemaAt(kind, api, path, operator);
    }
    if (at?.fields?.includes(key) !== true && at?.free !== true) return undefined;
    path = [...path, key];
  }
  return path;
}

/** A path of a resource as the schema writes it: list indices become []. */
export function fieldPath(path: Path): FieldPath {
  return path.reduce<string>(
    (before, step) => (typeof step === 'number' ? `${before}[]` : before === '' ? step : `${before}.${step}`),
    '',
  );
}

interface Found {
  node: SchemaNode;
  /** The object that the last step is a field of. */
  parent?: SchemaNode;
}

function descend(schema: KindSchema, root: number, path: Path): Found | undefined {
  let node = schema.nodes[root];
  let parent: SchemaNode | undefined;
  for (const step of path) {
    if (node === undefined) return undefined;
    const next = childOf(node, step);
    parent = node;
    node = next === undefined ? undefined : schema.nodes[next];
  }
  if (node === undefined) return undefined;
  return parent === undefined ? { node } : { node, parent };
}

/** The index of the part that a key or list index leads to. */
export function childOf(node: SchemaNode, step: string | number): number | undefined {
  if (typeof step === 'number') return node.items;
  return node.fields !== undefined && Object.hasOwn(node.fields, step) ? node.fields[step] : node.values;
}

function factsOf(kind: Kind, schema: KindSchema, { node, parent }: Found, path: Path): NodeFacts {
  const at = fieldPath(path);
  const name = path.at(-1);
  const marked = typeof name === 'string' ? parent?.deprecated?.[name] : undefined;
  const { type, fields, required = [], open, variants, forbidden } = node;
  const ofNode = node.items ?? node.values;
  const of = ofNode === undefined ? undefined : schema.nodes[ofNode]?.type;
  const description = descriptionOf(kind, at);
  return {
    path: at,
    type,
    ...(fields !== undefined && { fields: Object.keys(fields) }),
    required,
    free: open === true || node.values !== undefined,
    ...(of !== undefined && { of }),
    ...bounds(node),
    ...(marked !== undefined && { deprecated: marked }),
    ...(variants !== undefined && { variants }),
    ...(forbidden !== undefined && { forbidden }),
    ...(description !== undefined && { description }),
  };
}

function bounds(node: SchemaNode): Pick<NodeFacts, 'enum' | 'minimum' | 'maximum' | 'minItems' | 'pattern'> {
  return {
    ...(node.enum !== undefined && { enum: node.enum }),
    ...(node.minimum !== undefined && { minimum: node.minimum }),
    ...(node.maximum !== undefined && { maximum: node.maximum }),
    ...(node.minItems !== undefined && { minItems: node.minItems }),
    ...(node.pattern !== undefined && { pattern: node.pattern }),
  };
}

/** When a field came and went, by the known releases; an end that lies outside of them is left out. */
export interface Lifetime {
  /** The first of the known releases that has it under any API version, when an older one does not. */
  since?: string;
  /** The last of the known releases that has it under any API version, when a newer one does not. */
  lastIn?: string;
}

/** When the field at a path of a kind came and went. */
export const lifetimeOf = (kind: string, path: Path): Lifetime =>
  isKind(kind) ? lifetime(schemaOf(kind), path) : {};

/** The same for a schema that is at hand. */
export function lifetime(schema: KindSchema, path: Path): Lifetime {
  const has = schema.roots
    .filter(({ node }) => descend(schema, node, path) !== undefined)
    .map(({ strimzi }) => strimzi);
  const releases = schema.roots.map(({ strimzi }) => strimzi);
  const [since, lastIn] = [has[0], has.at(-1)];
  return {
    ...(since !== undefined && since !== releases[0] && { since }),
    ...(lastIn !== undefined && lastIn !== releases.at(-1) && { lastIn }),
  };
}
