import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { folderOf, kafkaReview } from './run.ts';

const connector = (api: string, line: string) =>
  `apiVersion: kafka.strimzi.io/${api}\nkind: KafkaConnector\nmetadata:\n  name: sink\n  labels:\n    strimzi.io/cluster: connect\nspec:\n  class: A # ours\n  ${line}\n`;

const old = connector('v1beta2', 'pause: true');
const now = connector('v1', 'state: paused');

describe('kafka-review migrate', () => {
  it('moves resources to v1 in their files', () => {
    const folder = folderOf({ 'a/sink.yaml': old, 'b.yaml': 'kind: ConfigMap\n' });
    const { code, out, err } = kafkaReview(['migrate', '.'], { cwd: folder.path });
    assert.deepEqual([code, out], [0, '']);
    assert.match(err, /migrated 1 file to kafka\.strimzi\.io\/v1\n$/);
    assert.equal(readFileSync(folder.at('a/sink.yaml'), 'utf8'), now);
    assert.equal(readFileSync(folder.at('b.yaml'), 'utf8'), 'kind: ConfigMap\n');
    assert.match(kafkaReview(['migrate', '.'], { cwd: folder.path }).err, /^nothing to migrate\n$/);
    folder.remove();
  });

  it('prints the difference and writes nothing in a dry run', () => {
    const folder = folderOf({ 'sink.yaml': old });
    const { code, out } = kafkaReview(['migrate', '--dry-run', 'sink.yaml'], { cwd: folder.path });
    assert.equal(code, 0);
    assert.match(out, /^-apiVersion: kafka\.strimzi\.io\/v1beta2\n\+apiVersion: kafka\.strimzi\.io\/v1\n/m);
    assert.equal(readFileSync(folder.at('sink.yaml'), 'utf8'), old);
    folder.remove();
  });

  it('takes standard input and gives standard output', () => {
    const { code, out } = kafkaReview(['migrate', '-'], { input: old });
    assert.deepEqual([code, out], [0, now]);
  });

  it('lists what is left to do, and exits with 1', () => {
    const kafka =
      'apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: {name: prod}\nspec:\n  kafka:\n    version: 3.5.0\n    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n';
    const { code, err } = kafkaReview(['migrate', '-'], { input: kafka });
    assert.equal(code, 1);
    assert.match(err, /to do {2}Kafka prod: Kafka 3\.5\.0 is run by no release/);
    assert.match(err, /1 thing left to do\n$/);
  });

  it('knows the node pools of other files', () => {
    const kafka =
      'apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: {name: prod}\nspec:\n  kafka:\n    replicas: 3\n    storage: {type: ephemeral}\n    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n';
    const pool =
      'apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaNodePool\nmetadata:\n  name: brokers\n  labels: {strimzi.io/cluster: prod}\nspec: {replicas: 3, roles: [broker], storage: {type: ephemeral}}\n';
    const folder = folderOf({ 'kafka.yaml': kafka, 'pools/brokers.yaml': pool });
    assert.equal(kafkaReview(['migrate'], { cwd: folder.path }).code, 0);
    assert.doesNotMatch(readFileSync(folder.at('kafka.yaml'), 'utf8'), /replicas|KafkaNodePool/);
    folder.remove();
  });

  it('makes node pools for a cluster although its namesake in another folder has some', () => {
    const kafka =
      'apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: {name: prod}\nspec:\n  kafka:\n    replicas: 5\n    storage: {type: ephemeral}\n    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n';
    const pool =
      'apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaNodePool\nmetadata:\n  name: brokers\n  labels: {strimzi.io/cluster: prod}\nspec: {replicas: 3, roles: [broker], storage: {type: ephemeral}}\n';
    const folder = folderOf({ 'eu/kafka.yaml': kafka, 'eu/pool.yaml': pool, 'us/kafka.yaml': kafka });
    kafkaReview(['migrate'], { cwd: folder.path });
    assert.doesNotMatch(readFileSync(folder.at('eu/kafka.yaml'), 'utf8'), /replicas|KafkaNodePool/);
    assert.match(readFileSync(folder.at('us/kafka.yaml'), 'utf8'), /kind: KafkaNodePool[\s\S]*replicas: 5/);
    folder.remove();
  });

  it('refuses a release that does not serve v1', () => {
    const { code, err } = kafkaReview(['migrate', '--strimzi', '0.45', '-'], { input: old });
    assert.equal(code, 2);
    assert.match(err, /v1 is served by Strimzi 0\.49 and newer/);
  });
});
