import { texts } from './generated/index.ts';

/** Where a field stands in a kind: field names joined by dots, `[]` after a list: spec.kafka.listeners[].name. */
export type FieldPath = string;

/** What the operator takes out of a configuration map before it reaches Kafka. All lists are lower case. */
export interface Forbidden {
  prefixes?: string[];
  /** Whole keys that stay although a prefix forbids them. */
  exceptions?: string[];
  /** Keys that are allowed behind listener.name.NAME-PORT. */
  perListener?: string[];
  /** Whole keys that are taken out. */
  options?: string[];
  /** The other way round: only keys with one of these prefixes stay. */
  allowed?: string[];
}

/** One part of a schema. Numbers in `fields`, `items` and `values` are indices into KindSchema.nodes. */
export interface SchemaNode {
  type: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'int-or-string';
  fields?: Record<string, number>;
  items?: number;
  /** The type of every value of a map with free keys. */
  values?: number;
  required?: string[];
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  pattern?: string;
  /** Any field may stand here (x-kubernetes-preserve-unknown-fields). */
  open?: true;
  /** Exactly one of these groups of fields must be complete. */
  oneOf?: string[][];
  /** Names of conditions that the validator knows. */
  conditions?: string[];
  /** Fields that the API marks as deprecated. */
  deprecated?: Record<string, { movedTo?: FieldPath }>;
  /** Values of `type` that the API marks as deprecated. */
  deprecatedTypes?: string[];
  /** The Strimzi version that brought a field, where the API says it. */
  since?: Record<string, string>;
  /** The fields that mean something for each value of `type`: the operator ignores the others. */
  variants?: Record<string, string[]>;
  forbidden?: Forbidden;
}

/** A kind's schema as one release of Strimzi serves it under one API version. */
export interface SchemaRoot {
  api: string;
  /** Major and minor version: 0.45. */
  strimzi: string;
  node: number;
}

export interface KindSchema {
  kind: string;
  roots: SchemaRoot[];
  nodes: SchemaNode[];
}

export type Kind = keyof typeof texts;

/** The kinds of Strimzi whose structure is known, in the order that people meet them. */
export const kinds = Object.keys(texts) as Kind[];

/** Kinds that the operator makes for itself: known, and never reviewed. */
export const ignoredKinds: readonly string[] = ['StrimziPodSet'];

export const isKind = (name: string): name is Kind => Object.hasOwn(texts, name);

const parsed = new Map<Kind, KindSchema>();

/** The schema of a kind; its text is parsed when it is first asked for. */
export function schemaOf(kind: Kind): KindSchema {
  const before = parsed.get(kind);
  if (before !== undefined) return before;
  const schema = JSON.parse(texts[kind]) as KindSchema;
  parsed.set(kind, schema);
  return schema;
}

/** The API versions of a kind whose structure is known, newest first: v1, v1beta2, … Empty for an unknown kind. */
export function servedVersions(kind: string): string[] {
  if (!isKind(kind)) return [];
  const order = ['v1', 'v1beta2', 'v1beta1', 'v1alpha1'];
  const served = new Set(schemaOf(kind).roots.map(({ api }) => api));
  return order.filter((api) => served.has(api));
}
