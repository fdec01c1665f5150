import fc from 'fast-check';
import { cluster, topic } from '../../../server/src/rules/sound.ts';
import { mutated } from '../mutate.ts';
import { checkFindings, reviewOf } from '../reviewing.ts';
import type { Seed } from '../seeds.ts';
import { target } from '../target.ts';

const BASES = [
  'resources: [kafka.yaml, topic.yaml]\n',
  'resources:\n  - ../base\n  - https://example.org/x\nnamespace: kafka-prod\nnamePrefix: a-\nnameSuffix: -b\ncommonLabels: {x: y}\nlabels:\n  - pairs: {z: "1"}\n    includeSelectors: true\n',
  'resources: [../base, ../prod]\npatches:\n  - path: patch.yaml\n    target: {kind: KafkaTopic, name: ".*"}\n  - target: {group: kafka.strimzi.io, labelSelector: "a in (b)"}\n    patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: 1\n      - op: add\n        path: /spec/config/min.insync.replicas\n        value: 3\n      - {op: remove, path: /metadata/labels/a~1b}\n      - {op: move, from: /spec/config, path: /spec/x/-}\n  - patch: |\n      apiVersion: kafka.strimzi.io/v1\n      kind: KafkaTopic\n      metadata: {name: orders}\n      spec: {partitions: null, $patch: delete}\n',
  'components: [../base]\nbases: [.]\nresources: ["."]\npatchesStrategicMerge: [patch.yaml]\npatchesJson6902:\n  - path: patch.yaml\n    target: {version: v1, kind: Kafka, name: prod}\n',
];
const PATCHES = [
  'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata:\n  name: prod\nspec:\n  kafka:\n    config:\n      min.insync.replicas: 3\n    listeners:\n      - name: plain\n        $patch: replace\n',
  '- op: test\n  path: ""\n  value: {}\n- {op: add, path: /spec/kafka/listeners/0, value: {name: x}}\n- {op: copy, from: /, path: /spec}\n',
];
const named = (name: string, texts: readonly string[]): Seed[] => texts.map((text) => ({ name, text }));
const text = (name: string, texts: readonly string[]) =>
  mutated(named(name, texts)).map((seed): [string, string] => [name, seed.text]);

/** Bases, overlays and patches that name each other, themselves and what is not there. */
export const kustomize = target<[string, string][]>({
  name: 'kustomize',
  inputs: fc.tuple(
    text('base/kustomization.yaml', BASES),
    text('prod/kustomization.yaml', BASES),
    text('prod/patch.yaml', PATCHES),
    text('base/kafka.yaml', Object.values(cluster())),
    text('base/topic.yaml', [topic({ name: 'orders' })]),
  ),
  check: (files) => {
    const uris = files.map(([name, content]) => [`file:///deployment/${name}`, content] as const);
    const review = reviewOf(uris, ['file:///deployment']);
    for (const [uri] of uris) checkFindings(review, uri);
  },
});
