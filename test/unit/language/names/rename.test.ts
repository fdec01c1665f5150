import assert from 'node:assert/strict';
import { prepareRename, renameAt } from '../../../../server/src/language/names/rename.ts';
import { applyEdits, root, shown, workspace } from '../../../support/places.ts';
import { listeners, resource } from '../../../support/web.ts';

/** The files after the rename, or why it is refused. */
function renamed(
  files: Record<string, string>,
  to: string,
  roots: string[] = [root],
): Record<string, string> | string {
  const { review, uri, position } = workspace(files);
  const answer = renameAt(review, uri, position, to, roots) ?? assert.fail('there is no name here');
  if ('refused' in answer) return answer.refused;
  return Object.fromEntries(
    Object.entries(answer.changes ?? {}).map(([changed, edits]) => [
      changed.slice(root.length + 1),
      applyEdits(review.text(changed) ?? '', edits),
    ]),
  );
}

describe('rename', () => {
  const kafka = resource('Kafka', 'prod', { spec: listeners });

  it('gives a cluster a new name in every file, in derived names too, and keeps quotes', () => {
    const connect = (name: string) =>
      resource('KafkaConnect', 'sinks', {
        spec: `  bootstrapServers: "${name}-kafka-bootstrap.kafka.svc:9093,${name}-kafka-external-bootstrap:9094"\n  tls:\n    trustedCertificates:\n      - secretName: '${name}-cluster-ca-cert'\n`,
      });
    const pools = (name: string, cursor = '') =>
      resource('KafkaNodePool', 'brokers', { cluster: `"${name}${cursor}"`, namespace: 'kafka' });
    const all = (name: string, cursor = '') => ({
      'kafka.yaml': resource('Kafka', name, { namespace: 'kafka' }),
      'pools.yaml': pools(name, cursor),
      'connect.yaml': connect(name),
    });
    assert.deepEqual(
      renamed({ ...all('prod', '‸'), 'other.yaml': resource('Kafka', 'test') }, 'live'),
      all('live'),
    );
  });

  it('offers the letters of the name alone', () => {
    const { review, uri, position } = workspace({
      'kafka.yaml': kafka,
      'connect.yaml': resource('KafkaConnect', 'sinks', {
        spec: '  bootstrapServers: prod-ka‸fka-bootstrap:9093\n',
      }),
    });
    const found = prepareRename(review, uri, position) ?? assert.fail();
    assert.ok('range' in found);
    assert.equal(shown(review, uri, found.range), 'connect.yaml:6 prod');
    assert.equal(found.placeholder, 'prod');
  });

  it('leaves a cluster of the same name in another namespace alone', () => {
    const files = {
      'a.yaml': resource('Kafka', 'pro‸d', { namespace: 'a' }),
      'b.yaml': resource('Kafka', 'prod', { namespace: 'b' }),
      'topics.yaml': `${resource('KafkaTopic', 'x', { cluster: 'prod', namespace: 'a' })}---\n${resource('KafkaTopic', 'x', { cluster: 'prod', namespace: 'b' })}`,
    };
    const after = renamed(files, 'live');
    assert.ok(typeof after === 'object');
    assert.deepEqual(Object.keys(after).sort(), ['a.yaml', 'topics.yaml']);
    assert.match(after['topics.yaml'] ?? '', /cluster: live\n[\s\S]*cluster: prod\n/);
  });

  it('quotes a name that YAML would take for a number', () => {
    const files = {
      'kafka.yaml': kafka,
      'topic.yaml': resource('KafkaTopic', 'orders', { cluster: '‸prod' }),
    };
    const after = renamed(files, '2026');
    assert.ok(typeof after === 'object');
    assert.match(after['topic.yaml'] ?? '', /strimzi.io\/cluster: "2026"$/m);
  });

  it('renames the listener of a properties file wherever its name stands, each as it is spelled', () => {
    const node = (name: string, cursor = '') =>
      `process.roles=broker\nnode.id=1\nlisteners=${name}${cursor}://:9092\nadvertised.listeners=${name}://b1:9092\nlistener.security.protocol.map=CONTROLLER:SSL,${name}:SSL\ninter.broker.listener.name=${name}\nlistener.name.${name.toLowerCase()}.ssl.client.auth=required\n`;
    assert.deepEqual(renamed({ 'server.properties': node('CLIENT', '‸') }, 'PUBLIC'), {
      'server.properties': node('PUBLIC'),
    });
  });

  it('renames a topic in ACLs and connectors, by its name in Kafka', () => {
    const files = (name: string, cursor = '') => ({
      'kafka.yaml': kafka,
      'topic.yaml': resource('KafkaTopic', 'orders-eu', {
        cluster: 'prod',
        spec: `  topicName: ${name}${cursor}\n`,
      }),
      'user.yaml': resource('KafkaUser', 'billing', {
        cluster: 'prod',
        spec: `  authorization:\n    type: simple\n    acls:\n      - resource: { type: topic, name: ${name} }\n        operations: [Read]\n`,
      }),
      'connect.yaml': resource('KafkaConnect', 'sinks', {
        spec: '  bootstrapServers: prod-kafka-bootstrap:9092\n',
      }),
      'connector.yaml': resource('KafkaConnector', 'sink', {
        cluster: 'sinks',
        spec: `  config:\n    topics: payments,${name}\n`,
      }),
    });
    const { 'kafka.yaml': _, 'connect.yaml': __, ...changed } = files('Orders');
    assert.deepEqual(renamed(files('orders', '‸'), 'Orders'), changed);
  });

  it('renames a user with the Secret that the operator makes for it', () => {
    const files = (name: string, cursor = '') => ({
      'user.yaml': resource('KafkaUser', `${name}${cursor}`, { cluster: 'prod' }),
      'connect.yaml': resource('KafkaConnect', 'sinks', {
        spec: `  authentication:\n    type: tls\n    certificateAndKey:\n      secretName: ${name}\n      certificate: user.crt\n      key: user.key\n`,
      }),
    });
    assert.deepEqual(renamed(files('billing', '‸'), 'invoices'), files('invoices'));
  });

  describe('is refused with the reason', () => {
    const label = (cluster: string) => resource('KafkaTopic', 'orders', { cluster });

    it('where no file declares the name', () => {
      assert.equal(
        renamed({ 'topic.yaml': label('pr‸od') }, 'live'),
        'No file here declares the Kafka cluster prod, so its other places cannot be known.',
      );
    });

    it('where two could be meant, at the cursor or at another use', () => {
      const two = { 'a/kafka.yaml': resource('Kafka', 'prod'), 'b/kafka.yaml': resource('Kafka', 'prod') };
      assert.equal(
        renamed({ ...two, 'topic.yaml': label('pr‸od') }, 'live'),
        'prod could mean several things here: Kafka cluster in a/kafka.yaml:4, Kafka cluster in b/kafka.yaml:4.',
      );
      assert.equal(
        renamed({ ...two, 'a/kafka.yaml': resource('Kafka', 'pr‸od'), 'topic.yaml': label('prod') }, 'live'),
        'prod in w/topic.yaml:6 could also mean the Kafka cluster in b/kafka.yaml:4.',
      );
    });

    it('where a template writes a name of the kind', () => {
      assert.equal(
        renamed(
          { 'kafka.yaml': resource('Kafka', '‸prod'), 'topic.yaml': label('"{{ .Values.cluster }}"') },
          'live',
        ),
        'The Kafka cluster in w/topic.yaml:6 is written by a template: what it will be is not known.',
      );
    });

    it('where an alias writes it', () => {
      const aliased =
        'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: orders\n  labels:\n    app: &name prod\n    strimzi.io/cluster: *name\nspec: {}\n';
      assert.equal(
        renamed({ 'kafka.yaml': resource('Kafka', '‸prod'), 'topic.yaml': aliased }, 'live'),
        'The Kafka cluster in w/topic.yaml:7 is written by an alias: change it at its anchor.',
      );
    });

    it('where a place is outside of the workspace', () => {
      assert.equal(
        renamed({ 'in/kafka.yaml': resource('Kafka', '‸prod'), 'out/topic.yaml': label('prod') }, 'live', [
          `${root}/in`,
        ]),
        'out/topic.yaml:6 names it and is outside of this workspace.',
      );
    });

    it('where the new name is taken or is none', () => {
      const files = { 'kafka.yaml': `${resource('Kafka', 'prod‸')}---\n${resource('Kafka', 'live')}` };
      assert.equal(renamed(files, 'live'), 'There is a Kafka cluster live already, in w/kafka.yaml:10.');
      assert.match(String(renamed(files, 'My Cluster')), /My Cluster does not fit/);
    });

    it('where the Secret of a user has another name than the user', () => {
      const prefixed = resource('Kafka', 'prod', {
        spec: '  entityOperator:\n    userOperator:\n      secretPrefix: kafka-\n',
      });
      const files = {
        'kafka.yaml': prefixed,
        'user.yaml': resource('KafkaUser', 'bill‸ing', { cluster: 'prod' }),
      };
      assert.match(String(renamed(files, 'invoices')), /begin with kafka-: their names would not follow/);
    });

    it('where an ACL of a prefix would no longer reach the topic', () => {
      const files = {
        'kafka.yaml': kafka,
        'topic.yaml': resource('KafkaTopic', 'orders-eu‸', { cluster: 'prod' }),
        'user.yaml': resource('KafkaUser', 'billing', {
          cluster: 'prod',
          spec: '  authorization:\n    type: simple\n    acls:\n      - resource: { type: topic, name: orders-, patternType: prefix }\n        operations: [Read]\n',
        }),
      };
      assert.match(String(renamed(files, 'europe')), /prefix orders-, which europe does not begin with/);
      assert.deepEqual(Object.keys(renamed(files, 'orders-europe')), ['topic.yaml']);
    });
  });
});
