import type { Schema } from './crd.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Numbers in [0, 1) that are the same on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Spot {
  parent: Json[] | { [key: string]: Json };
  key: string | number;
  value: Json;
  schema: Schema | undefined;
  owner: Schema | undefined;
}

/** Changes a resource in one to three places, below `spec` or in `spec` itself, as its schema makes interesting. */
export function mutate(resource: { [key: string]: Json }, schema: Schema, random: () => number): string[] {
  const steps = 1 + Math.floor(random() * 3);
  return Array.from({ length: steps }, () => {
    const spots = spotsOf(resource, schema).filter(
      ({ key, parent }) => parent !== resource || key === 'spec',
    );
    const spot = pick(spots, random);
    if (spot === undefined) return 'nothing';
    const [name, change] = pick(changes, random) ?? ['nothing', () => {}];
    change(spot, random);
    return `${name} ${spot.key}`;
  });
}

function spotsOf(parent: Spot['parent'], schema: Schema | undefined): Spot[] {
  if (Array.isArray(parent)) {
    return parent.flatMap((value, key) => [
      { parent, key, value, schema: schema?.items, owner: schema },
      ...(isBranch(value) ? spotsOf(value, schema?.items) : []),
    ]);
  }
  return Object.entries(parent).flatMap(([key, value]) => {
    const { additionalProperties } = schema ?? {};
    const free = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const child = schema?.properties?.[key] ?? free;
    return [
      { parent, key, value, schema: child, owner: schema },
      ...(isBranch(value) ? spotsOf(value, child) : []),
    ];
  });
}

const isBranch = (value: Json): value is Spot['parent'] => typeof value === 'object' && value !== null;

const pick = <T>(from: readonly T[], random: () => number): T | undefined =>
  from[Math.floor(random() * from.length)];

function put({ parent, key }: Spot, value: Json): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else parent[key] = value;
}

function remove({ parent, key }: Spot): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function rename(spot: Spot, name: string): void {
  if (Array.isArray(spot.parent)) return;
  const { value } = spot;
  remove(spot);
  spot.parent[name] = value;
}

/** The object that a new field can be put into: the spot's value, or what the spot stands in. */
function objectAt({
  value,
  parent,
  schema,
  owner,
}: Spot): [{ [key: string]: Json }, Schema | undefined] | undefined {
  if (isBranch(value) && !Array.isArray(value)) return [value, schema];
  return Array.isArray(parent) ? undefined : [parent, owner];
}

const changes: [string, (spot: Spot, random: () => number) => void][] = [
  ['swap letters of', (spot, random) => rename(spot, swapped(String(spot.key), random))],
  ['drop a letter of', (spot, random) => rename(spot, dropped(String(spot.key), random))],
  ['remove', (spot) => remove(spot)],
  ['remove', (spot) => remove(spot)],
  [
    'other type of',
    (spot, random) =>
      put(spot, pick([7, -1, 1.5, 'word', '7', true, null, [], {}, ['a'], { a: 1 }], random) ?? 0),
  ],
  ['quote', (spot) => put(spot, isBranch(spot.value) ? spot.value : String(spot.value))],
  [
    'number at',
    (spot, random) => put(spot, pick([-5, -1, 0, 1, 9091, 9092, 32768, 1e9, 0.5, 101], random) ?? 0),
  ],
  ['word at', (spot, random) => put(spot, pick(['', 'a', 'JBOD', '1Gi', '100m', '2g', 'x y'], random) ?? '')],
  ['put in a list', (spot) => put(spot, [spot.value])],
  ['null at', (spot) => put(spot, null)],
  [
    'unknown field at',
    (spot) => void (objectAt(spot)?.[0] && Object.assign(objectAt(spot)?.[0] ?? {}, { somethingElse: 1 })),
  ],
  ['field of the schema at', addKnown],
  ['field of the schema at', addKnown],
  ['field of the schema at', addKnown],
  ['enum value at', (spot, random) => put(spot, pick(spot.schema?.enum ?? ['other'], random) ?? 'other')],
];

/** A field that the schema allows here, with a value made from its schema: reaches the places no corpus file uses. */
function addKnown(spot: Spot, random: () => number): void {
  const [target, schema] = objectAt(spot) ?? [];
  const name = pick(Object.keys(schema?.properties ?? {}), random);
  const child = name === undefined ? undefined : schema?.properties?.[name];
  if (target === undefined || name === undefined || child === undefined) return;
  target[name] = instance(child, random, 0);
}

/** A value that fits a schema more often than not. */
export function instance(schema: Schema, random: () => number, depth: number): Json {
  if (schema.enum !== undefined) return pick(schema.enum, random) ?? '';
  if (schema['x-kubernetes-int-or-string']) return random() < 0.5 ? 2 : '2Gi';
  switch (schema.type) {
    case 'integer':
      return Math.max(schema.minimum ?? 0, Math.floor(random() * 40));
    case 'number':
      return Math.max(schema.minimum ?? 0, random());
    case 'boolean':
      return random() < 0.5;
    case 'array': {
      if (schema.items === undefined || depth > 4) return [];
      const { items } = schema;
      return Array.from({ length: 1 + Math.floor(random() * 2) }, () => instance(items, random, depth + 1));
    }
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).filter(
        ([name]) =>
          schema.required?.includes(name) || random() < 2 / (2 + Object.keys(schema.properties ?? {}).length),
      );
      return Object.fromEntries(
        fields.map(([name, child]) => [name, depth > 4 ? {} : instance(child, random, depth + 1)]),
      );
    }
    default:
      return pick(['a', '10', 'some-name', '512m', '1Gi'], random) ?? 'a';
  }
}

function swapped(name: string, random: () => number): string {
  const at = Math.floor(random() * (name.length - 1));
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
}

function dropped(name: string, random: () => number): string {
  const at = Math.floor(random() * name.length);
  return name.slice(0, at) + name.slice(at + 1);
}
