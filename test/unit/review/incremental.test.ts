import assert from 'node:assert/strict';
import { absolute } from '../../../server/src/model/place.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import {
  broker,
  cluster,
  connector,
  controllers,
  kafka,
  pool,
  topic,
} from '../../../server/src/rules/sound.ts';

const base = 'file:///deployment/';

/** A small generator, so that a failure can be repeated by its seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const resource = (kind: string, name: string, labels: string, spec: string) =>
  `apiVersion: kafka.strimzi.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${labels}spec:\n${spec}`;

const label = (cluster: string) => `  labels:\n    strimzi.io/cluster: ${cluster}\n`;

const user = (name: string) =>
  resource(
    'KafkaUser',
    name,
    label('prod'),
    '  authentication:\n    type: tls\n  authorization:\n    type: simple\n    acls: []\n',
  );

const connect = (servers: string) =>
  resource('KafkaConnect', 'connect', '', `  replicas: 3\n  bootstrapServers: ${servers}\n`);

const rebalance = (cluster: string) =>
  resource('KafkaRebalance', 'even-out', label(cluster), '  mode: full\n');

const describeAll = (review: Review) =>
  Object.fromEntries(
    review
      .files()
      .sort()
      .map((uri) => [
        uri,
        review.findings(uri).map((finding) => {
          const { start, end } = absolute(finding.place);
          const related = finding.related.map(
            ({ place, message }) => `${place.part.uri}@${absolute(place).start} ${message}`,
          );
          return `${finding.rule} ${finding.severity} ${start}-${end} ${finding.message} ${related.join('; ')} ${finding.suppressed ?? '-'}`;
        }),
      ]),
  );

function fresh(files: Map<string, string>): Review {
  const review = createReview({ rules, roots: ['file:///deployment'] });
  for (const [uri, text] of files) review.set(uri, text);
  review.refresh();
  return review;
}

/** Sets and removes files at random; after each step the review must say what a fresh one says. */
function changeAtRandom(texts: Record<string, string[]>, seed: number): void {
  const pick = random(seed);
  const names = Object.keys(texts);
  const review = createReview({ rules, roots: ['file:///deployment'] });
  const files = new Map<string, string>();
  for (let step = 0; step < 20; step += 1) {
    const name = names[pick(names.length)] ?? '';
    const choices = texts[name] ?? [];
    const text = pick(5) === 0 ? undefined : choices[pick(choices.length)];
    if (text === undefined) files.delete(base + name);
    else files.set(base + name, text);
    review.set(base + name, text);
    review.refresh();
    assert.deepEqual(describeAll(review), describeAll(fresh(files)), `seed ${seed}, step ${step}, ${name}`);
  }
}

describe('reviewing again after a change', () => {
  const texts = {
    'a/kafka.yaml': [
      kafka(),
      kafka({ config: 'min.insync.replicas: 3' }),
      `# moved\n\n${kafka()}`,
      kafka({ version: 'version: 3.9.0' }),
      'x: 1\n',
    ],
    'a/pools.yaml': [
      `${pool()}---\n${controllers()}`,
      `${pool({ replicas: '1' })}---\n${controllers('2')}`,
      `# a comment more\n${pool()}---\n${controllers()}`,
      pool({ roles: 'broker controller' }),
    ],
    'a/topics.yaml': [
      `${topic()}---\n${topic({ name: 'payments', replicas: '5' })}---\n${topic({ name: 'clicks', config: 'min.insync.replicas: 3' })}`,
      `${topic({ replicas: '5' })}---\n${topic({ name: 'payments' })}`,
      `# kafka-review-disable-file min-isr-equals-rf -- here\n${topic({ config: 'min.insync.replicas: 3' })}`,
      topic({ labels: 'strimzi.io/cluster: other' }),
    ],
    'a/more-topics.yaml': [
      topic({ name: 'orders-again' }).replace('spec:\n', 'spec:\n  topicName: orders\n'),
      topic({ name: 'refunds' }),
    ],
    'a/users.yaml': [
      ['orders', 'clicks', 'billing'].map((name) => user(name)).join('---\n'),
      `${user('orders')}  quotas:\n    producerByteRate: 1000000\n---\n${user('clicks')}---\n${user('billing')}`,
      user('orders'),
    ],
    'a/connect.yaml': [connect('prod-kafka-bootstrap:9092'), connect('other-kafka-bootstrap:9093')],
    'a/rebalance.yaml': [rebalance('prod'), rebalance('other')],
    'b/kafka.yaml': [
      kafka({ authorization: '', spec: 'cruiseControl: {}' }),
      kafka({ config: 'default.replication.factor: 2' }).replace('name: prod', 'name: other'),
    ],
    'c/server-1.properties': [broker(), broker('min.insync.replicas=3'), broker('node.id=2'), '#\n'],
    'c/server-2.properties': [broker('node.id=2'), broker('-broker.rack')],
    '.kafka-review.yaml': [
      'profile: dev\n',
      'rules:\n  min-isr-equals-rf: off\n',
      'ignore: [b]\n',
      'strimziVersion: "1.2"\n',
    ],
  };

  it('gives what a fresh review of the same texts gives, whatever came before', () => {
    for (let seed = 1; seed <= 6; seed += 1) changeAtRandom(texts, seed);
  });

  it('gives it for what kustomize builds too', () => {
    const deployment = {
      'base/kustomization.yaml': [
        'resources: [kafka.yaml, topics.yaml]\n',
        'resources: [kafka.yaml]\n',
        'resources: [kafka.yaml, topics.yaml]\ncommonLabels:\n  strimzi.io/cluster: prod\n',
      ],
      'base/kafka.yaml': [cluster()['kafka.yaml'] ?? '', kafka({ version: 'version: 3.9.0' })],
      'base/pools.yaml': [`${pool()}---\n${controllers()}`, `# moved\n${pool()}---\n${controllers()}`],
      'base/topics.yaml': texts['a/topics.yaml'],
      'overlays/dev/kustomization.yaml': [
        'resources: [../../base]\n',
        'resources: [../../base, ../../base/pools.yaml]\npatches:\n  - path: patch.yaml\n',
        'resources: [../other]\nnamespace: dev\n',
      ],
      'overlays/dev/patch.yaml': [
        'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: orders\nspec:\n  replicas: 9\n',
        topic({ config: 'min.insync.replicas: 3' }),
      ],
      'overlays/prod/kustomization.yaml': [
        'resources: [../../base]\npatches:\n  - target: { kind: KafkaTopic }\n    path: add.yaml\n',
        'resources: [../../base]\nnamespace: prod\n',
      ],
      'overlays/prod/add.yaml': ['- op: add\n  path: /spec/config/min.insync.replicas\n  value: 3\n'],
      '.kafka-review.yaml': texts['.kafka-review.yaml'],
    };
    for (let seed = 1; seed <= 8; seed += 1) changeAtRandom(deployment, seed);
  });

  it('gives it for Connect clusters and their connectors', () => {
    const named = (name: string) =>
      connect('prod-kafka-bootstrap:9092').replace('name: connect', `name: ${name}`);
    const labelled = (name: string, label: string) =>
      connector().replace('orders-sink', name).replace('cluster: connect', `cluster: ${label}`);
    const connectors = {
      'a/kafka.yaml': [`${kafka()}---\n${pool()}---\n${controllers()}`],
      'a/connect.yaml': [named('connect'), named('other'), `${named('connect')}---\n${named('other')}`],
      'b/connect.yaml': [named('connect'), named('{{ .Values.name }}'), '# nothing\n'],
      'a/sinks.yaml': [
        labelled('one', 'connect'),
        `${labelled('one', 'connect')}---\n${labelled('two', 'othr')}`,
        labelled('two', 'other'),
      ],
      'b/sinks.yaml': [labelled('three', 'other'), labelled('three', 'connect'), labelled('four', 'conect')],
      'a/topics.yaml': [topic({ partitions: '1' }), topic({ partitions: '6' })],
    };
    for (let seed = 1; seed <= 12; seed += 1) changeAtRandom(connectors, seed);
  });

  it('looks at no other Connect cluster when a connector changes', () => {
    const review = createReview({ rules, roots: ['file:///deployment'] });
    const set = (n: number, text: string) => review.set(`${base}team-${n}/sink.yaml`, text);
    const sink = (n: number) => connector().replace('cluster: connect', `cluster: connect-${n}`);
    for (let n = 0; n < 40; n += 1) {
      review.set(
        `${base}team-${n}/connect.yaml`,
        connect('kafka:9092').replace('name: connect', `name: connect-${n}`),
      );
      set(n, sink(n));
    }
    review.refresh();
    const before = review.runs();
    set(3, sink(3).replace('tasksMax: 3', 'tasksMax: 4'));
    review.refresh();
    assert.ok(review.runs() - before <= 3 * rules.length, `${review.runs() - before} runs`);
  });

  /** A cluster with 200 topics, beside as many other clusters of 50 topics as are asked for. */
  function fleet(others: number): Map<string, string> {
    const files = new Map<string, string>();
    const add = (name: string, all: Record<string, string>) => {
      for (const [file, text] of Object.entries(all))
        files.set(`${base}${name}/${file}`, text.replaceAll('prod', name));
    };
    add('one', { ...cluster(), 'topics.yaml': topics(200) });
    for (let n = 0; n < others; n += 1) add(`other-${n}`, { ...cluster(), 'topics.yaml': topics(50) });
    return files;
  }

  const topics = (count: number) =>
    Array.from({ length: count }, (_, n) => topic({ name: `topic-${n}` })).join('---\n');

  /** How many checks run for a change. */
  function runsFor(review: Review, uri: string, text: string): number {
    const before = review.runs();
    review.set(uri, text);
    review.refresh();
    return review.runs() - before;
  }

  it('runs as much for another number of replicas in a workspace of any size', () => {
    const scaledBeside = (others: number): number => {
      const files = fleet(others);
      const pools = files.get(`${base}one/pools.yaml`) ?? '';
      return runsFor(fresh(files), `${base}one/pools.yaml`, pools.replace('replicas: 3', 'replicas: 6'));
    };
    const alone = scaledBeside(0);
    assert.ok(alone >= 200, `the topics of the cluster are looked at again (${alone})`);
    assert.deepEqual([1, 12].map(scaledBeside), [alone, alone]);
  });

  it('runs again only what the change can reach', () => {
    const files = fleet(20);
    const review = fresh(files);
    const topicRules =
      rules.filter((rule) => rule.check.topic).length +
      rules.filter((rule) => rule.check.resource).length +
      rules.filter((rule) => rule.check.configuration).length;
    const clusterRules = rules.length * 6;

    const pools = files.get(`${base}one/pools.yaml`) ?? '';
    const scaled = runsFor(review, `${base}one/pools.yaml`, pools.replace('replicas: 3', 'replicas: 6'));
    assert.ok(scaled >= 200, `the topics of the cluster are looked at again (${scaled})`);
    assert.ok(scaled <= 200 * topicRules + clusterRules, `and only they (${scaled})`);

    const moved = runsFor(
      review,
      `${base}one/pools.yaml`,
      `# a comment\n${pools.replace('replicas: 3', 'replicas: 6')}`,
    );
    assert.ok(moved <= clusterRules, `a line moved: no topic is looked at again (${moved})`);

    const typed = runsFor(
      review,
      `${base}one/topics.yaml`,
      topics(200).replaceAll('prod', 'one').replace('partitions: 12', 'partitions: 13'),
    );
    assert.ok(typed <= rules.length, `one topic changed (${typed})`);
  });
});
