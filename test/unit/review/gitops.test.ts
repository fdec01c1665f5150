import assert from 'node:assert/strict';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { controllers, kafka, pool, topic } from '../../../server/src/rules/sound.ts';

type Files = Record<string, string>;

function reviewOf(files: Files): Review {
  const review = createReview({
    rules,
    roots: ['file:///d'],
    onRuleError: (rule, error) => {
      throw new Error(`rule ${rule} threw`, { cause: error });
    },
  });
  for (const [name, text] of Object.entries(files)) review.set(`file:///d/${name}`, text);
  review.refresh();
  return review;
}

/** What is found as `FILE | RULE | TEXT`, with the deployments that are named. */
const found = (files: Files): string[] => foundIn(reviewOf(files), files);

function foundIn(review: Review, files: Files): string[] {
  return Object.keys(files)
    .flatMap((name) =>
      review
        .findings(`file:///d/${name}`)
        .map(({ rule, place: { part, start, end }, related }) =>
          [
            name,
            rule,
            part.text.slice(start, end).split('\n')[0],
            ...related.map(({ message }) => message).filter((one) => one.startsWith('in the deployment')),
          ].join(' | '),
        ),
    )
    .sort();
}

const within = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

/** A cluster `prod` with so many brokers: all clusters here have one name. */
const cluster = (brokers = 3): Files => ({
  'kafka.yaml': kafka(),
  'pools.yaml': `${pool({ replicas: String(brokers) })}---\n${controllers()}`,
});

const audit = kafka().replaceAll('prod', 'audit');

/** Fits clusters of six brokers, and no smaller ones. */
const wide = topic({ replicas: '5', config: 'min.insync.replicas: 3' });
const WRONG = 'replication-factor-exceeds-brokers | 5';

const inNamespace = (text: string, namespace: string): string =>
  text.replaceAll('metadata:\n', `metadata:\n  namespace: ${namespace}\n`);

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

const applicationSet = (generators: string, path: string, destination: string, more = '') =>
  `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: kafka
spec:
  generators:
${indented(generators, 4)}
  template:
    metadata:
      name: x
    spec:
      source:
        repoURL: https://git.example.org/platform.git
        path: ${path}
${indented(more, 8)}
      destination:
        ${destination}
`;

const flux = (name: string, path: string, more = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ./${path}
  sourceRef: {kind: GitRepository, name: flux-system}
${indented(more, 2)}`;

describe('ApplicationSets of Argo CD', () => {
  const list = `- list:
    elements:
      - {cluster: eu, tier: gold, url: 'https://eu.example.org'}
      - {cluster: us, tier: iron, url: 'https://us.example.org'}`;
  /** Without what deploys them, both clusters are equally near to both topics. */
  const files: Files = {
    ...within('kafka/eu', cluster(3)),
    ...within('kafka/us', cluster(6)),
    'topics/gold/orders.yaml': wide,
    'topics/iron/orders.yaml': wide,
  };

  it('say by their lists which folders are deployed to one cluster of Kubernetes', () => {
    assert.deepEqual(found(files), []);
    for (const [open, close] of [
      ['{{', '}}'],
      ['{{ .', ' }}'],
    ]) {
      const of = (name: string) => `${open}${name}${close}`;
      const sets = {
        'argo/kafka.yaml': applicationSet(list, `'kafka/${of('cluster')}'`, `server: '${of('url')}'`),
        'argo/topics.yaml': applicationSet(list, `'topics/${of('tier')}'`, `server: '${of('url')}'`),
      };
      assert.deepEqual(found({ ...files, ...sets }), [`topics/gold/orders.yaml | ${WRONG}`]);
    }
  });

  it('tell the folders of clusters apart that Argo CD knows and the files do not', () => {
    /** The nearer cluster is another one's. */
    const near: Files = {
      ...within('fleet/eu/kafka', cluster(3)),
      ...within('fleet/us/base/kafka', cluster(6)),
      'fleet/us/base/topics/orders.yaml': wide,
      'fleet/de/topics/orders.yaml': wide,
    };
    assert.deepEqual(found(near), []);
    const one = { ...within('fleet/eu/kafka', cluster(3)), 'fleet/de/topics/orders.yaml': wide };
    assert.deepEqual(found(one), [`fleet/de/topics/orders.yaml | ${WRONG}`]);
    const set = (path: string) => applicationSet('- clusters: {}', path, "server: '{{server}}'");
    assert.deepEqual(found({ ...one, 'argo.yaml': set("'fleet/{{name}}'") }), []);
    const matrix = `- matrix:
    generators:
      - git: {repoURL: x, directories: [{path: 'fleet/*'}]}
      - clusters: {}`;
    // Every folder goes to every cluster: they meet there.
    const both = applicationSet(matrix, "'{{path}}'", "server: '{{server}}'");
    assert.deepEqual(found({ ...one, 'argo.yaml': both }), [`fleet/de/topics/orders.yaml | ${WRONG}`]);
    const each = both.replace("server: '{{server}}'", "server: '{{path.basename}}'");
    assert.deepEqual(found({ ...one, 'argo.yaml': each }), []);
    const other = each.replace('fleet/*', 'fleets/*');
    assert.deepEqual(found({ ...one, 'argo.yaml': other }), [`fleet/de/topics/orders.yaml | ${WRONG}`]);
  });

  it('give namespaces by the folders that a Git generator finds', () => {
    const one = { ...within('apps/kafka', cluster(3)), 'apps/topics/orders.yaml': wide };
    const git = `- git:
    directories:
      - path: apps/*
      - {path: apps/old, exclude: true}`;
    const set = (namespace: string) => applicationSet(git, "'{{.path.path}}'", `namespace: '${namespace}'`);
    assert.deepEqual(found({ ...one, 'argo.yaml': set('{{.path.basename}}') }), []);
    assert.deepEqual(found({ ...one, 'argo.yaml': set('{{index .path.segments 0}}') }), [
      `apps/topics/orders.yaml | ${WRONG}`,
    ]);
  });

  it('make names unknown that they put something before', () => {
    const base = {
      ...within('kafka', { ...cluster(3) }),
      'kafka/kustomization.yaml': 'resources: [kafka.yaml, pools.yaml]\n',
      'topics/orders.yaml': topic({ labels: 'strimzi.io/cluster: eu-prod' }),
      'other/kafka.yaml': audit,
    };
    const label = 'topics/orders.yaml | strimzi-cluster-label | eu-prod';
    assert.ok(found(base).includes(label));
    const set = applicationSet(
      list,
      'kafka',
      "server: '{{url}}'",
      "kustomize:\n  namePrefix: '{{cluster}}-'",
    );
    assert.ok(!found({ ...base, 'argo.yaml': set }).includes(label));
  });
});

describe('Applications of Argo CD', () => {
  it('change what a kustomization builds', () => {
    const base = {
      ...within('kafka', { ...cluster(3), 'orders.yaml': wide }),
      'kafka/kustomization.yaml': 'resources: [kafka.yaml, pools.yaml, orders.yaml]\n',
    };
    const application = (kustomize: string) =>
      `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  source:
    path: kafka
    kustomize:
${indented(kustomize, 6)}`;
    assert.deepEqual(found(base), [`kafka/orders.yaml | ${WRONG}`]);
    const patch = (count: string) =>
      application(`patches:
  - target: {kind: KafkaNodePool, name: brokers}
    patch: |-
      - op: replace
        path: /spec/replicas
        value: ${count}
`);
    assert.deepEqual(found({ ...base, 'argo.yaml': patch('6') }), []);
    assert.deepEqual(found({ ...base, 'argo.yaml': patch('4') }), [`kafka/orders.yaml | ${WRONG}`]);
    assert.deepEqual(found({ ...base, 'argo.yaml': application('components: [../more]\n') }), []);
  });
});

describe('Kustomizations of Flux', () => {
  it('are of the cluster whose folder they stand in', () => {
    const one = { ...within('apps/kafka', cluster(3)), 'apps/topics/orders.yaml': wide };
    const sync = (name: string) => ({
      [`clusters/${name}/flux-system/gotk-sync.yaml`]: flux('flux-system', `clusters/${name}`),
    });
    const deployed = (kafkaIn: string, topicsIn: string) => ({
      ...one,
      ...sync('eu'),
      ...sync('us'),
      [`clusters/${kafkaIn}/kafka.yaml`]: flux('kafka', 'apps/kafka'),
      [`clusters/${topicsIn}/topics.yaml`]: flux('topics', 'apps/topics'),
    });
    assert.deepEqual(found(deployed('eu', 'eu')), [`apps/topics/orders.yaml | ${WRONG}`]);
    assert.deepEqual(found(deployed('eu', 'us')), []);
  });

  const spread: Files = {
    'apps/kafka/kafka.yaml': inNamespace(Object.values(cluster(3)).join('---\n'), 'kafka'),
    'apps/kafka/orders.yaml': inNamespace(wide, 'topics'),
  };
  const elsewhere = 'apps/kafka/orders.yaml | strimzi-cluster-label | prod';

  it('put all of a folder into one namespace', () => {
    assert.deepEqual(found(spread), [elsewhere]);
    const target = (namespace: string) => flux('kafka', 'apps/kafka/', `targetNamespace: ${namespace}\n`);
    assert.deepEqual(found({ ...spread, 'flux/kafka.yaml': target('shop') }), [
      `apps/kafka/orders.yaml | ${WRONG}`,
    ]);
    // A parameter that somebody else fills in is one namespace, too.
    assert.deepEqual(found({ ...spread, 'flux/kafka.yaml': target(`'\${NAMESPACE}'`) }), [
      `apps/kafka/orders.yaml | ${WRONG}`,
    ]);
  });

  it('say it as soon as they are there, and no longer than that', () => {
    const review = reviewOf(spread);
    const now = () => foundIn(review, spread);
    review.set('file:///d/flux.yaml', flux('kafka', 'apps/kafka', 'targetNamespace: shop\n'));
    review.refresh();
    assert.deepEqual(now(), [`apps/kafka/orders.yaml | ${WRONG}`]);
    review.set('file:///d/apps/kafka/more.yaml', pool({ name: 'more' }));
    review.refresh();
    assert.deepEqual(now(), []);
    review.set('file:///d/apps/kafka/more.yaml', undefined);
    review.set('file:///d/flux.yaml', flux('kafka', 'apps/kafka'));
    review.refresh();
    assert.deepEqual(now(), [elsewhere]);
  });

  it('patch what stands in a folder, with findings at the patch', () => {
    const files = { ...within('apps/kafka', { ...cluster(3), 'orders.yaml': topic() }) };
    assert.deepEqual(found(files), []);
    const patched = flux(
      'kafka',
      'apps/kafka',
      `patches:
  - patch: |
      apiVersion: kafka.strimzi.io/v1
      kind: KafkaTopic
      metadata:
        name: orders
      spec:
        replicas: 5
`,
    );
    assert.deepEqual(found({ ...files, 'flux/kafka.yaml': patched }), [`flux/kafka.yaml | ${WRONG}`]);
    assert.ok(
      reviewOf({ ...files, 'flux/kafka.yaml': patched })
        .files()
        .includes('file:///d/flux/kafka.yaml'),
    );
    const unseen = patched.replace('replicas: 5', 'replicas: $' + '{REPLICAS}');
    assert.deepEqual(found({ ...files, 'flux/kafka.yaml': unseen }), []);
  });

  it('make several deployments of one folder, each by itself', () => {
    const base = {
      ...within('apps/kafka', { ...cluster(3), 'orders.yaml': wide }),
      'apps/kafka/kustomization.yaml': 'resources: [kafka.yaml, pools.yaml, orders.yaml]\n',
    };
    const of = (name: string, brokers: number) =>
      flux(
        name,
        'apps/kafka',
        `targetNamespace: ${name}
patches:
  - target: {kind: KafkaNodePool, name: brokers}
    patch: |
      - {op: replace, path: /spec/replicas, value: ${brokers}}
`,
      );
    const files = { ...base, 'clusters/all.yaml': `${of('eu', 3)}---\n${of('us', 6)}` };
    assert.deepEqual(found(files), [
      `apps/kafka/orders.yaml | ${WRONG} | in the deployment of apps/kafka by eu`,
    ]);
    assert.equal(reviewOf(files).clusters().length, 2);
    const plain = { ...base, 'clusters/all.yaml': `${flux('eu', 'apps/kafka')}---\n${of('us', 6)}` };
    assert.deepEqual(found(plain), [
      `apps/kafka/orders.yaml | ${WRONG} | in the deployment of apps/kafka by eu`,
    ]);
  });

  it('fill in variables: nothing is said of what they name', () => {
    const variable = (text: string) => text.replaceAll('prod', '$' + '{CLUSTER}');
    const files = {
      'apps/kafka/all.yaml': variable(Object.values(cluster(3)).join('---\n')),
      'apps/topics/orders.yaml': wide,
      'apps/topics/more.yaml': variable(topic({ name: 'more' })),
      'audit/kafka.yaml': audit,
      'flux/kafka.yaml': flux(
        'kafka',
        'apps/kafka',
        'postBuild:\n  substitute: {CLUSTER: prod}\n  substituteFrom: [{kind: ConfigMap, name: vars}]\n',
      ),
    };
    assert.deepEqual(
      found(files).filter((one) => !one.startsWith('audit')),
      [],
    );
  });
});
