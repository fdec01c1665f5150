import assert from 'node:assert/strict';
import { definitionAt } from '../../../../server/src/language/names/definition.ts';
import { shown, workspace } from '../../../support/places.ts';
import { listeners, resource } from '../../../support/web.ts';

function definition(files: Record<string, string>): string[] {
  const { review, uri, position } = workspace(files);
  return definitionAt(review, uri, position).map(({ targetUri, targetSelectionRange }) =>
    shown(review, targetUri, targetSelectionRange),
  );
}

describe('go to definition', () => {
  const kafka = resource('Kafka', 'prod', { spec: listeners });

  it('leads from a cluster label to the Kafka resource', () => {
    const topic = resource('KafkaTopic', 'orders', { cluster: 'pr‸od' });
    assert.deepEqual(definition({ 'kafka.yaml': kafka, 'topics/orders.yaml': topic }), ['kafka.yaml:4 prod']);
  });

  it('never leads into another namespace', () => {
    const files = {
      'a.yaml': resource('Kafka', 'prod', { namespace: 'a' }),
      'b.yaml': resource('Kafka', 'prod', { namespace: 'b' }),
      'topic.yaml': resource('KafkaTopic', 'orders', { cluster: 'pr‸od', namespace: 'b' }),
    };
    assert.deepEqual(definition(files), ['b.yaml:4 prod']);
  });

  it('follows the namespace that the topic or user operator was told to watch, for its own resources only', () => {
    const watching = resource('Kafka', 'prod', {
      namespace: 'kafka',
      spec: '  entityOperator:\n    topicOperator:\n      watchedNamespace: apps\n    userOperator: {}\n',
    });
    const on = (kind: string, namespace: string) =>
      definition({ 'kafka.yaml': watching, 'x.yaml': resource(kind, 'x', { cluster: '‸prod', namespace }) });
    assert.deepEqual(on('KafkaTopic', 'apps'), ['kafka.yaml:4 prod']);
    assert.deepEqual(on('KafkaTopic', 'kafka'), []);
    assert.deepEqual(on('KafkaUser', 'kafka'), ['kafka.yaml:4 prod']);
    assert.deepEqual(on('KafkaUser', 'apps'), []);
  });

  it('takes the nearer of two, and offers both where two are equally near', () => {
    const files = {
      'a/kafka.yaml': resource('Kafka', 'prod'),
      'b/kafka.yaml': resource('Kafka', 'prod'),
      'b/topics/orders.yaml': resource('KafkaTopic', 'orders', { cluster: '‸prod' }),
    };
    assert.deepEqual(definition(files), ['b/kafka.yaml:4 prod']);
    const between = { ...files, 'b/topics/orders.yaml': '', 'orders.yaml': files['b/topics/orders.yaml'] };
    assert.deepEqual(definition(between), ['a/kafka.yaml:4 prod', 'b/kafka.yaml:4 prod']);
  });

  it('leads from a connector to its Connect cluster, not to a Kafka of that name', () => {
    const files = {
      'kafka.yaml': resource('Kafka', 'shared'),
      'connect.yaml': resource('KafkaConnect', 'shared'),
      'connector.yaml': resource('KafkaConnector', 'sink', { cluster: 'shared‸' }),
    };
    assert.deepEqual(definition(files), ['connect.yaml:4 shared']);
  });

  describe('from the address of a service', () => {
    const connect = (servers: string) =>
      resource('KafkaConnect', 'sinks', { spec: `  bootstrapServers: ${servers}\n` });

    it('leads to the cluster, the listener and the port', () => {
      const on = (servers: string) => definition({ 'kafka.yaml': kafka, 'connect.yaml': connect(servers) });
      assert.deepEqual(on('pr‸od-kafka-bootstrap:9093'), ['kafka.yaml:4 prod']);
      assert.deepEqual(on('prod-kafka-bootstrap:90‸93'), ['kafka.yaml:13 9093']);
      assert.deepEqual(on('"prod-kafka-exter‸nal-bootstrap:9094"'), [
        'kafka.yaml:4 prod',
        'kafka.yaml:16 external',
      ]);
    });

    it('follows the namespace in the address', () => {
      const files = {
        'a.yaml': resource('Kafka', 'prod', { namespace: 'a' }),
        'b.yaml': resource('Kafka', 'prod', { namespace: 'b' }),
      };
      const on = (servers: string) =>
        definition({
          ...files,
          'connect.yaml': resource('KafkaConnect', 'sinks', {
            namespace: 'a',
            spec: `  bootstrapServers: ${servers}\n`,
          }),
        });
      assert.deepEqual(on('pr‸od-kafka-bootstrap.b.svc:9093'), ['b.yaml:4 prod']);
      assert.deepEqual(on('pr‸od-kafka-bootstrap.b.svc.cluster.local:9093'), ['b.yaml:4 prod']);
      assert.deepEqual(on('pr‸od-kafka-bootstrap:9093'), ['a.yaml:4 prod']);
      assert.deepEqual(on('pr‸od-kafka-bootstrap.example.com:9093'), []);
    });

    it('works in the environment of an application and in a client’s properties', () => {
      const deployment = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          env:\n            - name: SERVERS\n              value: pro‸d-kafka-bootstrap:9093\n`;
      assert.deepEqual(definition({ 'kafka.yaml': kafka, 'app.yaml': deployment }), ['kafka.yaml:4 prod']);
      const properties = 'bootstrap.servers=pro‸d-kafka-bootstrap:9093\ngroup.id=app\nkey.deserializer=x\n';
      assert.deepEqual(definition({ 'kafka.yaml': kafka, 'consumer.properties': properties }), [
        'kafka.yaml:4 prod',
      ]);
    });
  });

  it('leads from an ACL to the topic of the user’s own cluster', () => {
    const user = resource('KafkaUser', 'billing', {
      cluster: 'prod',
      spec: '  authorization:\n    type: simple\n    acls:\n      - resource:\n          type: topic\n          name: ord‸ers\n        operations: [Read]\n',
    });
    const files = {
      'kafka.yaml': `${kafka}---\n${resource('Kafka', 'test')}`,
      'orders.yaml': resource('KafkaTopic', 'orders', { cluster: 'prod' }),
      'test.yaml': resource('KafkaTopic', 'orders', { cluster: 'test' }),
      'user.yaml': user,
    };
    assert.deepEqual(definition(files), ['orders.yaml:4 orders']);
  });

  it('leads from an ACL of a prefix to every topic that begins with it', () => {
    const user = resource('KafkaUser', 'billing', {
      cluster: 'prod',
      spec: '  authorization:\n    type: simple\n    acls:\n      - resource:\n          type: topic\n          name: ord‸ers-\n          patternType: prefix\n        operations: [Read]\n',
    });
    const files = {
      'kafka.yaml': kafka,
      'topics.yaml': [
        resource('KafkaTopic', 'orders-eu', { cluster: 'prod' }),
        resource('KafkaTopic', 'orders', { cluster: 'prod' }),
        resource('KafkaTopic', 'us', { cluster: 'prod', spec: '  topicName: orders-us\n' }),
      ].join('---\n'),
      'user.yaml': user,
    };
    assert.deepEqual(definition(files), ['topics.yaml:4 orders-eu', 'topics.yaml:24 orders-us']);
  });

  it('leads from a connector’s topics to those of the cluster that its Connect cluster is told', () => {
    const files = {
      'kafka.yaml': `${resource('Kafka', 'prod')}---\n${resource('Kafka', 'test')}`,
      'topics.yaml': `${resource('KafkaTopic', 'orders', { cluster: 'test' })}---\n${resource('KafkaTopic', 'o2', { cluster: 'prod', spec: '  topicName: orders\n' })}`,
      'connect.yaml': resource('KafkaConnect', 'sinks', {
        spec: '  bootstrapServers: prod-kafka-bootstrap:9093\n',
      }),
      'connector.yaml': resource('KafkaConnector', 'sink', {
        cluster: 'sinks',
        spec: '  config:\n    topics: payments, ord‸ers\n',
      }),
    };
    assert.deepEqual(definition(files), ['topics.yaml:16 orders']);
  });

  it('leads from a Secret’s name to the user or the cluster that the operator makes it for, or to the Secret', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: registry\ndata: {}\n';
    const on = (name: string) =>
      definition({
        'kafka.yaml': kafka,
        'user.yaml': resource('KafkaUser', 'billing', { cluster: 'prod' }),
        'secret.yaml': secret,
        'connect.yaml': resource('KafkaConnect', 'sinks', {
          spec: `  tls:\n    trustedCertificates:\n      - secretName: ${name}\n        pattern: "*.crt"\n`,
        }),
      });
    assert.deepEqual(on('bil‸ling'), ['user.yaml:4 billing']);
    assert.deepEqual(on('prod-cluster-‸ca-cert'), ['kafka.yaml:4 prod']);
    assert.deepEqual(on('regis‸try'), ['secret.yaml:4 registry']);
    assert.deepEqual(on('noth‸ing'), []);
  });

  it('leads to a ConfigMap in the same file or in one with nothing else of Kafka’s', () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: metrics\ndata:\n  rules.yml: "{}"\n';
    const metered = resource('Kafka', 'prod', {
      spec: '  kafka:\n    metricsConfig:\n      type: jmxPrometheusExporter\n      valueFrom:\n        configMapKeyRef:\n          name: metr‸ics\n          key: rules.yml\n',
    });
    assert.deepEqual(definition({ 'kafka.yaml': `${metered}---\n${map}` }), ['kafka.yaml:17 metrics']);
    assert.deepEqual(definition({ 'kafka.yaml': metered, 'metrics.yaml': map }), ['metrics.yaml:4 metrics']);
  });

  it('leads from a listener’s name in server.properties to where it is bound', () => {
    const broker = (lines: string) => `process.roles=broker\nnode.id=1\n${lines}`;
    const on = (lines: string) => definition({ 'server.properties': broker(lines) });
    const rest = 'listeners=INSIDE://:9092,OUTSIDE://:9094\n';
    const expected = ['server.properties:4 OUTSIDE'];
    assert.deepEqual(on(`inter.broker.listener.name=OUT‸SIDE\n${rest}`), expected);
    assert.deepEqual(on(`advertised.listeners=INSIDE://a:9092,OUT‸SIDE://b:9094\n${rest}`), expected);
    assert.deepEqual(on(`listener.security.protocol.map=INSIDE:SSL,OUT‸SIDE:SSL\n${rest}`), expected);
    assert.deepEqual(on(`listener.name.out‸side.ssl.client.auth=required\n${rest}`), expected);
  });

  it('leads from a selector to the node pool', () => {
    const pool = resource('KafkaNodePool', 'brokers', {
      cluster: 'prod',
      spec: '  template:\n    pod:\n      topologySpreadConstraints:\n        - labelSelector:\n            matchLabels:\n              strimzi.io/pool-name: bro‸kers\n',
    });
    assert.deepEqual(definition({ 'kafka.yaml': kafka, 'pools.yaml': pool }), ['pools.yaml:4 brokers']);
  });
});
