import assert from 'node:assert/strict';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import {
  broker,
  cluster,
  controller,
  controllers,
  kafka,
  pool,
  topic,
} from '../../../server/src/rules/sound.ts';

/** What clusters are made of these files: the names of their members, and how many brokers and controllers they have. */
function clusters(files: Record<string, string>) {
  const review = createReview({ rules: [] });
  for (const [name, text] of Object.entries(files)) review.set(`file:///deployment/${name}`, text);
  review.refresh();
  return review.clusters().map(({ cluster }) => ({
    members: cluster.members.map(({ place }) => place.part.uri.slice('file:///deployment/'.length)),
    brokers: cluster.brokers?.value,
    controllers: cluster.controllers?.value,
  }));
}

const members = (files: string[], text = broker()) =>
  clusters(Object.fromEntries(files.map((name) => [name, text]))).map((cluster) => cluster.members);

describe('clusters', () => {
  it('join numbered siblings with the same quorum, in the order of their names', () => {
    assert.deepEqual(members(['server-2.properties', 'server-1.properties']), [
      ['server-1.properties', 'server-2.properties'],
    ]);
    assert.deepEqual(members(['broker-b.properties', 'broker-a.properties']), [
      ['broker-a.properties', 'broker-b.properties'],
    ]);
  });

  it('join files of one name in numbered folders', () => {
    assert.deepEqual(members(['node1/server.properties', 'node2/server.properties']), [
      ['node1/server.properties', 'node2/server.properties'],
    ]);
  });

  it('join the file without a number to its numbered siblings, when its id is its own', () => {
    const node = (id: number) => broker(`node.id=${id}`);
    const siblings = { 'server-1.properties': node(1), 'server-2.properties': node(2) };
    assert.equal(clusters({ 'server.properties': node(0), ...siblings })[0]?.brokers, 3);
    assert.equal(clusters({ 'server.properties': node(1), ...siblings }).length, 2);
    assert.equal(clusters({ 'broker.properties': node(0), ...siblings }).length, 2);
  });

  it('take other files beside each other for alternatives', () => {
    const alternatives = ['server.properties', 'broker.properties', 'server.properties.bak'];
    assert.equal(members(alternatives).length, 3);
    assert.equal(members(alternatives.map((name) => `kafka-3.9/${name}`)).length, 3);
  });

  it('keep files with another quorum apart', () => {
    const other = broker('controller.quorum.bootstrap.servers=d1.kafka.internal:9093');
    assert.equal(clusters({ 'server-1.properties': broker(), 'server-2.properties': other }).length, 2);
  });

  it('count the brokers among the members, and nothing from one file', () => {
    const [group] = clusters({
      'broker-1.properties': broker(),
      'broker-2.properties': broker(),
      'controller-1.properties': controller(),
    });
    assert.equal(group?.brokers, 2);
    assert.equal(clusters({ 'server.properties': broker() })[0]?.brokers, undefined);
  });

  it('sum the node pools of a Strimzi cluster by role', () => {
    const pools = [pool(), pool({ name: 'more', replicas: '2' }), controllers()].join('---\n');
    const [prod] = clusters({ 'kafka.yaml': kafka(), 'pools.yaml': pools });
    assert.deepEqual([prod?.brokers, prod?.controllers], [5, 3]);
  });

  it('do not know how many brokers there are when no pool with brokers is here, or one does not tell', () => {
    const only = clusters({ 'kafka.yaml': kafka(), 'pools.yaml': controllers() });
    assert.deepEqual([only[0]?.brokers, only[0]?.controllers], [undefined, 3]);
    const template = [pool(), pool({ name: 'more', replicas: '{{ .Values.brokers }}' })].join('---\n');
    assert.equal(clusters({ 'kafka.yaml': kafka(), 'pools.yaml': template })[0]?.brokers, undefined);
  });
});

/** The rules that report something in these files. */
function reported(files: Record<string, string>): string[] {
  const review = createReview({ rules });
  for (const [name, text] of Object.entries(files)) review.set(`file:///deployment/${name}`, text);
  review.refresh();
  return review
    .files()
    .sort()
    .flatMap((uri) =>
      review.findings(uri).map(({ rule }) => `${uri.slice(uri.lastIndexOf('/') + 1)} ${rule}`),
    );
}

const inNamespace = (text: string, namespace: string) =>
  text.replaceAll(/^metadata:\n/gm, `metadata:\n  namespace: ${namespace}\n`);

const watching = (namespace: string) =>
  kafka().replace('topicOperator: {}', `topicOperator:\n      watchedNamespace: ${namespace}`);

describe('topics of a cluster', () => {
  const pools = inNamespace(cluster()['pools.yaml'], 'kafka');

  it('are looked for in the namespace that the topic operator watches', () => {
    const own = { 'kafka.yaml': inNamespace(kafka(), 'kafka'), 'pools.yaml': pools };
    const watched = { ...own, 'kafka.yaml': inNamespace(watching('shop'), 'kafka') };
    const [here, there] = ['kafka', 'shop'].map((name) => ({ 'topic.yaml': inNamespace(topic(), name) }));
    assert.deepEqual(reported({ ...own, ...here }), []);
    assert.deepEqual(reported({ ...own, ...there }), ['topic.yaml strimzi-cluster-label']);
    assert.deepEqual(reported({ ...watched, ...there }), []);
    assert.deepEqual(reported({ ...watched, ...here }), ['topic.yaml strimzi-cluster-label']);
  });

  it('are declared once: of two resources of other names the later one is refused', () => {
    const again = topic({ name: 'orders-again' }).replace('spec:\n', 'spec:\n  topicName: orders\n');
    const files = { ...cluster(), 'a.yaml': topic(), 'b.yaml': again };
    assert.deepEqual(reported(files), ['b.yaml strimzi-topic']);
    assert.deepEqual(reported({ ...files, 'b.yaml': topic() }), []);
  });

  describe('of workloads and services', () => {
    const workload = (name: string, { kind = 'StatefulSet', replicas = '', id = '' }) => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  ${replicas}
  template:
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.3.1
          env:
            - {name: KAFKA_PROCESS_ROLES, value: "broker,controller"}
            - {name: KAFKA_CONTROLLER_QUORUM_VOTERS, value: "0@kafka-0:9093,1@kafka-1:9093,2@kafka-2:9093"}
            - {name: KAFKA_NODE_ID${id ? `, value: "${id}"` : ', valueFrom: {fieldRef: {fieldPath: metadata.name}}'}}
`;
    const counts = (files: Record<string, string>) => clusters(files).map(({ brokers }) => brokers);

    it('have as many nodes as their replicas, and none that is counted where nobody can know', () => {
      assert.deepEqual(counts({ 'kafka.yaml': workload('kafka', { replicas: 'replicas: 3' }) }), [3]);
      assert.deepEqual(counts({ 'kafka.yaml': workload('kafka', { replicas: 'replicas: {{ .n }}' }) }), [
        undefined,
      ]);
      assert.deepEqual(counts({ 'kafka.yaml': workload('kafka', { kind: 'DaemonSet' }) }), [undefined]);
    });

    it('join numbered workloads of a folder with the same quorum', () => {
      const node = (n: number) => workload(`kafka-${n}`, { kind: 'Deployment', id: String(n) });
      const files = (folder: string) => ({
        [`${folder}/a.yaml`]: node(0),
        [`${folder}/b.yaml`]: node(1),
        [`${folder}/c.yaml`]: node(2),
      });
      assert.deepEqual(counts({ ...files('dev'), ...files('prod') }), [3, 3]);
      assert.deepEqual(
        counts({ 'dev.yaml': workload('kafka', { id: '1' }), 'prod.yaml': workload('kafka', { id: '1' }) }),
        [1, 1],
      );
    });

    it('have no node that only a piece of a compose file names', () => {
      const service = (more: string) =>
        `services:\n  kafka:\n${more}    environment:\n      KAFKA_PROCESS_ROLES: broker,controller\n`;
      assert.deepEqual(
        counts({
          'compose.yaml': service('    image: apache/kafka:4.3.1\n'),
          'compose.override.yaml': service('    ports: ["9092:9092"]\n'),
        }),
        [1],
      );
    });
  });

  describe('of compose files', () => {
    const base = `services:
  kafka:
    image: apache/kafka:4.2.0
    mem_limit: 4g
    environment:
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093
      KAFKA_DEFAULT_REPLICATION_FACTOR: 3
`;
    const override = `services:
  kafka:
    image: apache/kafka:4.3.1
    environment:
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_DEFAULT_REPLICATION_FACTOR: 1
      KAFKA_MIN_INSYNC_REPLICAS: 2
`;
    const reviewed = (files: Record<string, string>) => {
      const review = createReview({ rules });
      for (const [name, text] of Object.entries(files)) review.set(`file:///deployment/${name}`, text);
      review.refresh();
      const found = Object.keys(files).flatMap((name) =>
        review
          .findings(`file:///deployment/${name}`)
          .filter(({ rule }) => /replication-factor-exceeds|min-isr/.test(rule))
          .map(({ rule }) => `${name} ${rule}`),
      );
      return { found, versions: review.clusters().map(({ cluster }) => cluster.version?.value) };
    };

    for (const stem of ['compose', 'docker-compose'])
      it(`have ${stem}.override.yml laid over ${stem}.yml, each value judged where it stands`, () => {
        assert.deepEqual(reviewed({ [`${stem}.yml`]: base }).found, [
          `${stem}.yml replication-factor-exceeds-brokers`,
        ]);
        assert.deepEqual(reviewed({ [`${stem}.yml`]: base, [`${stem}.override.yml`]: override }), {
          found: [`${stem}.override.yml min-isr-exceeds-rf`],
          versions: ['4.3.1'],
        });
      });

    const common = `services:
  kafka:
    image: apache/kafka:4.3.1
    environment:
      - KAFKA_DEFAULT_REPLICATION_FACTOR=3
      - KAFKA_MIN_INSYNC_REPLICAS=4
`;
    const nodes = (count: number) =>
      `services:\n${Array.from(
        { length: count },
        (_, index) => `  kafka-${index}:
    extends: {file: ../common.yml, service: kafka}
    environment:
      KAFKA_NODE_ID: ${index}
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 0@kafka-0:9093
`,
      ).join('')}`;

    it('have the variables of what they extend in another file, each judged where it stands', () => {
      assert.deepEqual(reviewed({ 'common.yml': common }), { found: [], versions: [] });
      assert.deepEqual(reviewed({ 'common.yml': common, 'a/compose.yml': nodes(3) }), {
        found: ['common.yml min-isr-exceeds-rf'],
        versions: ['4.3.1'],
      });
      assert.deepEqual(reviewed({ 'common.yml': common, 'a/compose.yml': nodes(2) }).found, [
        'common.yml replication-factor-exceeds-brokers',
        'common.yml min-isr-exceeds-rf',
      ]);
      const own = nodes(3).replaceAll('KAFKA_NODE_ID', 'KAFKA_MIN_INSYNC_REPLICAS: 2\n      KAFKA_NODE_ID');
      assert.deepEqual(reviewed({ 'common.yml': common, 'a/compose.yml': own }).found, []);
    });

    it('do not run what others extend, nor know what extends a file that is not here', () => {
      const node = common.replace(
        'KAFKA_MIN',
        'KAFKA_PROCESS_ROLES=broker,controller\n      - KAFKA_CONTROLLER_QUORUM_VOTERS=1@a:1\n      - KAFKA_MIN',
      );
      const plain = "services:\n  a:\n    extends:\n      file: '../common.yml'\n      service: kafka\n";
      const two = `${plain}  b:\n    extends: {service: kafka, file: ../common.yml}\n`;
      const three = `${two}  c:\n    extends: {service: kafka, file: ../common.yml}\n`;
      const wrong = 'common.yml replication-factor-exceeds-brokers';
      assert.ok(reviewed({ 'common.yml': node }).found.includes(wrong));
      assert.ok(reviewed({ 'common.yml': node, 'a/compose.yml': two }).found.includes(wrong));
      assert.ok(!reviewed({ 'common.yml': node, 'a/compose.yml': three }).found.includes(wrong));
      assert.deepEqual(reviewed({ 'a/compose.yml': three }), { found: [], versions: [] });
      assert.deepEqual(reviewed({ 'a/compose.yml': nodes(2) }).found, []);
    });

    it('may be one for each machine: voters that are not in it run elsewhere', () => {
      const one = (voters: string) => base.replace('1@kafka:9093', voters);
      assert.deepEqual(reviewed({ 'compose.yml': one('1@kafka:9093,2@b:9093,3@c:9093') }).found, []);
      assert.deepEqual(reviewed({ 'compose.yml': one('1@kafka:9093') }).found, [
        'compose.yml replication-factor-exceeds-brokers',
      ]);
    });

    it('end where services of files extend each other in a circle', () => {
      const circle = (file: string) =>
        `services:\n  kafka:\n    extends: {file: ${file}, service: kafka}\n    environment: {KAFKA_NODE_ID: 1}\n`;
      assert.deepEqual(reviewed({ 'a.yml': circle('b.yml'), 'b.yml': circle('a.yml') }).found, []);
    });

    it('of other names and folders stand for themselves', () => {
      const { versions } = reviewed({
        'compose.yml': base,
        'compose.prod.yml': override,
        'b/compose.override.yml': override,
      });
      assert.deepEqual(versions.toSorted(), ['4.2.0', '4.3.1', '4.3.1']);
    });
  });
});
