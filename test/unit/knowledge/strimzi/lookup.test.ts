import assert from 'node:assert/strict';
import {
  defaultKafka,
  fieldsOf,
  forbiddenConfig,
  kinds,
  lifetimeOf,
  schemaAt,
  servedBy,
  servedVersions,
  strimziRangeFor,
  supportedKafka,
} from '../../../../server/src/knowledge/strimzi/index.ts';

describe('What Strimzi’s API says about a place', () => {
  it('knows nine kinds and the API versions that releases serve', () => {
    assert.equal(kinds.length, 9);
    assert.deepEqual(servedVersions('KafkaTopic'), ['v1', 'v1beta2', 'v1beta1', 'v1alpha1']);
    assert.deepEqual(servedVersions('Kafka'), ['v1', 'v1beta2']);
    assert.deepEqual(servedVersions('Deployment'), []);
    assert.deepEqual(servedBy('Kafka', 'v1beta2'), { min: '0.22', max: '0.51' });
    assert.deepEqual(servedBy('KafkaUser', 'v1alpha1'), { max: '0.51' });
    assert.deepEqual(servedBy('Kafka', 'v1'), { min: '0.49' });
  });

  it('tells type, bounds and required fields inside lists', () => {
    const port = schemaAt('Kafka', 'v1', ['spec', 'kafka', 'listeners', 3, 'port']);
    assert.deepEqual([port?.type, port?.minimum], ['integer', 9092]);
    const listener = schemaAt('Kafka', 'v1', ['spec', 'kafka', 'listeners', 0]);
    assert.deepEqual(listener?.required, ['name', 'port', 'tls', 'type']);
  });

  it('tells since when a field is there, until when, and what replaced it', () => {
    assert.equal(lifetimeOf('KafkaConnect', ['spec', 'groupId']).since, '0.49');
    assert.equal(schemaAt('KafkaConnect', 'v1', ['spec', 'groupId'], '1.2')?.type, 'string');
    const kaniko = schemaAt('KafkaConnect', 'v1beta2', [
      'spec',
      'build',
      'output',
      'additionalKanikoOptions',
    ]);
    assert.equal(
      lifetimeOf('KafkaConnect', ['spec', 'build', 'output', 'additionalKanikoOptions']).lastIn,
      '0.51',
    );
    assert.deepEqual(kaniko?.deprecated, { movedTo: 'spec.build.output.additionalBuildOptions' });
    assert.equal(schemaAt('KafkaConnect', 'v1beta2', ['spec', 'groupId'], '0.45'), undefined);
  });

  it('lists the fields of an object with what is required', () => {
    const fields = fieldsOf('KafkaNodePool', 'v1', ['spec']);
    assert.equal(fields.get('roles')?.isRequired, true);
    assert.equal(fields.get('jvmOptions')?.isRequired, false);
    assert.equal(fieldsOf('KafkaNodePool', 'v1', ['spec', 'nothing']).size, 0);
  });

  it('tells that any key may stand in a configuration map', () => {
    assert.equal(schemaAt('Kafka', 'v1', ['spec', 'kafka', 'config'])?.free, true);
    assert.equal(schemaAt('Kafka', 'v1', ['metadata', 'labels'])?.of, 'string');
  });

  it('never takes a name of JavaScript for a field', () => {
    assert.equal(schemaAt('Kafka', 'v1', ['spec', 'constructor']), undefined);
    assert.equal(schemaAt('constructor', 'v1', []), undefined);
  });
});

describe('The keys that the operator takes out of a configuration', () => {
  const kafka = (key: string, operator?: string, listeners?: string[]) =>
    forbiddenConfig('Kafka', operator === '0.45' ? 'v1beta2' : 'v1', ['spec', 'kafka', 'config'], key, {
      ...(operator !== undefined && { operator }),
      ...(listeners !== undefined && { listeners }),
    });

  it('are those of a forbidden prefix that are no exception', () => {
    assert.deepEqual(kafka('advertised.listeners'), { prefix: 'advertised.' });
    assert.deepEqual(kafka('Advertised.Listeners'), { prefix: 'advertised.' });
    assert.equal(kafka('ssl.cipher.suites'), undefined);
    assert.equal(kafka('min.insync.replicas'), undefined);
  });

  it('differ by release: what one of the releases that are meant leaves is not forbidden', () => {
    assert.deepEqual(kafka('broker.session.timeout.ms', '0.45'), { prefix: 'broker.' });
    assert.equal(kafka('broker.session.timeout.ms', '1.2'), undefined);
    assert.equal(kafka('cordoned.log.dirs'), undefined);
    assert.deepEqual(kafka('cordoned.log.dirs', '1.2'), { prefix: 'cordoned.log.dirs' });
  });

  it('leave the limits of a listener that exists', () => {
    assert.equal(kafka('listener.name.plain-9092.max.connections'), undefined);
    assert.equal(kafka('listener.name.plain-9092.max.connections', '1.2', ['plain-9092']), undefined);
    assert.deepEqual(kafka('listener.name.tls-9093.max.connections', '1.2', ['plain-9092']), {
      prefix: 'listener.',
    });
    assert.deepEqual(kafka('listener.name.plain-9092.ssl.keystore.location'), { prefix: 'listener.' });
  });

  it('are whole keys for connectors, and everything but a few prefixes for custom authentication', () => {
    const connector = (key: string) => forbiddenConfig('KafkaConnector', 'v1', ['spec', 'config'], key);
    assert.deepEqual(connector('tasks.max'), { option: 'tasks.max' });
    assert.equal(connector('name.prefix'), undefined);
    const path = ['spec', 'authentication', 'config'];
    assert.equal(forbiddenConfig('KafkaConnect', 'v1', path, 'sasl.jaas.config'), undefined);
    assert.ok(forbiddenConfig('KafkaConnect', 'v1', path, 'bootstrap.servers'));
  });
});

describe('The Kafka versions of a Strimzi release', () => {
  it('are known from 0.32 to 1.2', () => {
    assert.deepEqual(supportedKafka('0.48.0'), ['4.0.0', '4.1.0']);
    assert.equal(defaultKafka('1.2.0'), '4.3.1');
    assert.equal(supportedKafka('9.9'), undefined);
  });

  it('tell which releases can be meant by a Kafka version', () => {
    assert.deepEqual(strimziRangeFor('3.9.1'), { min: '0.45', max: '0.47' });
    assert.deepEqual(strimziRangeFor('4.3.1'), { min: '1.2' });
    assert.equal(strimziRangeFor('2.8.0'), undefined);
  });
});
