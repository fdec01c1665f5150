import { parseAllDocuments, stringify } from 'yaml';
import type { Random } from '../random.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Map = { [key: string]: Json };

/** Files of a made-up deployment by path: a base and overlays on it, the last of which is to be built. */
export interface Layout {
  files: Record<string, string>;
  top: string;
}

/** Overlays that change the resources of real files in ways chosen at random. */
export function layoutOver(texts: string[], random: Random): Layout {
  const files: Record<string, string> = {};
  const resources = texts
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Map))
    .filter((one) => one && typeof one.kind === 'string' && one.kind !== 'List' && nameOf(one) !== undefined);
  texts.forEach((text, index) => {
    files[`base/file-${index}.yaml`] = text;
  });
  const workload = workloadOf(random);
  files['base/workload.yaml'] = stringify(workload);
  resources.push(workload);
  files['base/kustomization.yaml'] = stringify({
    resources: [...texts.map((_, index) => `file-${index}.yaml`), 'workload.yaml'],
    ...(random.chance(0.3) ? transformers(random) : {}),
  });
  let below = '../../base';
  let top = 'base';
  const depth = 1 + random.below(2);
  for (let level = 0; level < depth; level += 1) {
    const folder = `overlays/level-${level}`;
    files[`${folder}/kustomization.yaml`] = overlay(folder, below, resources, files, random);
    below = `../level-${level}`;
    top = folder;
  }
  return { files, top };
}

const nameOf = (resource: Map): string | undefined => {
  const { name } = (resource.metadata ?? {}) as Map;
  return typeof name === 'string' ? name : undefined;
};

function transformers(random: Random): Map {
  const made: Map = {};
  if (random.chance(0.4)) made.namespace = random.pick(['kafka-prod', 'team-a']);
  if (random.chance(0.3)) made.namePrefix = 'prod-';
  if (random.chance(0.2)) made.nameSuffix = '-v2';
  if (random.chance(0.3))
    made.commonLabels = { 'strimzi.io/cluster': 'other', env: random.pick(['prod', 'dev']) };
  if (random.chance(0.3))
    made.labels = [
      {
        pairs: { team: 'payments', app: 'kafka' },
        ...(random.chance(0.5) ? { includeSelectors: true } : {}),
      },
      {
        pairs: { deep: 'down' },
        fields: [
          { path: 'spec/template/pod/metadata/labels', create: random.chance(0.5), kind: 'KafkaNodePool' },
        ],
      },
    ];
  if (random.chance(0.2)) made.replicas = [{ name: 'kafka-node', count: 1 + random.below(5) }];
  if (random.chance(0.2))
    made.images = [
      {
        name: random.pick(['apache/kafka', 'registry.example.org:5000/kafka', 'other']),
        ...random.pick<Map>([
          { newTag: '4.3.1' },
          { newName: 'mirror.example.org/kafka' },
          { newName: 'mirror', newTag: 'v9' },
          { digest: `sha256:${'0'.repeat(64)}` },
        ]),
      },
    ];
  if (random.chance(0.15)) made.configMapGenerator = [{ name: 'made', literals: ['a=b'] }];
  if (random.chance(0.1)) made.secretGenerator = [{ name: 'hidden', literals: ['a=b'] }];
  if (random.chance(0.2)) made.commonAnnotations = { note: 'made by an overlay' };
  return made;
}

/** Kafka in a workload, whose lists are merged by keys. */
function workloadOf(random: Random): Map {
  const image = random.pick([
    'apache/kafka:4.3.0',
    'apache/kafka',
    'registry.example.org:5000/kafka:1',
    'apache/kafka@sha256:1',
  ]);
  const variable = (name: string): Map => ({ name, value: random.pick(['1', 'a', 'yes it is']) });
  return {
    apiVersion: 'apps/v1',
    kind: random.pick(['StatefulSet', 'Deployment']),
    metadata: { name: 'kafka-node' },
    spec: {
      ...(random.chance(0.5) ? { replicas: 3 } : {}),
      template: {
        spec: {
          containers: [
            { name: 'kafka', image, env: ['A', 'B', 'C'].map(variable), ports: [{ containerPort: 9092 }] },
            { name: 'side', image: 'other:1' },
          ],
        },
      },
    },
  };
}

/** A patch for it: variables and containers changed, added, taken away. */
function workloadPatch(workload: Map, random: Random): Map {
  const some = (entries: Json[]): Json[] => entries.filter(() => random.chance(0.4));
  const variables = some([
    { name: random.pick(['A', 'B']), value: random.pick(['2', 'changed']) },
    { name: 'C', $patch: 'delete' },
    { name: 'D', value: 'added' },
    { name: 'F', $patch: 'delete' },
  ]);
  const containers = some([
    { name: 'new', image: 'new:1', env: [{ name: 'X', value: 'new' }] },
    {
      name: 'kafka',
      ...(variables.length > 0 ? { env: variables } : {}),
      ...(random.chance(0.5)
        ? { image: 'patched:2', ports: [{ containerPort: random.pick([9092, 9093]), name: 'p' }] }
        : {}),
    },
    random.pick<Json>([
      { name: 'side', $patch: 'delete' },
      { name: 'side', image: 'other:2' },
    ]),
  ]);
  return {
    apiVersion: workload.apiVersion ?? null,
    kind: workload.kind ?? null,
    metadata: { name: 'kafka-node' },
    spec: {
      ...(random.chance(0.3) ? { replicas: 5 } : {}),
      ...(containers.length > 0 ? { template: { spec: { containers } } } : { replicas: 6 }),
    },
  };
}

function workloadOperations(random: Random): Json[] {
  const container = '/spec/template/spec/containers/0';
  return [
    random.pick<Json>([
      { op: 'replace', path: `${container}/image`, value: 'operated:3' },
      { op: 'add', path: `${container}/env/-`, value: { name: 'G', value: 'last' } },
      { op: 'add', path: `${container}/env/0`, value: { name: 'H', value: 'first' } },
      { op: 'remove', path: `${container}/env/0` },
      { op: 'add', path: '/spec/replicas', value: 7 },
    ]),
  ];
}

function overlay(
  folder: string,
  below: string,
  resources: Map[],
  files: Record<string, string>,
  random: Random,
) {
  const made: Map = { resources: [below], ...transformers(random) };
  const patches: Json[] = [];
  for (let n = random.below(4); n > 0; n -= 1) {
    const resource = random.pick(resources);
    const isMerge = random.chance(0.5);
    const patch = isMerge ? mergePatch(resource, random) : jsonPatch(resource, random);
    const target = random.chance(0.3)
      ? {
          kind: resource.kind as Json,
          ...(random.chance(0.5) ? { name: random.pick([nameOf(resource) ?? '', '.*']) } : {}),
        }
      : { kind: resource.kind as Json, name: nameOf(resource) ?? '' };
    const entry: Map = isMerge && random.chance(0.6) ? {} : { target };
    if (random.chance(0.5)) entry.patch = stringify(patch);
    else {
      files[`${folder}/patch-${n}.yaml`] = stringify(patch);
      entry.path = `patch-${n}.yaml`;
    }
    patches.push(entry);
  }
  if (patches.length > 0) made.patches = patches;
  if (random.chance(0.15)) {
    files[`${folder}/strategic.yaml`] = stringify(mergePatch(random.pick(resources), random));
    made.patchesStrategicMerge = ['strategic.yaml', stringify(mergePatch(random.pick(resources), random))];
  }
  if (random.chance(0.2)) {
    const resource = random.pick(resources);
    const [group = '', version = ''] = String(resource.apiVersion).split('/');
    files[`${folder}/json.yaml`] = stringify(jsonPatch(resource, random));
    made.patchesJson6902 = [
      {
        target: { group, version, kind: resource.kind as Json, name: nameOf(resource) ?? '' },
        path: 'json.yaml',
      },
    ];
  }
  if (random.chance(0.25)) {
    files[`${folder}/component/kustomization.yaml`] = stringify({
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      ...transformers(random),
      patches: [
        {
          target: { kind: random.pick(resources).kind as Json },
          patch: stringify([{ op: 'add', path: '/spec/fromComponent', value: random.below(9) }]),
        },
      ],
    });
    made.components = ['component'];
  }
  if (random.chance(0.35)) made.replacements = [replacement(resources, random)];
  // Block texts as people write them; the header is not wanted by kustomize.
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${stringify(made, { lineWidth: 0 })}`;
}

/** Paths of a resource's content to its scalars, maps and lists, without its names. */
function paths(value: Json, at: string[] = []): string[][] {
  const inner = Array.isArray(value)
    ? value.map((item, index): [string, Json] => [String(index), item])
    : value !== null && typeof value === 'object'
      ? Object.entries(value)
      : [];
  return inner.flatMap(([key, child]) => [[...at, key], ...paths(child, [...at, key])]);
}

const inSpec = (resource: Map): string[][] => paths(resource).filter(([first]) => first === 'spec');

const valueAt = (value: Json, path: string[]): Json =>
  path.reduce<Json>((at, key) => (at as Map)?.[key] ?? null, value);

const someValue = (random: Random): Json =>
  random.pick<Json>([
    5,
    '7',
    true,
    'a: b',
    null,
    { fresh: 1, empty: {} },
    [1, { two: 2 }],
    '',
    'text\nof lines',
    0.5,
    '08',
    'null',
  ]);

function mergePatch(resource: Map, random: Random): Map {
  if (nameOf(resource) === 'kafka-node') return workloadPatch(resource, random);
  const patch: Map = { apiVersion: resource.apiVersion ?? null, kind: resource.kind ?? null };
  const { name, namespace } = (resource.metadata ?? {}) as Map;
  patch.metadata = { name: name ?? null, ...(namespace ? { namespace } : {}) };
  if (random.chance(0.1)) return { ...patch, $patch: 'delete' };
  for (let n = 1 + random.below(3); n > 0; n -= 1) {
    const all = inSpec(resource).filter((path) => !path.some((key) => /^\d+$/.test(key)));
    const path = all.length > 0 && random.chance(0.8) ? random.pick(all) : ['spec', 'added', 'deep'];
    let map = patch;
    for (const key of path.slice(0, -1)) {
      if (typeof map[key] !== 'object' || map[key] === null || Array.isArray(map[key])) map[key] = {};
      map = map[key] as Map;
    }
    const last = path.at(-1) ?? '';
    const old = valueAt(resource, path);
    map[last] = replacementFor(old, random);
  }
  if (random.chance(0.3)) (patch.metadata as Map).labels = { patched: 'true' };
  return patch;
}

/** Something that a strategic merge may put in this one's place. */
function replacementFor(old: Json, random: Random): Json {
  if (random.chance(0.15)) return null;
  if (Array.isArray(old)) return random.pick<Json>([[1, { two: 2 }], []]);
  if (typeof old === 'object' && old !== null)
    return random.pick<Json>([
      { $patch: 'replace', only: 1 },
      { $patch: 'delete' },
      { fresh: 1, none: null, empty: {} },
    ]);
  return random.pick<Json>([5, '7', true, 'a: b', '', 'text\nof lines', 0.5, '08', 'null']);
}

const pointerOf = (path: string[]): string =>
  path.map((key) => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

function jsonPatch(resource: Map, random: Random): Json[] {
  if (nameOf(resource) === 'kafka-node') return workloadOperations(random);
  const all = inSpec(resource);
  const operations: Json[] = [];
  for (let n = random.chance(0.7) ? 1 : 2; n > 0; n -= 1) {
    const path = all.length > 0 ? random.pick(all) : ['spec'];
    const other = all.length > 0 ? random.pick(all) : ['spec'];
    const isItem = /^\d+$/.test(path.at(-1) ?? '');
    operations.push(
      random.pick<Json>([
        { op: 'replace', path: pointerOf(path), value: someValue(random) },
        { op: 'remove', path: pointerOf(path) },
        {
          op: 'add',
          path: pointerOf(isItem && random.chance(0.5) ? [...path.slice(0, -1), '-'] : path),
          value: someValue(random),
        },
        {
          op: 'add',
          path: pointerOf([...path.slice(0, -1), isItem ? '0' : 'new/key']),
          value: someValue(random),
        },
        {
          op: 'copy',
          from: pointerOf(path),
          path: pointerOf([...other.slice(0, -1), /^\d+$/.test(other.at(-1) ?? '') ? '-' : 'copied']),
        },
        { op: 'move', from: pointerOf(path), path: '/spec/moved' },
        { op: 'test', path: pointerOf(path), value: valueAt(resource, path) },
      ]),
    );
  }
  return operations;
}

function replacement(resources: Map[], random: Random): Map {
  // Of a workload's own, keys of its lists stay what they are.
  const scalars = (one: Map) =>
    inSpec(one).filter(
      (path) =>
        typeof valueAt(one, path) !== 'object' &&
        // As a part of a text, kustomize writes large numbers with an exponent.
        !(Number(valueAt(one, path)) >= 1e6) &&
        (nameOf(one) !== 'kafka-node' || ['image', 'value', 'replicas'].includes(path.at(-1) ?? '')),
    );
  const dotted = (path: string[]) => path.map((key) => (/[./]/.test(key) ? `[${key}]` : key)).join('.');
  const from = random.pick(resources);
  const to = random.pick(resources);
  const [source, target] = [scalars(from), scalars(to)];
  const where = target.length > 0 && random.chance(0.8) ? random.pick(target) : ['spec', 'replaced', 'here'];
  const options: Map = { create: true };
  const value: Map =
    source.length > 0 && random.chance(0.8)
      ? {
          source: {
            kind: from.kind ?? null,
            name: nameOf(from) ?? '',
            fieldPath: dotted(random.pick(source)),
          },
        }
      : { source: { kind: from.kind ?? null, name: nameOf(from) ?? '' } };
  if (typeof valueAt(to, where) === 'string' && random.chance(0.5))
    Object.assign(options, { delimiter: '-', index: random.below(4) - 1 });
  return {
    ...value,
    targets: [
      {
        select: { kind: to.kind ?? null, ...(random.chance(0.5) ? { name: nameOf(to) ?? '' } : {}) },
        fieldPaths: [dotted(where)],
        options,
      },
    ],
  };
}
