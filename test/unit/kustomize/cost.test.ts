// What hostile kustomizations could make a build do without end. Without a bound each of these takes minutes, or all memory.
import assert from 'node:assert/strict';
import { type Build, build } from '../../../server/src/kustomize/build.ts';
import { splitYaml } from '../../../server/src/readers/yaml/split.ts';
import { topic } from '../../../server/src/rules/sound.ts';

function built(files: Record<string, string>, name: string): Build {
  const partsOf = (uri: string) => {
    const text = files[uri.slice('file:///d/'.length)];
    if (text === undefined) return undefined;
    const pieces = splitYaml(text);
    return pieces.map(({ offset }, index) => ({
      uri,
      offset,
      format: 'yaml' as const,
      text: text.slice(offset, pieces[index + 1]?.offset),
    }));
  };
  return build(`file:///d/${name}`, partsOf);
}

const levels = (count: number, text: (below: string) => string): Record<string, string> =>
  Object.fromEntries([
    ...Array.from({ length: count }, (_, n) => [`${n}/kustomization.yaml`, text(`../${n + 1}`)]),
    [`${count}/kustomization.yaml`, 'resources: [topic.yaml]\n'],
    [`${count}/topic.yaml`, topic()],
  ]);
const patches = (operations: string): Record<string, string> => ({
  'kustomization.yaml': `resources: [topic.yaml]\npatches:\n- target: {kind: KafkaTopic}\n  patch: |-\n${operations}`,
  'topic.yaml': topic(),
});
const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

describe('a build of kustomize that doubles with every step', () => {
  it('is whole in a tower of bases', () => {
    const { open, resources } = built(
      levels(20, (below) => `resources: [${below}]\nnamePrefix: a-\n`),
      '0/kustomization.yaml',
    );
    assert.deepEqual([open, resources.length, resources[0]?.unknown], [false, 1, false]);
  });

  it('is given up where every base is named twice', () => {
    const { open } = built(
      levels(28, (below) => `resources: [${below}, ${below}/]\n`),
      '0/kustomization.yaml',
    );
    assert.equal(open, true);
  });

  it('is given up where a patch copies a resource into itself, or asks whether it is like itself', () => {
    const copies = times(40, (n) => `    - {op: copy, from: /spec, path: /spec/c${n}}\n`);
    const asks = times(40, () => '    - {op: test, path: /spec, value: 1}\n');
    assert.equal(built(patches(copies), 'kustomization.yaml').resources[0]?.unknown, true);
    assert.equal(built(patches(copies + asks), 'kustomization.yaml').resources[0]?.unknown, true);
    const three = built(patches(copies.split('\n').slice(0, 3).join('\n')), 'kustomization.yaml');
    assert.equal(three.resources[0]?.unknown, false);
  });

  it('is given up where a replacement does', () => {
    const into = (n: number) =>
      `- source: {kind: KafkaTopic, fieldPath: spec}\n  targets: [{select: {kind: KafkaTopic}, fieldPaths: [spec.c${n}], options: {create: true}}]\n`;
    const files = (count: number) => ({
      'kustomization.yaml': `resources: [topic.yaml]\nreplacements:\n${times(count, into)}`,
      'topic.yaml': topic(),
    });
    assert.equal(built(files(40), 'kustomization.yaml').resources[0]?.unknown, true);
    assert.equal(built(files(3), 'kustomization.yaml').resources[0]?.unknown, false);
  });

  it('is given up where thousands of patches are meant for thousands of resources', () => {
    const patch = (n: number) =>
      `- target: {kind: KafkaTopic}\n  patch: |-\n    - {op: add, path: /spec/config/k${n}, value: 1}\n`;
    const { open, resources } = built(
      {
        'kustomization.yaml': `resources: [topics.yaml]\npatches:\n${times(1000, patch)}`,
        'topics.yaml': times(
          1000,
          (n) => `${topic({ name: `t${n}`, config: 'min.insync.replicas: 2' })}---\n`,
        ),
      },
      'kustomization.yaml',
    );
    assert.equal(open, true);
    assert.ok(resources.every(({ unknown }) => unknown));
  });
});
