import assert from 'node:assert/strict';
import { migrateToV1 } from '../../../server/src/language/migrate-v1.ts';
import { refusedByV1 as refused } from '../../support/resource.ts';

const resource = (kind: string, spec: string, metadata = '') =>
  `apiVersion: kafka.strimzi.io/v1beta2\nkind: ${kind}\nmetadata:\n  name: prod\n${metadata}spec:\n${spec}`;

/** The resource as it should be: the same text with the new version. */
const migrated = (kind: string, spec: string, metadata = '') =>
  resource(kind, spec, metadata).replace('v1beta2', 'v1');

const open = (text: string) => migrateToV1(text).notes.filter((note) => note.open);

describe('migration to v1', () => {
  it('keeps the line ends of a file, a lone CR included', () => {
    const text =
      'apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaTopic\nmetadata:\n  name: a\nspec:\n  topicName: b\n';
    const { text: expected } = migrateToV1(text);
    for (const eol of ['\r\n', '\r'])
      assert.equal(migrateToV1(text.replaceAll('\n', eol)).text, expected.replaceAll('\n', eol));
  });

  it('changes nothing but the version where nothing else changed', () => {
    const spec = '  partitions: 12 # enough\n\n  replicas: 3\n  config:\n    "retention.ms": 1\n';
    const { text, notes } = migrateToV1(resource('KafkaTopic', spec));
    assert.equal(text, migrated('KafkaTopic', spec));
    assert.deepEqual(notes, []);
  });

  it('leaves other resources, v1 and other documents as they are', () => {
    const text = `kind: ConfigMap # mine\n---\n${migrated('KafkaTopic', '  partitions: 1\n')}---\n`;
    assert.equal(migrateToV1(text).text, text);
  });

  it('writes moved fields under their new names, in their places', () => {
    const spec = '  class: A\n  pause: true # for now\n  tasksMax: 1\n';
    const { text } = migrateToV1(resource('KafkaConnector', spec));
    assert.equal(text, migrated('KafkaConnector', '  class: A\n  state: paused # for now\n  tasksMax: 1\n'));
  });

  it('drops what the operator ignores, with the reason', () => {
    const spec =
      '  kafka:\n    listeners:\n      - {name: a, port: 9092, type: internal, tls: false}\n  entityOperator:\n    tlsSidecar: {}\n    topicOperator: {}\n';
    const { text, notes } = migrateToV1(resource('Kafka', spec));
    assert.equal(text, migrated('Kafka', spec.replace('    tlsSidecar: {}\n', '')));
    assert.match(notes[0]?.message ?? '', /tlsSidecar was removed: there is no TLS sidecar/);
  });

  it('removes obsolete annotations, and the map that they leave empty', () => {
    const spec = '  kafka:\n    listeners:\n      - {name: a, port: 9092, type: internal, tls: false}\n';
    const metadata = '  annotations:\n    strimzi.io/node-pools: enabled\n    strimzi.io/kraft: enabled\n';
    assert.equal(migrateToV1(resource('Kafka', spec, metadata)).text, migrated('Kafka', spec));
  });

  it('makes no two node pools of one name in a namespace', () => {
    const kafka = (name: string, namespace = '') =>
      resource(
        'Kafka',
        '  kafka:\n    replicas: 3\n    listeners: []\n    storage: {type: ephemeral}\n',
        namespace,
      ).replace('name: prod', `name: ${name}`);
    const names = (text: string) =>
      [...migrateToV1(text).text.matchAll(/kind: KafkaNodePool\nmetadata:\n {2}name: (.*)/g)].map(
        ([, name]) => name,
      );
    assert.deepEqual(names(`${kafka('a')}---\n${kafka('b')}`), ['kafka', 'b-kafka']);
    assert.match(
      open(`${kafka('a')}---\n${kafka('b')}`)
        .map(({ message }) => message)
        .join('\n'),
      /the pool is b-kafka, because a needs the name kafka in this namespace/,
    );
    const apart = `${kafka('a', '  namespace: x\n')}---\n${kafka('b', '  namespace: y\n')}`;
    assert.deepEqual(names(apart), ['kafka', 'kafka']);
    assert.deepEqual(names(`${kafka('a')}---\n${kafka('a')}`), ['kafka', 'kafka']);
  });

  it('makes node pools of what the Kafka resource said about its nodes, comments included', () => {
    const listeners = '    listeners:\n      - {name: a, port: 9092, type: internal, tls: false}\n';
    const kafka = `  kafka:\n    replicas: 3\n${listeners}    storage:\n      # fast disks\n      type: persistent-claim\n      size: 100Gi\n`;
    const zookeeper = '  zookeeper:\n    replicas: 3\n    storage:\n      type: ephemeral\n';
    const { text, notes } = migrateToV1(resource('Kafka', kafka + zookeeper));
    const pool = (name: string, role: string, storage: string) =>
      `---\napiVersion: kafka.strimzi.io/v1\nkind: KafkaNodePool\nmetadata:\n  name: ${name}\n  labels:\n    strimzi.io/cluster: prod\nspec:\n  replicas: 3\n  roles:\n    - ${role}\n  storage:\n${storage}`;
    assert.equal(
      text,
      migrated('Kafka', `  kafka:\n${listeners}`) +
        pool('kafka', 'broker', '    # fast disks\n    type: persistent-claim\n    size: 100Gi\n') +
        pool('controller', 'controller', '    type: ephemeral\n'),
    );
    assert.deepEqual(refused(text), []);
    assert.match(
      notes.find((note) => note.open)?.message ?? '',
      /migrated to KRaft with Strimzi 0\.45 first/,
    );
  });

  it('makes no node pools for a cluster that has some', () => {
    const pool = resource(
      'KafkaNodePool',
      '  replicas: 3\n  roles: [broker]\n  storage: {type: ephemeral}\n',
      '  labels:\n    strimzi.io/cluster: prod\n',
    );
    const kafka = resource(
      'Kafka',
      '  kafka:\n    replicas: 3\n    storage: {type: ephemeral}\n    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n',
    );
    const { text, notes } = migrateToV1(`${kafka}---\n${pool}`);
    assert.equal(text.split('kind: KafkaNodePool').length, 2);
    assert.equal(text.split('replicas').length, 2);
    assert.match(
      notes[0]?.message ?? '',
      /replicas and storage of spec\.kafka were removed: the node pools say/,
    );
  });

  it('makes node pools for a cluster whose namesake has some', () => {
    const listeners = '    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n';
    const kafka = (namespace: string, lines: string) =>
      resource('Kafka', `  kafka:\n${lines}${listeners}`, `  namespace: ${namespace}\n`);
    const pool = resource(
      'KafkaNodePool',
      '  replicas: 3\n  roles: [broker]\n  storage: {type: ephemeral}\n',
      '  namespace: eu\n  labels:\n    strimzi.io/cluster: prod\n',
    );
    const old = kafka('us', '    replicas: 5\n    storage: {type: ephemeral}\n');
    const { text } = migrateToV1([old, kafka('eu', ''), pool].join('---\n'));
    assert.match(text, /replicas: 5/);
    assert.equal(text.split('kind: KafkaNodePool').length, 3);
    assert.deepEqual(refused(text), []);
  });

  it('moves the resources that node pools have from their Kafka resource, be they of v1 already', () => {
    const pool = (name: string, api: string, lines: string) =>
      `apiVersion: kafka.strimzi.io/${api}\nkind: KafkaNodePool\nmetadata:\n  name: ${name}\n  labels:\n    strimzi.io/cluster: prod\nspec:\n  replicas: 3\n  roles: [broker]\n  storage: {type: ephemeral}\n${lines}`;
    const kafka = resource(
      'Kafka',
      '  kafka:\n    resources:\n      limits:\n        memory: 8Gi\n    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n',
    );
    const taken = '  resources:\n    limits:\n      memory: 8Gi\n';
    const own = '  resources: {limits: {memory: 4Gi}}\n';
    const { text, notes } = migrateToV1(
      [kafka, pool('a', 'v1beta2', ''), pool('b', 'v1', ''), pool('c', 'v1beta2', own)].join('---\n'),
    );
    const [, ...pools] = text.split('---\n');
    assert.deepEqual(pools, [pool('a', 'v1', taken), pool('b', 'v1', taken), pool('c', 'v1', own)]);
    assert.ok(notes.some(({ message }) => /moved to the node pools a, b$/.test(message)));
    assert.deepEqual(refused(text), []);
  });

  it('says which node pools need the resources where they are not here', () => {
    const kafka = resource(
      'Kafka',
      '  kafka:\n    resources: {limits: {memory: 8Gi}}\n    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n',
      '  annotations: {strimzi.io/node-pools: enabled}\n',
    );
    assert.match(
      open(kafka)[0]?.message ?? '',
      /node pools without their own, which are not here, need them/,
    );
  });

  it('takes the group and topics of Connect out of config, or names what the operator took', () => {
    const { text, notes } = migrateToV1(
      resource(
        'KafkaConnect',
        '  replicas: 1\n  bootstrapServers: a:9092\n  config:\n    group.id: mine\n    # copies\n    config.storage.replication.factor: 3\n',
      ),
    );
    assert.deepEqual(refused(text), []);
    assert.match(text, /\n {2}groupId: mine\n/);
    assert.match(text, /\n {4}# copies\n {4}config\.storage\.replication\.factor: 3\n/);
    assert.ok(!text.includes('group.id'));
    assert.equal(notes.length, 3);
  });

  it('writes the clusters of MirrorMaker 2 as target and source', () => {
    const cluster = (alias: string) =>
      `    - alias: ${alias}\n      bootstrapServers: ${alias}:9092 # of ${alias}\n`;
    const { text, notes } = migrateToV1(
      resource(
        'KafkaMirrorMaker2',
        `  replicas: 1\n  connectCluster: b\n  clusters:\n${cluster('a')}${cluster('b')}  mirrors:\n    - sourceCluster: a\n      targetCluster: b\n      topicsBlacklistPattern: x\n      sourceConnector: {}\n`,
      ),
    );
    assert.equal(
      text,
      migrated(
        'KafkaMirrorMaker2',
        '  replicas: 1\n  target:\n    alias: b\n    bootstrapServers: b:9092 # of b\n    groupId: mirrormaker2-cluster\n    configStorageTopic: mirrormaker2-cluster-configs\n    offsetStorageTopic: mirrormaker2-cluster-offsets\n    statusStorageTopic: mirrormaker2-cluster-status\n  mirrors:\n    - source:\n        alias: a\n        bootstrapServers: a:9092 # of a\n      topicsExcludePattern: x\n      sourceConnector: {}\n',
      ),
    );
    assert.deepEqual(notes, []);
  });

  it('lists what only a person can do', () => {
    const spec =
      '  kafka:\n    version: 3.6.0\n    listeners:\n      - {name: a, port: 9092, type: internal, tls: true, authentication: {type: oauth, clientId: a}}\n';
    const messages = open(resource('Kafka', spec)).map(({ message }) => message);
    assert.equal(messages.length, 2);
    assert.match(messages[0] ?? '', /Kafka 3\.6\.0 is run by no release of Strimzi that serves v1/);
    assert.match(messages[1] ?? '', /type: oauth .* is not part of v1: use type: custom/);
  });

  it('knows what the release that it is for can run', () => {
    const spec =
      '  kafka:\n    version: 4.1.0\n    listeners:\n      - {name: a, port: 9092, type: internal, tls: true}\n';
    assert.deepEqual(open(resource('Kafka', spec)), []);
    const { notes } = migrateToV1(resource('Kafka', spec), undefined, '1.2');
    assert.match(notes[0]?.message ?? '', /Kafka 4\.1\.0 is run by no Strimzi 1\.2/);
  });

  it('keeps line ends', () => {
    const text = resource('KafkaConnector', '  class: A\n  pause: true\n  tasksMax: 1\n').replaceAll(
      '\n',
      '\r\n',
    );
    assert.doesNotMatch(migrateToV1(text).text, /[^\r]\n/);
  });

  it('leaves broken YAML alone and says so', () => {
    const text = resource('KafkaTopic', '  partitions: [1\n');
    assert.equal(migrateToV1(text).text, text);
    assert.match(open(text)[0]?.message ?? '', /no sound YAML/);
  });
});
