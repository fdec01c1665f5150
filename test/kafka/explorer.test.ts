// The language server shows a real cluster to the explorer, as the sidebar asks for it: bundled, over its own protocol.
import assert from 'node:assert/strict';
import type { Dashboard } from '../../server/src/cluster/dashboard.ts';
import {
  type ClusterWorse,
  clusterChanged,
  clusterDashboard,
  clusterTree,
  clusterWorse,
  configureClusters,
  openCluster,
  testCluster,
  watchClusters,
} from '../../server/src/cluster/messages.ts';
import type { TreeNode } from '../../server/src/cluster/tree/node.ts';
import { type Client, startClient } from '../server/client.ts';
import { eventually } from '../support/eventually.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';

describe('the explorer', function () {
  this.timeout(240_000);
  let kafka: TestKafka;
  let client: Client;
  let changes = 0;
  const worse: ClusterWorse[] = [];

  before(async () => {
    kafka = await startKafka({ version: '4.3.1' });
    kafka.tool(
      'kafka-topics',
      '--bootstrap-server',
      kafka.bootstrap(),
      '--create',
      '--topic',
      'single',
      '--replica-assignment',
      '2,1',
    );
    client = await startClient(undefined);
    client.connection.onNotification(clusterChanged, () => {
      changes += 1;
    });
    client.connection.onNotification(clusterWorse, (notice: ClusterWorse) => {
      worse.push(notice);
    });
    await client.connection.sendRequest(openCluster, {
      id: 'a',
      name: 'prod',
      source: { bootstrap: kafka.bootstrap() },
    });
  });
  after(async () => {
    await client?.stop();
    await kafka?.stop();
  });

  const tree = (node?: string): Promise<TreeNode[]> =>
    client.connection.sendRequest(clusterTree, { id: 'a', ...(node === undefined ? {} : { node }) });
  const line = async (): Promise<TreeNode> => {
    const [own] = await tree();
    assert.ok(own);
    return own;
  };
  /** Waits until the cluster's own line is as wanted: polls come by themselves. */
  const until = (wanted: RegExp): Promise<TreeNode> =>
    eventually(async () => {
      const own = await line();
      assert.match(String(own.description), wanted);
      return own;
    });

  it('tries a connection before it is added', async () => {
    await eventually(async () => {
      const works = await client.connection.sendRequest(testCluster, { bootstrap: kafka.bootstrap() });
      assert.equal((works as { brokers: number }).brokers, 3);
    });
    const refused = await client.connection.sendRequest(testCluster, { bootstrap: '127.0.0.1:1' });
    assert.equal((refused as { kind: string }).kind, 'refused');
    const unusable = await client.connection.sendRequest(testCluster, { bootstrap: 'nonsense' });
    assert.match((unusable as { text: string }).text, /nonsense is not host:port/);
  });

  it('asks the cluster nothing while no view shows it', async () => {
    await new Promise((done) => setTimeout(done, 500));
    assert.equal(changes, 0);
    assert.match(String((await line()).description), /connecting/);
  });

  it('shows brokers by rack, topics and the quorum once somebody looks', async () => {
    await client.connection.sendNotification(watchClusters, ['a']);
    await until(/^\d+ (error|warning)s?, .* · \d+ s ago$/);
    await eventually(async () =>
      assert.deepEqual(
        (await tree('')).map(({ label }) => label),
        ['Problems', 'Brokers', 'Topics', 'Consumer groups', 'Quorum'],
      ),
    );
    assert.deepEqual(
      (await tree('brokers')).map(({ label }) => label),
      ['rack rack-a', 'rack rack-b', 'rack rack-c'],
    );
    const [broker] = await tree('rack/rack-b');
    assert.equal(broker?.label, `2  127.0.0.1:${kafka.port(2)}`);
    assert.match(String(broker?.description), /^leaders 1 · replicas 1 · \d+ % disk$/);
    const [topic] = await tree('topics');
    assert.match(String(topic?.description), /^2 × RF 1 · min ISR 1 · 0 B$/);
    assert.deepEqual(
      (await tree('topic/single')).map(({ description }) => description),
      ['leader 2 · replicas 2 · in sync 2 · end 0', 'leader 1 · replicas 1 · in sync 1 · end 0'],
    );
  });

  it('holds the cluster to the thresholds of the settings', async () => {
    const disks = async (): Promise<number> =>
      (await tree('problems')).filter(({ label }) => /^disk of broker/.test(label)).length;
    const configure = (thresholds: object) =>
      client.connection.sendNotification(configureClusters, { thresholds });
    await configure({ 'live-disk-usage.information': 0 });
    while ((await disks()) !== 3) await new Promise((done) => setTimeout(done, 100));
    const out = ['information', 'warning', 'error'].map((level) => [`live-disk-usage.${level}`, 101]);
    await configure(Object.fromEntries(out));
    while ((await disks()) !== 0) await new Promise((done) => setTimeout(done, 100));
  });

  it('has the command that ends a problem, where there is one', async () => {
    const single = (await tree('problems')).find(({ label }) =>
      /^single has replication factor 1/.test(label),
    );
    assert.match(
      String(single?.copy),
      new RegExp(`\\nkafka-reassign-partitions\\.sh --bootstrap-server ${kafka.bootstrap()} .*--execute$`),
    );
    const controller = (await tree('problems')).find(({ label }) => /has 1 controller/.test(label));
    assert.ok(controller && controller.copy === undefined);
  });

  it('gives the figures that the dashboard draws', async () => {
    const { figures } = await client.connection.sendRequest<Dashboard>(clusterDashboard, 'a');
    assert.ok(figures);
    assert.deepEqual(
      figures.partitions.filter(({ count }) => count > 0),
      [{ state: 'in sync', count: 2 }],
    );
    assert.deepEqual(
      figures.brokers.map(({ id, rack, live, leaders, replicas }) => [id, rack, live, leaders, replicas]),
      [
        [1, 'rack-a', true, 1, 1],
        [2, 'rack-b', true, 1, 1],
        [3, 'rack-c', true, 0, 0],
      ],
    );
    assert.ok(figures.brokers.every(({ disk }) => disk && disk.used > 0 && disk.used <= disk.total));
  });

  it('turns when a broker is killed, and heals when it is back', async () => {
    await kafka.kill(2);
    const turned = await until(/^1 offline, .*1 broker gone, \d+ more · /);
    assert.equal(turned.state, 'error');
    await eventually(async () => {
      const [worst] = await tree('problems');
      assert.match(String(worst?.label), /^single-0 has no leader: broker 2 is gone/);
      assert.equal(worse[0]?.id, 'a', 'it got worse, and that is told');
    });
    await kafka.start(2);
    const healed = await until(/^(?!.*(offline|gone))/);
    assert.notEqual(healed.state, 'good');
  });

  it('keeps what it saw, with its age, when nothing answers any more', async () => {
    await Promise.all(kafka.brokers.map((id) => kafka.kill(id)));
    await until(/^not reachable · last seen \d+ (s|min) ago$/);
    await eventually(async () => assert.match(String((await tree(''))[0]?.label), /nothing listens/));
    assert.ok((await tree('topics')).some(({ label }) => label === 'single'));
  });
});
