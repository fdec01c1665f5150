import assert from 'node:assert/strict';
import { completions } from '../../../../server/src/language/completion.ts';
import { shown, workspace } from '../../../support/places.ts';
import { listeners, resource } from '../../../support/web.ts';

/** What is offered at `‸`, and the text that it takes the place of. */
function offered(files: Record<string, string>): {
  labels: string[];
  details: (string | undefined)[];
  replaced: string[];
} {
  const { review, uri, position } = workspace(files);
  const items = completions(review, uri, position, review.text(uri) ?? '');
  return {
    labels: items.map(({ label }) => label),
    details: items.map(({ detail }) => detail),
    replaced: items.map(({ textEdit }) =>
      textEdit && 'range' in textEdit ? shown(review, uri, textEdit.range).replace(/^\S+ /, '') : '',
    ),
  };
}

describe('completion of names', () => {
  const clusters = {
    'kafka.yaml': [
      resource('Kafka', 'prod', { namespace: 'a', spec: listeners }),
      resource('Kafka', 'test', { namespace: 'b', spec: listeners }),
    ].join('---\n'),
    'connect.yaml': resource('KafkaConnect', 'sinks', {
      namespace: 'a',
      spec: '  bootstrapServers: prod-kafka-bootstrap:9092\n',
    }),
  };

  it('offers the clusters of the namespace for a label, and Connect clusters to a connector', () => {
    const on = (kind: string, namespace?: string) =>
      offered({
        ...clusters,
        'new.yaml': resource(kind, 'x', { cluster: 'p‸', ...(namespace ? { namespace } : {}) }),
      });
    assert.deepEqual(on('KafkaTopic', 'a').labels, ['prod']);
    assert.deepEqual(on('KafkaTopic').labels, ['prod', 'test']);
    assert.deepEqual(on('KafkaConnector', 'a').labels, ['sinks']);
    assert.deepEqual(on('KafkaTopic', 'a').replaced, ['p']);
  });

  it('offers an address for each listener, with the namespace where it is another one', () => {
    const { labels, details } = offered({
      ...clusters,
      'new.yaml': resource('KafkaBridge', 'x', { namespace: 'a', spec: '  bootstrapServers: "‸"\n' }),
    });
    assert.deepEqual(labels, [
      'prod-kafka-bootstrap:9092',
      'prod-kafka-bootstrap:9093',
      'prod-kafka-external-bootstrap:9094',
      'test-kafka-bootstrap.b.svc:9092',
      'test-kafka-bootstrap.b.svc:9093',
      'test-kafka-external-bootstrap.b.svc:9094',
    ]);
    assert.equal(details[1], 'listener tls · TLS');
  });

  describe('of one cluster', () => {
    const topics = [
      resource('KafkaTopic', 'orders', { cluster: 'prod', namespace: 'a' }),
      resource('KafkaTopic', 'p-2', { cluster: 'prod', namespace: 'a', spec: '  topicName: payments\n' }),
      resource('KafkaTopic', 'clicks', { cluster: 'test', namespace: 'b' }),
    ].join('---\n');

    it('offers the topics to an ACL', () => {
      const acl = resource('KafkaUser', 'x', {
        cluster: 'prod',
        namespace: 'a',
        spec: '  authorization:\n    type: simple\n    acls:\n      - resource:\n          type: topic\n          name: ‸\n',
      });
      assert.deepEqual(offered({ ...clusters, 'topics.yaml': topics, 'user.yaml': acl }).labels, [
        'orders',
        'payments',
      ]);
    });

    it('offers the topics to a connector, one after the other', () => {
      const connector = resource('KafkaConnector', 'x', {
        cluster: 'sinks',
        namespace: 'a',
        spec: '  config:\n    topics: orders,pay‸\n',
      });
      const found = offered({ ...clusters, 'topics.yaml': topics, 'connector.yaml': connector });
      assert.deepEqual(found.labels, ['orders', 'payments']);
      assert.deepEqual(found.replaced, ['pay', 'pay']);
    });
  });

  it('offers Secrets, those of users and clusters among them, and ConfigMaps', () => {
    const files = {
      ...clusters,
      'user.yaml': resource('KafkaUser', 'billing', { cluster: 'prod', namespace: 'a' }),
      'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: registry\n  namespace: a\n',
      'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: metrics\n  namespace: a\n',
    };
    const secret = '  tls:\n    trustedCertificates:\n      - secretName: ‸\n';
    assert.deepEqual(
      offered({ ...files, 'new.yaml': resource('KafkaConnect', 'x', { namespace: 'a', spec: secret }) })
        .labels,
      ['billing', 'prod-cluster-ca-cert', 'registry'],
    );
    const map = '  metricsConfig:\n    valueFrom:\n      configMapKeyRef:\n        name: ‸\n';
    assert.deepEqual(
      offered({ ...files, 'new.yaml': resource('KafkaConnect', 'x', { namespace: 'a', spec: map }) }).labels,
      ['metrics'],
    );
  });

  it('offers the pools of the resource’s own cluster to a selector', () => {
    const pools = [
      resource('KafkaNodePool', 'brokers', { cluster: 'prod', namespace: 'a' }),
      resource('KafkaNodePool', 'others', { cluster: 'test', namespace: 'b' }),
    ].join('---\n');
    const selector =
      '  template:\n    pod:\n      labelSelector:\n        matchLabels:\n          strimzi.io/pool-name: ‸\n';
    const files = { ...clusters, 'pools.yaml': pools };
    const pool = resource('KafkaNodePool', 'x', { cluster: 'prod', namespace: 'a', spec: selector });
    assert.deepEqual(offered({ ...files, 'new.yaml': pool }).labels, ['brokers', 'x']);
  });

  it('offers the listeners of all nodes of the cluster to a properties file', () => {
    const node = (lines: string) =>
      `process.roles=broker\ncontroller.quorum.bootstrap.servers=c1:9093\n${lines}`;
    const files = {
      'server-1.properties': node('node.id=1\nlisteners=INSIDE://:9092\ncontroller.listener.names=‸\n'),
      'server-2.properties': node('node.id=2\nlisteners=INSIDE://:9092,OUTSIDE://:9094\n'),
    };
    assert.deepEqual(offered(files).labels, ['INSIDE', 'OUTSIDE']);
  });

  it('leaves other values to the schema', () => {
    const pool = resource('KafkaNodePool', 'x', { spec: '  storage:\n    type: ‸\n' });
    assert.ok(offered({ 'pool.yaml': pool }).labels.includes('jbod'));
  });
});
