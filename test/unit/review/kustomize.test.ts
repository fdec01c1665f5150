import assert from 'node:assert/strict';
import { absolute } from '../../../server/src/model/place.ts';
import { applyFixes } from '../../../server/src/review/apply.ts';
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

  it('draws no conclusion from labels and names that configurations may carry on', () => {
    const files = {
      ...base(),
      'overlays/prod/kustomization.yaml': kustomization('resources: [../../base]\nnamePrefix: eu-\n'),
    };
    const labels = (more: Record<string, string>) =>
      found(reviewOf({ ...files, ...more })).filter((one) => one.includes('strimzi-cluster-label'));
    assert.notDeepEqual(labels({}), [], 'kustomize does not carry names on to labels by itself');
    const configured = kustomization(
      'resources: [../../base]\nnamePrefix: eu-\nconfigurations: [names.yaml]\n',
    );
    assert.deepEqual(labels({ 'overlays/prod/kustomization.yaml': configured }), []);
  });

  it('does not review a patch by itself, also where its base is elsewhere', () => {
    const patch =
      'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata:\n  name: prod\nspec:\n  kafka:\n    version: 4.2.0\n';
    const elsewhere = 'https://example.org/platform//kafka?ref=v1';
    const files = {
      'prod/kustomization.yaml': kustomization(
        `resources: ["${elsewhere}"]\npatches:\n  - path: version.yaml\n`,
      ),
      'prod/version.yaml': patch,
    };
    assert.deepEqual(found(reviewOf(files)), []);
    assert.notDeepEqual(found(reviewOf({ 'prod/version.yaml': patch })), []);
  });

  it('takes a topic of a deployment that is not whole for one of a cluster that may be elsewhere', () => {
    const files = {
      ...sound,
      'team/kustomization.yaml': kustomization(
        'resources: [topic.yaml, "https://example.org/kafka//base"]\n',
      ),
      'team/topic.yaml': topic({ labels: 'strimzi.io/cluster: other' }),
    };
    assert.deepEqual(found(reviewOf(files)), []);
    const whole = { ...files, 'team/kustomization.yaml': kustomization('resources: [topic.yaml]\n') };
    assert.deepEqual(found(reviewOf(whole)), ['team/topic.yaml | strimzi-cluster-label | other']);
  });

  it('spells a fix where the value comes from, in a patch in the kustomization itself too', () => {
    const overlay = kustomization(`resources: [../../base]
patches:
  - target:
      kind: KafkaTopic
    patch: |-
      - op: add
        path: /spec/config
        value:
          min.insync.replicas: 3
`);
    const review = reviewOf({ ...base(), 'overlays/prod/kustomization.yaml': overlay });
    const uri = `${root}/overlays/prod/kustomization.yaml`;
    const changes = review.findings(uri).flatMap(({ fixes }) => fixes[0]?.changes ?? []);
    assert.equal(changes.length, 1);
    assert.equal(
      applyFixes(review, uri, changes),
      overlay.replace('min.insync.replicas: 3', 'min.insync.replicas: 2'),
    );
  });
});

describe('Kafka in workloads that kustomize builds', () => {
  const workload = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.2.0
          env:
            - name: KAFKA_PROCESS_ROLES
              value: broker
            - name: KAFKA_CONTROLLER_QUORUM_VOTERS
              value: 1@controller:9093
            - name: KAFKA_DEFAULT_REPLICATION_FACTOR
              value: "3"
`;
  const patch = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  template:
    spec:
      containers:
        - name: kafka
          env:
            - name: KAFKA_MIN_INSYNC_REPLICAS
              value: "3"
`;
  const files = (overlay: string) => ({
    'base/kafka.yaml': workload,
    'base/kustomization.yaml': kustomization('resources: [kafka.yaml]\n'),
    'prod/kustomization.yaml': kustomization(`resources: [../base]\n${overlay}`),
    'prod/patch.yaml': patch,
  });
  const counted = (overlay: string) =>
    reviewOf(files(overlay))
      .clusters()
      .map(({ cluster }) => [cluster.brokers?.value, cluster.version?.value]);

  it('has the replicas and images that overlays give', () => {
    assert.deepEqual(counted(''), [[1, '4.2.0']]);
    assert.deepEqual(
      counted('replicas: [{name: kafka, count: 3}]\nimages: [{name: apache/kafka, newTag: 4.3.1}]\n'),
      [[3, '4.3.1']],
    );
  });

  it('is reviewed with its patches, each finding where its value stands, and patches not by themselves', () => {
    const relevant = (overlay: string) =>
      found(reviewOf(files(overlay))).filter((one) => /min-isr|replication-factor/.test(one));
    assert.deepEqual(relevant('replicas: [{name: kafka, count: 3}]\n'), []);
    assert.deepEqual(relevant('replicas: [{name: kafka, count: 3}]\npatches: [{path: patch.yaml}]\n'), [
      'prod/patch.yaml | min-isr-equals-rf | "3"',
    ]);
    assert.deepEqual(relevant('replicas: [{name: kafka, count: 2}]\n'), [
      'base/kafka.yaml | replication-factor-exceeds-brokers | "3"',
    ]);
  });

  it('is not changed for all overlays without asking where only some have a finding', () => {
    const internal = (count: number, others: Record<string, string> = {}) => {
      const value = workload.replace(
        'KAFKA_DEFAULT_REPLICATION_FACTOR',
        'KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR',
      );
      const overlay = `replicas: [{name: kafka, count: ${count}}]\n`;
      return reviewOf({ ...files(overlay), 'base/kafka.yaml': value, ...others })
        .findings(`${root}/base/kafka.yaml`)
        .filter(({ rule }) => rule === 'internal-topic-rf-exceeds-brokers')
        .map(({ fixes }) => fixes[0]?.safe);
    };
    const larger = {
      'large/kustomization.yaml': kustomization(
        'resources: [../base]\nreplicas: [{name: kafka, count: 3}]\n',
      ),
    };
    assert.deepEqual(internal(1), [true]);
    assert.deepEqual(internal(1, larger), [false]);
  });

  it('is not judged where a patch is not here', () => {
    assert.deepEqual(found(reviewOf(files('patches: [{path: replicas.yaml}]\n'))), []);
  });
});

describe('clusters of one name', () => {
  const inNamespace = (text: string, namespace: string) =>
    text.replaceAll('metadata:\n', `metadata:\n  namespace: ${namespace}\n`);
  const prefixed = (folder: string, files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
  const small = { ...sound, 'pools.yaml': `${pool({ replicas: '3' })}---\n${controllers()}` };
  const large = { ...sound, 'pools.yaml': `${pool({ replicas: '6' })}---\n${controllers()}` };
  const wide = topic({ replicas: '5' });

  /** An application of Argo CD or a Kustomization of Flux beside the folders that they deploy. */
  const pointers = {
    'apps/dev.yaml':
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: dev\nspec:\n  source:\n    path: clusters/eu\n',
    'flux/prod.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: prod\nspec:\n  path: ./clusters/us\n',
  };

  it('are told apart by folders, as Argo CD and Flux deploy them', () => {
    const files = {
      ...pointers,
      ...prefixed('clusters/eu', { ...small, 'topics/orders.yaml': wide }),
      ...prefixed('clusters/us', { ...large, 'topics/orders.yaml': wide }),
    };
    assert.deepEqual(found(reviewOf(files)), [
      'clusters/eu/topics/orders.yaml | replication-factor-exceeds-brokers | 5',
    ]);
  });

  it('are told apart by namespaces in one folder', () => {
    const both = (files: Record<string, string>, namespace: string) =>
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [
          `all/${namespace}-${name}`,
          inNamespace(text, namespace),
        ]),
      );
    const files = {
      ...both({ ...small, 'topic.yaml': wide }, 'eu'),
      ...both({ ...large, 'topic.yaml': wide }, 'us'),
    };
    assert.deepEqual(found(reviewOf(files)), ['all/eu-topic.yaml | replication-factor-exceeds-brokers | 5']);
  });

  it('are told apart by overlays of one base, and of bases of their own', () => {
    const six = `patches:
  - target: {kind: KafkaNodePool, name: brokers}
    patch: |-
      - {op: replace, path: /spec/replicas, value: 6}
`;
    const files = {
      ...base({ 'topic.yaml': wide }),
      'overlays/eu/kustomization.yaml': kustomization('resources: [../../base]\n'),
      'overlays/us/kustomization.yaml': kustomization(`resources: [../../base]\n${six}`),
    };
    assert.deepEqual(found(reviewOf(files)), [
      'base/topic.yaml | replication-factor-exceeds-brokers | 5 | in the deployment of overlays/eu',
    ]);
  });
});
