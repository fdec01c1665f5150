import assert from 'node:assert/strict';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { controllers, kafka, pool, topic } from '../../../server/src/rules/sound.ts';

type Files = Record<string, string>;

function reviewOf(files: Files): Review {
  const review = createReview({ rules, roots: ['file:///d'] });
  for (const [name, text] of Object.entries(files)) review.set(`file:///d/${name}`, text);
  review.refresh();
  return review;
}

/** What is found as `FILE | RULE | TEXT`. */
function found(files: Files): string[] {
  const review = reviewOf(files);
  return Object.keys(files)
    .flatMap((name) =>
      review
        .findings(`file:///d/${name}`)
        .map(({ rule, place: { part, start, end } }) => `${name} | ${rule} | ${part.text.slice(start, end)}`),
    )
    .sort();
}

/** The topics of each cluster by the file of its Kafka resource. */
const topicsOf = (files: Files): Record<string, number> =>
  Object.fromEntries(
    reviewOf(files)
      .clusters()
      .map(({ cluster, count }) => [cluster.place.part.uri.slice('file:///d/'.length), count('topic')]),
  );

const within = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

/** A cluster `prod` with so many brokers: every cluster of these fleets has the same name. */
const cluster = (brokers = 3): Files => ({
  'kafka.yaml': kafka(),
  'pools.yaml': `${pool({ replicas: String(brokers) })}---\n${controllers()}`,
});

/** Fits clusters of six brokers, and no smaller ones. */
const wide = topic({ replicas: '5', config: 'min.insync.replicas: 3' });

const inNamespace = (files: Files, namespace: string): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.replaceAll('metadata:\n', `metadata:\n  namespace: ${namespace}\n`),
    ]),
  );

const WRONG = 'replication-factor-exceeds-brokers | 5';

/** Every third cluster is too small for the topic. */
const brokersOf = (index: number): number => (index % 3 === 0 ? 3 : 6);

describe('a fleet of clusters of one name', () => {
  for (const size of [3, 50]) {
    const names = Array.from({ length: size }, (_, index) => `eu-${index + 1}`);
    const small = (file: (name: string) => string) =>
      names
        .filter((_, index) => brokersOf(index) === 3)
        .map((name) => `${file(name)} | ${WRONG}`)
        .sort();

    it(`is never mixed up: ${size} folders, as Argo CD's generators and Flux deploy them`, () => {
      const files = Object.assign(
        {},
        ...names.map((name, index) =>
          within(`clusters/${name}`, {
            ...within('kafka', cluster(brokersOf(index))),
            'topics/orders.yaml': wide,
          }),
        ),
      ) as Files;
      assert.deepEqual(
        found(files),
        small((name) => `clusters/${name}/topics/orders.yaml`),
      );
    });

    it(`is never mixed up: ${size} namespaces in one folder`, () => {
      const files = Object.assign(
        {},
        ...names.map((name, index) =>
          Object.fromEntries(
            Object.entries(inNamespace({ ...cluster(brokersOf(index)), 'orders.yaml': wide }, name)).map(
              ([file, text]) => [`all/${name}.${file}`, text],
            ),
          ),
        ),
      ) as Files;
      assert.deepEqual(
        found(files),
        small((name) => `all/${name}.orders.yaml`),
      );
    });

    it(`is never mixed up: topics of ${size} clusters in a tree of their own that has the same folders`, () => {
      const files = Object.assign(
        {},
        ...names.map((name, index) => ({
          ...within(`platform/clusters/${name}`, cluster(brokersOf(index))),
          [`teams/shop/${name}/orders.yaml`]: wide,
        })),
      ) as Files;
      assert.deepEqual(
        found(files),
        small((name) => `teams/shop/${name}/orders.yaml`),
      );
    });

    it(`is never mixed up: ${size} overlays of one base, reviewed as ${size} deployments`, () => {
      const kustomization = (text: string) =>
        `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`;
      const brokers = (count: number) =>
        `patches:\n  - target: {kind: KafkaNodePool, name: brokers}\n    patch: |-\n      - {op: replace, path: /spec/replicas, value: ${count}}\n`;
      const base = { ...cluster(), 'orders.yaml': wide };
      const files: Files = {
        ...within('base', base),
        'base/kustomization.yaml': kustomization(`resources: [${Object.keys(base).join(', ')}]\n`),
      };
      names.forEach((name, index) => {
        files[`overlays/${name}/kustomization.yaml`] = kustomization(
          `resources: [../../base]\nnamespace: ${name}\n${brokers(brokersOf(index))}`,
        );
      });
      const review = reviewOf(files);
      assert.equal(review.clusters().length, size);
      const [finding, ...others] = review.findings('file:///d/base/orders.yaml');
      assert.deepEqual(others, []);
      assert.equal(finding?.rule, 'replication-factor-exceeds-brokers');
      const homes = names.filter((_, index) => brokersOf(index) === 3);
      const said = finding?.related.filter(({ message }) => message.startsWith('in the deployment of')) ?? [];
      assert.deepEqual(
        said.map(({ message }) => message.replace('in the deployment of overlays/', '')).sort(),
        [...homes].sort(),
      );
    });
  }
});

describe('environments', () => {
  const environments = ['dev', 'staging', 'prod'];
  const orders = topic({ name: 'orders' });

  it('in folders have clusters of their own', () => {
    const files = Object.assign(
      {},
      ...environments.map((name) => within(name, { ...cluster(), 'orders.yaml': orders })),
    ) as Files;
    assert.deepEqual(topicsOf(files), {
      'dev/kafka.yaml': 1,
      'staging/kafka.yaml': 1,
      'prod/kafka.yaml': 1,
    });
    assert.deepEqual(found(files), []);
  });

  it('in file names have clusters of their own', () => {
    const files = Object.assign(
      {},
      ...environments.map((name, index) => ({
        [`kafka-${name}.yaml`]: Object.values(cluster(index === 2 ? 6 : 3)).join('---\n'),
        [`topics-${name}.yaml`]: index === 2 ? wide : orders,
      })),
    ) as Files;
    assert.deepEqual(found(files), []);
    assert.deepEqual(topicsOf(files), { 'kafka-dev.yaml': 1, 'kafka-staging.yaml': 1, 'kafka-prod.yaml': 1 });
  });

  it('are not judged by the cluster of another one, nor told that theirs is missing', () => {
    const files = {
      ...within('environments/dev/kafka', cluster(3)),
      'environments/production/topics/orders.yaml': wide,
      'topics/prod.yaml': wide,
      'topics/stg/orders.yaml': wide,
    };
    assert.deepEqual(found(files), []);
    assert.deepEqual(found({ ...within('environments/dev/kafka', cluster(3)), 'topics/dev.yaml': wide }), [
      `topics/dev.yaml | ${WRONG}`,
    ]);
  });

  it('of several products in one repository are told apart by both', () => {
    const files = Object.assign(
      {},
      ...['shop', 'billing'].flatMap((product) =>
        environments.map((name) => ({
          ...within(`${product}/infra/${name}`, cluster(product === 'shop' ? 6 : 3)),
          [`${product}/topics/${name}/orders.yaml`]: wide,
        })),
      ),
    ) as Files;
    assert.deepEqual(
      found(files),
      environments.map((name) => `billing/topics/${name}/orders.yaml | ${WRONG}`).sort(),
    );
  });
});

describe('what Argo CD and Flux say of folders', () => {
  const application = (path: string, destination: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: a\nspec:\n  source:\n    path: ${path}\n  destination:\n    ${destination}\n`;
  const flux = (path: string, namespace: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: a\nspec:\n  path: ./${path}/\n  targetNamespace: ${namespace}\n`;
  /** Without what deploys them, the first cluster is the nearer one. */
  const files: Files = {
    ...within('apps/kafka', cluster(3)),
    ...within('infra/kafka', cluster(6)),
    'apps/topics/orders.yaml': wide,
  };

  it('decides what belongs together, by namespaces and by clusters of Kubernetes', () => {
    assert.deepEqual(found(files), [`apps/topics/orders.yaml | ${WRONG}`]);
    const server = (name: string) => `server: https://${name}.example.org`;
    const argo = {
      'argo/apps.yaml': [
        application('apps/kafka', server('eu')),
        application('infra/kafka', server('us')),
        application('apps/topics', server('us')),
      ].join('---\n'),
    };
    const kustomizations = {
      'flux/kafka.yaml': `${flux('apps/kafka', 'eu')}---\n${flux('infra/kafka', 'us')}`,
      'flux/topics.yaml': flux('apps/topics', 'us'),
    };
    for (const told of [argo, kustomizations]) {
      assert.deepEqual(found({ ...files, ...told }), []);
      assert.deepEqual(topicsOf({ ...files, ...told }), {
        'apps/kafka/kafka.yaml': 0,
        'infra/kafka/kafka.yaml': 1,
      });
    }
  });

  it('says nothing where folders go to several places, where a generator fills in, and beside own namespaces', () => {
    const both = (path: string) =>
      ['eu', 'us'].map((name) => application(path, `namespace: ${name}`)).join('---\n');
    const more = [
      `${both('apps/kafka')}---\n${application('apps/topics', 'namespace: us')}`,
      `${application('apps/kafka', 'namespace: eu')}---\n${application("'apps/{{cluster}}'", 'namespace: us')}`,
    ];
    for (const text of more)
      assert.deepEqual(found({ ...files, 'argo.yaml': text }), [`apps/topics/orders.yaml | ${WRONG}`]);
    const own = {
      ...inNamespace(within('apps/kafka', cluster(3)), 'kafka'),
      'apps/topics/orders.yaml': inNamespace({ wide }, 'kafka').wide ?? '',
    };
    const text = `${application('apps/kafka', 'namespace: a')}---\n${application('apps/topics', 'namespace: b')}`;
    assert.deepEqual(found({ ...own, 'argo.yaml': text }), [`apps/topics/orders.yaml | ${WRONG}`]);
  });

  it('counts as soon as it is there, and no longer than that', () => {
    const review = reviewOf(files);
    const rules = () => review.findings('file:///d/apps/topics/orders.yaml').map(({ rule }) => rule);
    assert.equal(rules().length, 1);
    review.set(
      'file:///d/argo.yaml',
      `${application('apps/kafka', 'namespace: eu')}---\n${application('apps/topics', 'namespace: us')}`,
    );
    review.refresh();
    assert.deepEqual(rules(), []);
    review.set('file:///d/argo.yaml', undefined);
    review.refresh();
    assert.equal(rules().length, 1);
  });
});
