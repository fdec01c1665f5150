import assert from 'node:assert/strict';
import type { Example } from '../../../server/src/rules/rule.ts';
import {
  cluster,
  connect,
  connector,
  OWN_IMAGE,
  topic,
  USES_CONNECTORS,
} from '../../../server/src/rules/sound.ts';
import { reviewExample, uriOf } from '../../support/example.ts';

const example: Example = { bad: {}, good: {} };

const files = (sink: string, lines = `bootstrapServers: prod-kafka-bootstrap:9093\n${OWN_IMAGE}`) => ({
  ...cluster(),
  'connect.yaml': connect(lines, USES_CONNECTORS),
  'sink.yaml': sink,
});

const reader = (topics: string, tasksMax = '6') => connector({ tasksMax, config: topics });

const found = (review: ReturnType<typeof reviewExample>, rule: string) =>
  review
    .findings(uriOf('sink.yaml'))
    .filter((one) => one.rule === rule)
    .map(({ message }) => message.slice(0, message.indexOf(':')));

describe('tasks of a sink against partitions', () => {
  const idle = (all: Record<string, string>) => found(reviewExample(all, example), 'connect-tasks-idle');

  it('counts the partitions of all its topics', () => {
    const topics = {
      'a.yaml': topic({ name: 'a', partitions: '2' }),
      'b.yaml': topic({ name: 'b', partitions: '3' }),
    };
    assert.deepEqual(idle({ ...files(reader('topics: a, b')), ...topics }), [
      'tasksMax is 6, and its 2 topics have 5 partitions',
    ]);
    assert.deepEqual(idle({ ...files(reader('topics: a, b', '5')), ...topics }), []);
  });

  it('says nothing where a topic is not here, is named by a pattern, or is of another cluster', () => {
    const own = { 'a.yaml': topic({ name: 'a', partitions: '2' }) };
    assert.deepEqual(idle({ ...files(reader('topics: a,b')), ...own }), []);
    assert.deepEqual(idle({ ...files(reader('topics.regex: a')), ...own }), []);
    assert.deepEqual(
      idle({
        ...files(reader('topics: a'), `bootstrapServers: other-kafka-bootstrap:9093\n${OWN_IMAGE}`),
        ...own,
      }),
      [],
    );
  });

  it('follows the topic as it comes, changes and goes', () => {
    const review = reviewExample(files(reader('topics: a')), example);
    const told = (text: string | undefined) => {
      review.set(uriOf('a.yaml'), text);
      review.refresh();
      return found(review, 'connect-tasks-idle');
    };
    assert.deepEqual(told(topic({ name: 'a', partitions: '4' })), ['tasksMax is 6, and a has 4 partitions']);
    assert.deepEqual(told(topic({ name: 'a', partitions: '1' })), ['tasksMax is 6, and a has 1 partition']);
    assert.deepEqual(told(topic({ name: 'a', partitions: '6' })), []);
    assert.deepEqual(told(topic({ name: 'a', partitions: '4' })).length, 1);
    assert.deepEqual(told(undefined), []);
  });
});

describe('the class of a connector', () => {
  const missing = (className: string, lines: string) =>
    found(reviewExample(files(connector({ className }), lines), example), 'connect-class-missing').length;

  it('is looked for only where nothing can bring it', () => {
    assert.equal(missing('org.example.Sink', ''), 1);
    for (const lines of [
      OWN_IMAGE,
      'build:\n  output:\n    type: docker\n    image: r.example.org/c:1\n  plugins: []',
      'plugins:\n  - name: sink\n    artifacts:\n      - type: image\n        reference: r.example.org/sink:1',
      'template:\n  pod:\n    volumes:\n      - name: plugins',
    ])
      assert.equal(missing('org.example.Sink', lines), 0, lines);
  });

  it('is there where Kafka brings it', () => {
    assert.equal(missing('org.apache.kafka.connect.mirror.MirrorSourceConnector', ''), 0);
    assert.equal(missing('FileStreamSink', ''), 1);
    assert.equal(missing('FileStreamSink', 'version: 3.1.0'), 0);
  });
});

describe('names of worker groups', () => {
  const worker = (name: string, lines = '', bootstrap = 'prod') => `apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaConnect
metadata:
  name: ${name}
spec:
  replicas: 1
  bootstrapServers: ${bootstrap}-kafka-bootstrap:9093
${lines}`;
  const shared = (all: Record<string, string>) => {
    const review = reviewExample({ ...cluster(), ...all }, example);
    return Object.keys(all).flatMap((name) =>
      review
        .findings(uriOf(name))
        .filter(({ rule }) => rule === 'connect-group-shared')
        .map(({ message }) => `${name}: ${message.slice(0, message.indexOf(' on the'))}`),
    );
  };
  const DEFAULTS =
    'group.id connect-cluster, config.storage.topic connect-cluster-configs, offset.storage.topic connect-cluster-offsets, status.storage.topic connect-cluster-status';

  it('are the same by default in v1beta2, where config says others', () => {
    assert.deepEqual(shared({ 'a.yaml': worker('a'), 'b.yaml': worker('b') }), [
      `b.yaml: ${DEFAULTS} are also of the KafkaConnect a`,
    ]);
    const own = ['group.id', 'config.storage.topic', 'offset.storage.topic', 'status.storage.topic'];
    const lines = `  config:\n${own.map((key) => `    ${key}: b-${key}\n`).join('')}`;
    assert.deepEqual(shared({ 'a.yaml': worker('a'), 'b.yaml': worker('b', lines) }), []);
  });

  it('may be the same on other Kafka clusters, and in the same resource once more', () => {
    assert.deepEqual(shared({ 'a.yaml': worker('a'), 'b.yaml': worker('b', '', 'other') }), []);
    assert.deepEqual(shared({ 'a.yaml': worker('a'), 'copy/a.yaml': worker('a') }), []);
  });

  it('are looked at again when the other one goes', () => {
    const files = { 'a.yaml': worker('a'), 'b.yaml': worker('b') };
    const review = reviewExample({ ...cluster(), ...files }, example);
    const count = () =>
      review.findings(uriOf('b.yaml')).filter(({ rule }) => rule === 'connect-group-shared').length;
    assert.equal(count(), 1);
    review.set(uriOf('a.yaml'), undefined);
    review.refresh();
    assert.equal(count(), 0);
  });

  it('hold for MirrorMaker 2 in its target', () => {
    const mirror = (name: string) => `apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaMirrorMaker2
metadata:
  name: ${name}
spec:
  connectCluster: prod
  clusters:
    - alias: ${name}-source
      bootstrapServers: ${name}.example.org:9092
    - alias: prod
      bootstrapServers: prod-kafka-bootstrap:9093
  mirrors:
    - sourceCluster: ${name}-source
      targetCluster: prod
      sourceConnector: {}
`;
    assert.equal(shared({ 'a.yaml': mirror('a'), 'b.yaml': mirror('b'), 'c.yaml': worker('c') }).length, 1);
  });
});
