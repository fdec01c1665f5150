import assert from 'node:assert/strict';
import { type StructureProblem, validateStructure } from '../../../../server/src/knowledge/strimzi/index.ts';
import { treeFrom } from '../../../support/resource.ts';

/** The problems of a spec, each with the text that it points at. */
function problems(
  kind: string,
  api: string,
  spec: string,
  operator?: string,
): (StructureProblem & { text: string })[] {
  const indented = spec
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  const text = `apiVersion: kafka.strimzi.io/${api}\nkind: ${kind}\nmetadata:\n  name: it\nspec:\n${indented}\n`;
  const found = validateStructure(treeFrom(text), kind, api, operator) ?? [];
  return found.map((problem) => ({ ...problem, text: text.slice(problem.place.start, problem.place.end) }));
}

const only = (...args: Parameters<typeof problems>): StructureProblem & { text: string } => {
  const found = problems(...args);
  assert.equal(found.length, 1, JSON.stringify(found.map(({ kind, path }) => [kind, path])));
  return found[0] as StructureProblem & { text: string };
};

const listeners = 'kafka:\n  listeners:\n    - {name: plain, port: 9092, type: internal, tls: false}';

describe('The structure of a Strimzi resource', () => {
  it('is sound for a resource of the right shape', () => {
    assert.deepEqual(
      problems('KafkaTopic', 'v1', 'partitions: 12\nreplicas: 3\nconfig: {retention.ms: 1}'),
      [],
    );
  });

  it('is not judged for kinds and API versions that no release serves', () => {
    assert.equal(validateStructure(treeFrom('kind: Deployment'), 'Deployment', 'v1'), undefined);
    assert.equal(validateStructure(treeFrom('kind: Kafka'), 'Kafka', 'v1alpha1'), undefined);
  });

  it('suggests the field that a slip of the fingers hides, a swap of letters counting once', () => {
    const found = only('KafkaTopic', 'v1', 'partitoins: 12');
    assert.equal(found.kind, 'unknown-field');
    assert.equal(found.text, 'partitoins');
    assert.deepEqual(found.kind === 'unknown-field' && found.suggestions, [{ name: 'partitions' }]);
  });

  it('suggests a field that only differs in case or separators, however far away that is', () => {
    const found = only('KafkaTopic', 'v1', 'topic-name: orders');
    assert.deepEqual(found.kind === 'unknown-field' && found.suggestions, [{ name: 'topicName' }]);
  });

  it('tells where a field belongs that stands in the wrong place', () => {
    const found = only('Kafka', 'v1', `${listeners}\ntopicOperator: {}`);
    assert.equal(found.kind, 'misplaced-field');
    assert.deepEqual(found.kind === 'misplaced-field' && found.suggestions, [
      { name: 'topicOperator', path: 'spec.entityOperator.topicOperator' },
    ]);
  });

  it('tells fields that mean nothing beside the type, which the operator ignores', () => {
    const found = only(
      'KafkaNodePool',
      'v1',
      'replicas: 3\nroles: [broker]\nstorage: {type: ephemeral, size: 10Gi}',
    );
    assert.equal(found.kind, 'misplaced-field');
    assert.equal(found.kind === 'misplaced-field' && found.type, 'ephemeral');
    assert.equal(found.text, 'size');
  });

  it('tells a wrong type by what was expected and found', () => {
    const found = only('KafkaTopic', 'v1', "partitions: '12'");
    assert.deepEqual([found.kind, found.text], ['wrong-type', "'12'"]);
    assert.equal(found.kind === 'wrong-type' && `${found.expected} ${found.found}`, 'integer string');
  });

  it('reads plain yes and no as the booleans that Kubernetes makes of them', () => {
    const spec = (tls: string) =>
      `kafka:\n  listeners:\n    - {name: a, port: 9092, type: internal, tls: ${tls}}`;
    assert.deepEqual(problems('Kafka', 'v1', spec('yes')), []);
    assert.equal(only('Kafka', 'v1', spec('"yes"')).kind, 'wrong-type');
  });

  it('refuses labels and annotations that are no strings', () => {
    const text =
      'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: a\n  annotations: {x: true}\nspec: {}';
    const [found] = validateStructure(treeFrom(text), 'KafkaTopic', 'v1') ?? [];
    assert.deepEqual([found?.kind, found?.path], ['wrong-type', ['metadata', 'annotations', 'x']]);
  });

  it('shows a missing field on the key that it is missing under', () => {
    const found = only(
      'Kafka',
      'v1',
      'kafka:\n  listeners:\n    - {name: plain, port: 9092, type: internal}',
    );
    assert.deepEqual([found.kind, found.text], ['missing-required', 'name']);
    assert.deepEqual(found.path, ['spec', 'kafka', 'listeners', 0, 'tls']);
  });

  it('counts a null as no entry, as the API server does', () => {
    assert.deepEqual(problems('KafkaTopic', 'v1', 'partitions:'), []);
    assert.equal(
      only('KafkaNodePool', 'v1', 'replicas: 1\nroles:\nstorage: {type: ephemeral}').kind,
      'missing-required',
    );
    assert.equal(
      only('KafkaNodePool', 'v1', 'replicas: 1\nroles: [~]\nstorage: {type: ephemeral}').kind,
      'wrong-type',
    );
  });

  it('tells a value that is none of the allowed ones, with the nearest', () => {
    const found = only('KafkaNodePool', 'v1', 'replicas: 1\nroles: [borker]\nstorage: {type: ephemeral}');
    assert.equal(found.kind, 'not-in-enum');
    assert.deepEqual(found.kind === 'not-in-enum' && found.suggestions, [{ name: 'broker' }]);
  });

  it('tells bounds of numbers and of lists', () => {
    assert.equal(only('KafkaTopic', 'v1', 'replicas: 32768').kind, 'out-of-range');
    const found = only('Kafka', 'v1', 'kafka:\n  listeners: []');
    assert.equal(found.kind === 'out-of-range' && found.minimum, 1);
  });

  it('demands exactly one of the fields that exclude each other', () => {
    const env = (fields: string) =>
      `bootstrapServers: a:1\nreplicas: 1\ngroupId: a\nconfigStorageTopic: a\nstatusStorageTopic: a\noffsetStorageTopic: a\ntemplate:\n  connectContainer:\n    env:\n      - {name: A${fields}}`;
    assert.deepEqual(problems('KafkaConnect', 'v1', env(', value: x')), []);
    assert.equal(only('KafkaConnect', 'v1', env('')).kind, 'one-of');
    const both = env(', value: x, valueFrom: {secretKeyRef: {name: a, key: b}}');
    assert.equal(only('KafkaConnect', 'v1', both).kind, 'one-of');
  });

  it('knows the conditions that the schema carries beside its types', () => {
    const found = only('Kafka', 'v1', `${listeners}\n  metricsConfig: {type: jmxPrometheusExporter}`);
    assert.deepEqual(found.path, ['spec', 'kafka', 'metricsConfig', 'valueFrom']);
    const rack =
      'kafka:\n  rack: {type: environment-variable}\n  listeners:\n    - {name: a, port: 9092, type: internal, tls: false}';
    assert.equal(only('Kafka', 'v1', rack, '1.2').kind, 'condition');
  });

  it('tells a field that v1 no longer has, and the last release that had it', () => {
    const found = only('Kafka', 'v1', listeners.replace('kafka:', 'kafka:\n  replicas: 3'));
    assert.deepEqual([found.kind, found.text], ['removed-field', 'replicas']);
    assert.equal(found.kind === 'removed-field' && found.lastIn, '0.51');
  });

  it('tells a value of type that v1 no longer has', () => {
    const found = only('Kafka', 'v1', `${listeners}\n  authorization: {type: opa}`);
    assert.deepEqual([found.kind, found.text], ['removed-field', 'opa']);
  });

  it('tells a field that a newer release brings', () => {
    const connector = 'class: A\ntasksMax: 1\nconfig: {}\nversion: "1"';
    assert.deepEqual(problems('KafkaConnector', 'v1beta2', connector), []);
    assert.deepEqual(problems('KafkaConnector', 'v1beta2', connector, '0.51.0'), []);
    const found = only('KafkaConnector', 'v1beta2', connector, '0.45.1');
    assert.equal(found.kind === 'unknown-field' && found.since, '0.49');
  });

  it('tells deprecated fields where they moved to, when every release that is meant marks them', () => {
    const found = only(
      'KafkaUser',
      'v1beta2',
      'authorization:\n  type: simple\n  acls:\n    - {resource: {type: cluster}, operation: Read}',
    );
    assert.deepEqual([found.kind, found.text], ['deprecated-field', 'operation']);
    assert.equal(found.kind === 'deprecated-field' && found.movedTo, 'spec.authorization.acls[].operations');
    const replicas = listeners.replace('kafka:', 'kafka:\n  replicas: 3\n  storage: {type: ephemeral}');
    assert.deepEqual(problems('Kafka', 'v1beta2', replicas), []);
    assert.equal(problems('Kafka', 'v1beta2', replicas, '0.49').length, 2);
  });

  it('does not judge what a template or placeholder still replaces', () => {
    assert.deepEqual(
      problems('KafkaTopic', 'v1', 'partitions: $(PARTITIONS)\nreplicas: {{ .Values.replicas }}'),
      [],
    );
    const pool = 'replicas: {{ .Values.replicas }}\nroles: [broker]\n{{ include "storage" . }}';
    assert.deepEqual(problems('KafkaNodePool', 'v1', pool), []);
  });

  it('follows merge keys and aliases', () => {
    const text =
      'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: a}\nspec:\n  <<: {partitions: 0}\n  replicas: 1';
    const [found] = validateStructure(treeFrom(text), 'KafkaTopic', 'v1') ?? [];
    assert.deepEqual([found?.kind, found?.path], ['out-of-range', ['spec', 'partitions']]);
  });

  it('stays bounded on input that is nothing like a resource', () => {
    const deep = `spec: ${'{a: '.repeat(150)}1${'}'.repeat(150)}`;
    assert.ok((validateStructure(treeFrom(deep), 'KafkaTopic', 'v1')?.length ?? 0) > 0);
    const wide = `spec:\n${Array.from({ length: 3000 }, (_, at) => `  field${at}: 1`).join('\n')}`;
    assert.ok((validateStructure(treeFrom(wide), 'KafkaTopic', 'v1')?.length ?? 0) <= 510);
  });
});
