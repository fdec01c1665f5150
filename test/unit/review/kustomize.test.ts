import assert from 'node:assert/strict';
import { absolute } from '../../../server/src/model/place.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { controllers, kafka, pool, topic } from '../../../server/src/rules/sound.ts';

const root = 'file:///deployment';

function reviewOf(files: Record<string, string>): Review {
  const review = createReview({
    rules,
    roots: [root],
    onRuleError: (rule, error) => {
      throw new Error(`rule ${rule} threw`, { cause: error });
    },
  });
  for (const [name, text] of Object.entries(files)) review.set(`${root}/${name}`, text);
  review.refresh();
  return review;
}

/** Everything that is found: file, rule, the text under it, and the deployments that are named. */
function found(review: Review): string[] {
  return review.files().flatMap((uri) =>
    review.findings(uri).map((finding) => {
      const { start, end } = absolute(finding.place);
      const text = review.text(uri)?.slice(start, end).split('\n')[0];
      const named = finding.related
        .map(({ message }) => message)
        .filter((one) => one.startsWith('in the deployment'));
      return [uri.slice(root.length + 1), finding.rule, text, ...named].join(' | ');
    }),
  );
}

const kustomization = (text: string) =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`;

const sound = { 'kafka.yaml': kafka(), 'pools.yaml': `${pool()}---\n${controllers()}` };

/** A sound base, in the folder base. */
const base = (files: Record<string, string> = {}, more = '') => {
  const all = { ...sound, 'topic.yaml': topic(), ...files };
  return {
    ...Object.fromEntries(Object.entries(all).map(([name, text]) => [`base/${name}`, text])),
    'base/kustomization.yaml': kustomization(
      `resources:\n${Object.keys(all)
        .map((name) => `  - ${name}\n`)
        .join('')}${more}`,
    ),
  };
};

describe('a deployment that kustomize builds', () => {
  it('sees the cluster label that commonLabels or labels give', () => {
    const unlabelled = topic({ labels: 'app: shop' });
    const label = 'strimzi.io/cluster: prod';
    assert.deepEqual(found(reviewOf(base({ 'topic.yaml': unlabelled }))), [
      'base/topic.yaml | strimzi-cluster-label | labels',
    ]);
    for (const more of [`commonLabels:\n  ${label}\n`, `labels:\n  - pairs:\n      ${label}\n`])
      assert.deepEqual(found(reviewOf(base({ 'topic.yaml': unlabelled }, more))), [], more);
  });

  it('is reviewed as its overlay makes it, at the place that a value comes from', () => {
    const overlay = (patch: string) => ({
      ...base(),
      'overlays/prod/kustomization.yaml': kustomization(
        'resources: [../../base]\npatches:\n  - path: patch.yaml\n',
      ),
      'overlays/prod/patch.yaml': patch,
    });
    const patch = (spec: string) =>
      `apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: orders\nspec:\n${spec}`;
    assert.deepEqual(found(reviewOf(overlay(patch('  config: {}\n')))), []);
    assert.deepEqual(found(reviewOf(overlay(patch('  config:\n    min.insync.replicas: 3\n')))), [
      'overlays/prod/patch.yaml | min-isr-equals-rf | 3',
    ]);
    assert.deepEqual(found(reviewOf(overlay(patch('  replicas: 5\n')))), [
      'overlays/prod/patch.yaml | replication-factor-exceeds-brokers | 5',
    ]);
  });

  it('says once what all overlays have in common, and names the overlay of what only one has', () => {
    const overlays = {
      ...base({ 'topic.yaml': topic({ replicas: '5' }) }),
      'overlays/a/kustomization.yaml': kustomization('resources: [../../base]\nnamespace: a\n'),
      'overlays/b/kustomization.yaml': kustomization('resources: [../../base]\nnamespace: b\n'),
    };
    const finding = 'base/topic.yaml | replication-factor-exceeds-brokers | 5';
    assert.deepEqual(found(reviewOf(overlays)), [finding]);
    const patch = `patches:
  - patch: |-
      apiVersion: kafka.strimzi.io/v1
      kind: KafkaTopic
      metadata:
        name: orders
      spec:
        replicas: 3
`;
    const mended = {
      ...overlays,
      'overlays/b/kustomization.yaml': overlays['overlays/b/kustomization.yaml'] + patch,
    };
    assert.deepEqual(found(reviewOf(mended)), [`${finding} | in the deployment of overlays/a`]);
  });
});
