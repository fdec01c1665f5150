import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { folderOf, type Kind, kinds, releases } from '../../../tools/strimzi/artifacts.ts';

/** A schema as Strimzi's own generator wrote it. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  required?: string[];
  enum?: string[];
  minimum?: number;
  pattern?: string;
  oneOf?: Schema[];
  anyOf?: Schema[];
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
}

export interface Crd {
  kind: Kind;
  api: string;
  release: string;
  schema: Schema;
}

/** Every schema that the releases serve, read from the files that Strimzi's generator wrote, not from our own form. */
export function readCrds(): Crd[] {
  return releases.flatMap(({ api: release }) =>
    kinds.flatMap((kind) => {
      const text = readFileSync(join(folderOf(release), `crds/${kind}.json`), 'utf8');
      const crd = JSON.parse(text) as {
        spec: { versions: { name: string; schema: { openAPIV3Schema: Schema } }[] };
      };
      return crd.spec.versions.map(({ name, schema }) => ({
        kind,
        api: name,
        release,
        schema: schema.openAPIV3Schema,
      }));
    }),
  );
}

/** The schema as JSON Schema with strict field validation: a field that nobody declared is an error. */
export function strict(schema: Schema): Schema {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const { properties, items, additionalProperties, type, required, oneOf, anyOf } = schema;
  const isObject = type === 'object' && !open;
  const kept = Object.fromEntries(
    ['enum', 'minimum', 'maximum', 'minItems', 'pattern'].flatMap((key) => {
      const value = schema[key as keyof Schema];
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return {
    ...kept,
    ...(type !== undefined && { type }),
    ...(required && { required }),
    ...(oneOf && { oneOf }),
    ...(anyOf && { anyOf }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, strict(value)])),
    }),
    ...(items && { items: strict(items) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: strict(additionalProperties) }
      : isObject && { additionalProperties: false }),
  };
}

/** The whole resource: what the API server itself knows is open, the rest is the schema's. */
export function compile(crd: Crd): ValidateFunction {
  const { apiVersion, kind, spec } = strict(crd.schema).properties ?? {};
  const root = {
    type: 'object',
    properties: { apiVersion, kind, metadata: { type: 'object' }, status: {}, spec },
    required: crd.schema.required ?? [],
    additionalProperties: false,
  };
  return new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, validateFormats: false }).compile(
    root,
  );
}

/** What ajv found, one line for each mistake: CLASS /path/of/the/field. */
export function verdictOf(errors: readonly ErrorObject[]): string[] {
  // The branches of a choice are no mistakes of their own; the choice is.
  const own = errors.filter(({ schemaPath }) => !/\/(oneOf|anyOf)\/\d/.test(schemaPath));
  const typed = new Set(own.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath));
  const lines = own.map((error) => lineOf(error, typed)).filter((line) => line !== undefined);
  return [...new Set(lines)].sort();
}

function lineOf(
  { keyword, instancePath, params }: ErrorObject,
  typed: ReadonlySet<string>,
): string | undefined {
  // A number where a word is asked for is one mistake: its type.
  if (keyword !== 'type' && typed.has(instancePath)) return undefined;
  switch (keyword) {
    case 'additionalProperties':
      return `unknown ${instancePath}/${pointerStep(String(params.additionalProperty))}`;
    case 'required':
      return `missing ${instancePath}/${pointerStep(String(params.missingProperty))}`;
    case 'type':
    case 'anyOf':
      return `type ${instancePath}`;
    case 'enum':
      return `enum ${instancePath}`;
    case 'minimum':
    case 'maximum':
    case 'minItems':
      return `range ${instancePath}`;
    case 'pattern':
      return `format ${instancePath}`;
    case 'oneOf':
      return `one-of ${instancePath}`;
    default:
      throw new Error(`ajv says ${keyword}, which this test does not know`);
  }
}

/** A step of a JSON pointer. */
export const pointerStep = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');
