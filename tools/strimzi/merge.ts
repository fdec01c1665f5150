// Makes one compact structure of a kind out of the schemas of several releases: equal parts are written once.
import type {
  FieldPath,
  Forbidden,
  KindSchema,
  SchemaNode,
} from '../../server/src/knowledge/strimzi/schema.ts';
import { metadataSchema } from './metadata.ts';

/** The parts of a CustomResourceDefinition's OpenAPI schema that Strimzi's generator writes. */
export interface CrdSchema {
  type?: string;
  properties?: Record<string, CrdSchema>;
  items?: CrdSchema;
  additionalProperties?: CrdSchema;
  required?: string[];
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  pattern?: string;
  oneOf?: { required?: string[] }[];
  anyOf?: CrdSchema[];
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-validations'?: { rule: string }[];
  description?: string;
  example?: unknown;
}

/** What StrimziFacts found for one path of one kind. */
export interface PathFacts {
  deprecated?: { movedToPath?: string; removalVersion?: string };
  deprecatedTypes?: Record<string, { removalVersion?: string }>;
  variants?: Record<string, string[]>;
  forbidden?: Forbidden;
  since?: string;
}

export interface Source {
  api: string;
  strimzi: string;
  schema: CrdSchema;
  facts: Record<string, PathFacts>;
}

const understood = new Set([
  ...['type', 'properties', 'items', 'additionalProperties', 'required', 'enum', 'minimum', 'maximum'],
  ...['minItems', 'pattern', 'oneOf', 'anyOf', 'description', 'example'],
  ...['x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-validations'],
]);

/** Strimzi's few rules in the Common Expression Language, by the name that our validator knows them under. */
const conditions: Record<string, string> = {
  "self.type != 'jmxPrometheusExporter' || has(self.valueFrom)": 'jmx-exporter-needs-value-from',
  "self.type != 'strimziMetricsReporter'": 'no-strimzi-metrics-reporter',
  '(has(self.type) && self.type != "topology-label") || self.topologyKey != ""': 'rack-needs-topology-key',
  'has(self.type) == false || self.type != "environment-variable" || self.envVarName != ""':
    'rack-needs-variable-name',
  "self.type == 'tls' || (!has(self.validityDays) && !has(self.renewalDays))": 'days-only-with-tls',
  "self.type != 'tls' || (has(self.renewalDays) == has(self.validityDays))": 'days-together',
  "self.type != 'tls' || !has(self.renewalDays) || !has(self.validityDays) || self.renewalDays < self.validityDays":
    'renewal-before-validity',
};

/** Merges the schemas of one kind. Throws on a keyword or condition that the validator would not understand. */
export function mergeKind(kind: string, sources: readonly Source[]): KindSchema {
  const nodes: SchemaNode[] = [];
  const known = new Map<string, number>();
  const intern = (node: SchemaNode): number => {
    const text = JSON.stringify(node);
    const at = known.get(text) ?? nodes.push(node) - 1;
    known.set(text, at);
    return at;
  };
  const roots = sources.map(({ api, strimzi, schema, facts }) => {
    const { spec } = schema.properties ?? {};
    if (spec === undefined) throw new Error(`${kind} ${api} of ${strimzi} has no spec`);
    const string = intern({ type: 'string' });
    const root: SchemaNode = {
      type: 'object',
      fields: {
        apiVersion: string,
        kind: string,
        metadata: convert(metadataSchema, 'metadata', {}, intern),
        spec: convert(spec, 'spec', facts, intern),
        status: intern({ type: 'object', open: true }),
      },
      required: ['apiVersion', 'kind', 'metadata', ...(schema.required ?? [])],
    };
    return { api, strimzi, node: intern(root) };
  });
  return { kind, roots, nodes };
}

function convert(
  schema: CrdSchema,
  path: string,
  facts: Record<string, PathFacts>,
  intern: (node: SchemaNode) => number,
): number {
  const strange = Object.keys(schema).filter((key) => !understood.has(key));
  if (strange.length > 0) throw new Error(`${path} has ${strange.join(', ')}: teach the validator first`);
  const at = (child: CrdSchema, childPath: string): number => convert(child, childPath, facts, intern);
  const fields = Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const deprecated = fields.flatMap(([name]) => deprecation(name, facts[`${path}.${name}`]));
  const since = fields.flatMap(([name]) => {
    const version = facts[`${path}.${name}`]?.since;
    return version === undefined ? [] : [[name, version] as const];
  });
  const here = facts[path] ?? {};
  const groups = (schema.oneOf ?? []).map((branch) => branch.required ?? []);
  return intern({
    type: schema['x-kubernetes-int-or-string'] ? 'int-or-string' : typeOf(schema, path),
    ...(fields.length > 0 && {
      fields: Object.fromEntries(fields.map(([name, child]) => [name, at(child, `${path}.${name}`)])),
    }),
    ...(schema.items && { items: at(schema.items, `${path}[]`) }),
    ...(schema.additionalProperties && { values: at(schema.additionalProperties, `${path}{}`) }),
    ...(schema.required && { required: [...schema.required].sort() }),
    ...(schema.enum && { enum: schema.enum }),
    ...(schema.minimum !== undefined && { minimum: schema.minimum }),
    ...(schema.maximum !== undefined && { maximum: schema.maximum }),
    ...(schema.minItems !== undefined && { minItems: schema.minItems }),
    ...(schema.pattern && { pattern: schema.pattern }),
    ...(schema['x-kubernetes-preserve-unknown-fields'] && { open: true as const }),
    // A branch without required fields is always fulfilled, so a single one of those says nothing.
    ...(groups.length > 1 && { oneOf: groups }),
    ...(schema['x-kubernetes-validations'] && {
      conditions: schema['x-kubernetes-validations'].map(({ rule }) => conditionName(rule, path)),
    }),
    ...(deprecated.length > 0 && { deprecated: Object.fromEntries(deprecated) }),
    ...(since.length > 0 && { since: Object.fromEntries(since) }),
    ...(here.deprecatedTypes && typeNames(here.deprecatedTypes)),
    ...(here.variants && fields.length > 0 && { variants: presentVariants(here.variants, schema) }),
    ...(here.forbidden && { forbidden: here.forbidden }),
  });
}

function typeOf(schema: CrdSchema, path: string): SchemaNode['type'] {
  const { type } = schema;
  const known = ['object', 'array', 'string', 'integer', 'number', 'boolean'] as const;
  const found = known.find((name) => name === type);
  if (found === undefined) throw new Error(`${path} is of type ${type}: teach the validator first`);
  return found;
}

function conditionName(rule: string, path: string): string {
  const name = conditions[rule];
  if (name === undefined) throw new Error(`${path} has the condition ${rule}: teach the validator first`);
  return name;
}

function deprecation(name: string, facts: PathFacts | undefined): [string, { movedTo?: FieldPath }][] {
  if (facts?.deprecated === undefined) return [];
  const moved = facts.deprecated.movedToPath?.replace(/^\./, '').replaceAll('[*]', '[]');
  return [[name, moved === undefined ? {} : { movedTo: moved }]];
}

/** Deprecated subtypes by the value of their discriminator; '' stands for a class that has no subtypes. */
function typeNames(types: Record<string, unknown>): Pick<SchemaNode, 'deprecatedTypes'> {
  const names = Object.keys(types).filter(Boolean);
  return names.length === 0 ? {} : { deprecatedTypes: names };
}

/** The subtypes' fields as far as this API version has them. */
function presentVariants(variants: Record<string, string[]>, schema: CrdSchema): Record<string, string[]> {
  const types = schema.properties?.type?.enum ?? Object.keys(variants);
  return Object.fromEntries(
    Object.entries(variants)
      .filter(([type]) => types.includes(type))
      .map(([type, names]) => [type, names.filter((name) => schema.properties?.[name] !== undefined)]),
  );
}
