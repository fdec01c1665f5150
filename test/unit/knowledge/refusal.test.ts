import assert from 'node:assert/strict';
import { refusals } from '../../../server/src/knowledge/refusal/refusal.ts';
import type { Scope } from '../../../server/src/knowledge/table.ts';

const controller = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.quorum.voters': '1@host1:9093',
  listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
  'advertised.listeners': 'PLAINTEXT://host1:9092',
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
};

type Written = Record<string, string | undefined>;
const refused = (settings: Written, scope: Scope = 'broker', version = '4.3.1') =>
  refusals(scope, new Map(Object.entries(settings)), version);
const broken = (changes: Written) => refused({ ...controller, ...changes });

describe('Would Kafka start', () => {
  it('has nothing against a sound node', () => {
    assert.deepEqual(refused(controller), []);
  });

  it('points at a value of the wrong type or outside its range', () => {
    assert.deepEqual(broken({ 'num.io.threads': '0' }), [
      {
        key: 'num.io.threads',
        keys: ['num.io.threads'],
        message: 'num.io.threads is 0: Kafka takes 1 or more',
      },
    ]);
    assert.equal(broken({ 'auto.create.topics.enable': 'yes' })[0]?.key, 'auto.create.topics.enable');
  });

  it('names both keys of numbers in the wrong order, and says which is the default', () => {
    const [refusal] = broken({ 'replica.fetch.wait.max.ms': '90000', 'replica.socket.timeout.ms': '120000' });
    assert.deepEqual(refusal?.keys, ['replica.fetch.wait.max.ms', 'replica.lag.time.max.ms']);
    assert.match(
      refusal?.message ?? '',
      /= 90000 is above replica\.lag\.time\.max\.ms = 30000 \(the default\)/,
    );
  });

  it('finds a listener without a protocol, two on one port, and an address nobody can reach', () => {
    const keys = (changes: Written) => broken(changes).map(({ key }) => key);
    assert.ok(keys({ listeners: 'EXTERNAL://:9092,CONTROLLER://:9093' }).includes('listeners'));
    assert.deepEqual(keys({ listeners: 'PLAINTEXT://:9092,CONTROLLER://:9092' }), ['listeners']);
    assert.deepEqual(keys({ 'advertised.listeners': 'PLAINTEXT://0.0.0.0:9092' }), ['advertised.listeners']);
  });

  it('finds a controller that is not one of its voters', () => {
    const [refusal] = broken({ 'node.id': '9' });
    assert.equal(refusal?.key, 'node.id');
    assert.match(refusal?.message ?? '', /9@HOST:PORT/);
  });

  it('concludes nothing from a value that it cannot know', () => {
    assert.deepEqual(broken({ listeners: undefined, 'node.id': undefined, 'num.io.threads': undefined }), []);
    assert.deepEqual(broken({ 'listener.security.protocol.map': undefined }), []);
  });

  it('says what is missing, marked as such: a program may still give it to a client', () => {
    const [refusal] = refused({ 'bootstrap.servers': 'host1:9092', 'value.serializer': 'a.B' }, 'producer');
    assert.deepEqual([refusal?.missing, refusal?.key, refusal?.keys], [true, undefined, ['key.serializer']]);
  });

  it('knows what each version takes', () => {
    const old = { 'zookeeper.connect': 'zk:2181', 'log.dirs': '/data' };
    assert.deepEqual(refused(old, 'broker', '3.9.2'), []);
    assert.ok(refused(old, 'broker', '4.0.0').some(({ keys }) => keys.includes('process.roles')));
  });

  it('refuses a topic setting that Kafka does not know', () => {
    assert.deepEqual(
      refused({ 'retention.hours': '5' }, 'topic').map(({ key }) => key),
      ['retention.hours'],
    );
  });

  it('survives hostile input', () => {
    const long = 'x'.repeat(100_000);
    for (const key of Object.keys(controller)) assert.ok(Array.isArray(broken({ [key]: long })));
    assert.ok(
      Array.isArray(broken({ listeners: 'A://:1,'.repeat(20_000), 'log.retention.ms': '9'.repeat(100_000) })),
    );
  });
});
