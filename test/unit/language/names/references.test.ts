import assert from 'node:assert/strict';
import { highlightsAt, referencesAt } from '../../../../server/src/language/names/references.ts';
import { shown, workspace } from '../../../support/places.ts';
import { listeners, resource } from '../../../support/web.ts';

function references(files: Record<string, string>, includeDeclaration = true): string[] {
  const { review, uri, position } = workspace(files);
  return referencesAt(review, uri, position, includeDeclaration).map((found) =>
    shown(review, found.uri, found.range),
  );
}

describe('find references', () => {
  const files = {
    'connect.yaml': resource('KafkaConnect', 'sinks', {
      spec: '  bootstrapServers: prod-kafka-bootstrap:9093\n  tls:\n    trustedCertificates:\n      - secretName: prod-cluster-ca-cert\n        certificate: ca.crt\n',
    }),
    'kafka.yaml': resource('Kafka', 'prod‸', { spec: listeners }),
    'pools.yaml': resource('KafkaNodePool', 'brokers', { cluster: '"prod"' }),
    'topics.yaml': `${resource('KafkaTopic', 'a', { cluster: 'prod' })}---\n${resource('KafkaTopic', 'b', { cluster: 'test' })}`,
  };

  it('finds labels, addresses and Secrets of a cluster in all files', () => {
    assert.deepEqual(references(files), [
      'connect.yaml:6 prod',
      'connect.yaml:9 prod',
      'kafka.yaml:4 prod',
      'pools.yaml:6 prod',
      'topics.yaml:6 prod',
    ]);
    assert.equal(references(files, false).length, 4);
  });

  it('finds the same from a use', () => {
    const from = {
      ...files,
      'kafka.yaml': files['kafka.yaml'].replace('‸', ''),
      'pools.yaml': resource('KafkaNodePool', 'brokers', { cluster: '"pr‸od"' }),
    };
    assert.deepEqual(references(from), references(files));
  });

  it('finds what names a cluster alike when no file declares it', () => {
    const topics = [
      resource('KafkaTopic', 'a', { cluster: 'pr‸od', namespace: 'a' }),
      resource('KafkaTopic', 'b', { cluster: 'prod', namespace: 'a' }),
      resource('KafkaTopic', 'c', { cluster: 'prod', namespace: 'b' }),
    ].join('---\n');
    assert.deepEqual(references({ 'topics.yaml': topics }), ['topics.yaml:7 prod', 'topics.yaml:16 prod']);
  });

  it('finds a listener in every node of a cluster, and in no other cluster', () => {
    const node = (id: number, quorum: string, name: string) =>
      `process.roles=broker\nnode.id=${id}\ncontroller.quorum.bootstrap.servers=${quorum}:9093\nlisteners=${name}://:9092\ninter.broker.listener.name=INSIDE\n`;
    const nodes = {
      'a/server-1.properties': node(1, 'c1', 'INSI‸DE'),
      'a/server-2.properties': node(2, 'c1', 'INSIDE'),
      'b/server-1.properties': node(1, 'other', 'INSIDE'),
    };
    assert.deepEqual(references(nodes), [
      'a/server-1.properties:4 INSIDE',
      'a/server-1.properties:5 INSIDE',
      'a/server-2.properties:4 INSIDE',
      'a/server-2.properties:5 INSIDE',
    ]);
  });

  it('is empty where no name is', () => {
    assert.deepEqual(references({ 'kafka.yaml': resource('Ka‸fka', 'prod') }), []);
  });

  it('highlights in one file what means the same', () => {
    const { review, uri, position } = workspace({
      'all.yaml': `${resource('Kafka', 'prod')}---\n${resource('KafkaTopic', 'a', { cluster: 'pr‸od' })}`,
      'other.yaml': resource('KafkaTopic', 'b', { cluster: 'prod' }),
    });
    const found = highlightsAt(review, uri, position);
    assert.deepEqual(
      found.map(({ range, kind }) => [shown(review, uri, range), kind]),
      [
        ['all.yaml:4 prod', 3],
        ['all.yaml:12 prod', 2],
      ],
    );
  });
});
