// What the form of the editor sends, tried by the bundled server: no broker is needed to say what is wrong with it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dashboard } from '../../server/src/cluster/dashboard.ts';
import {
  type ClusterSource,
  closeCluster,
  clusterChanged,
  clusterDashboard,
  clusterSupport,
  clusterTree,
  openCluster,
  refreshCluster,
  testCluster,
  watchClusters,
} from '../../server/src/cluster/messages.ts';
import type { TreeNode } from '../../server/src/cluster/tree/node.ts';
import { simulateKafka } from '../support/simulated-kafka.ts';
import { type Client, startClient } from './client.ts';

describe('a cluster from the form', () => {
  let client: Client;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-review-form-'));
    client = await startClient(undefined);
  });
  after(async () => {
    await client?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const tried = (
    source: ClusterSource,
  ): Promise<{ kind?: string; text?: string; command?: string; clusterId?: string }> =>
    client.connection.sendRequest(testCluster, source);

  it('works without security', async () => {
    const kafka = await simulateKafka({ brokers: 3, topics: 2, partitions: 3, groups: 1 });
    try {
      const { clusterId, ...works } = await tried({ bootstrap: kafka.bootstrap });
      assert.ok(clusterId);
      assert.deepEqual(works, { brokers: 3, missing: [] });
    } finally {
      await kafka.stop();
    }
  });

  it('names a trust store that is gone, and the command for one that only Java reads', async () => {
    const bootstrap = '127.0.0.1:1';
    const gone = await tried({ bootstrap, tls: { 'ssl.truststore.location': join(folder, 'none.pem') } });
    assert.equal(gone.kind, 'unusable');
    assert.match(String(gone.text), /none\.pem, which cannot be read \(ENOENT\)/);

    const store = join(folder, 'trust.jks');
    writeFileSync(store, Buffer.from('feedfeed00000002', 'hex'));
    const java = await tried({ bootstrap, tls: { 'ssl.truststore.location': store } });
    assert.match(String(java.text), /trust\.jks is a JKS store, which only Java reads/);
    assert.equal(
      java.command,
      `keytool -importkeystore -srckeystore ${store} -srcstoretype JKS -destkeystore ${store.replace('.jks', '.p12')} -deststoretype PKCS12`,
    );
  });

  it('says when a store does not open, without its password', async () => {
    const store = join(folder, 'trust.p12');
    writeFileSync(store, Buffer.from('3082000a', 'hex'));
    const source = { 'ssl.truststore.location': store, 'ssl.truststore.password': 'hunter2' };
    const { text = '' } = await tried({ bootstrap: '127.0.0.1:1', tls: source });
    assert.match(text, /trust\.p12 does not open with ssl\.truststore\.password/);
    assert.doesNotMatch(text, /hunter2/);
  });

  it('that cannot be made shows why in the tree and on the dashboard, and never as empty', async () => {
    const source: ClusterSource = { bootstrap: 'b1:9092', tls: { 'ssl.truststore.location': '/none.pem' } };
    await client.connection.sendRequest(openCluster, { id: 'broken', name: 'broken', source });
    const [own] = await client.connection.sendRequest<TreeNode[]>(clusterTree, { id: 'broken' });
    assert.equal(own?.state, 'error');
    assert.equal(own?.description, 'not reachable');
    const [why] = await client.connection.sendRequest<TreeNode[]>(clusterTree, { id: 'broken', node: '' });
    assert.match(String(why?.label), /\/none\.pem, which cannot be read/);
    const { figures, ...said } = await client.connection.sendRequest<Dashboard>(clusterDashboard, 'broken');
    assert.equal(figures, undefined);
    assert.equal(said.why, why?.label);
  });

  it('is asked for nothing until a view shows it, and keeps its last state when it is gone', async () => {
    const kafka = await simulateKafka({ brokers: 3, topics: 2, partitions: 3, groups: 1 });
    let changes = 0;
    client.connection.onNotification(clusterChanged, (id: string) => {
      if (id === 'a') changes += 1;
    });
    const own = async (): Promise<TreeNode | undefined> =>
      (await client.connection.sendRequest<TreeNode[]>(clusterTree, { id: 'a' }))[0];
    const until = async (wanted: RegExp): Promise<void> => {
      while (!wanted.test(String((await own())?.description)))
        await new Promise((done) => setTimeout(done, 50));
    };
    try {
      await client.connection.sendRequest(openCluster, {
        id: 'a',
        name: 'a',
        source: { bootstrap: kafka.bootstrap },
      });
      assert.equal((await own())?.description, 'connecting');
      assert.equal(changes, 0);
      assert.equal(kafka.requests.size, 0);
      await client.connection.sendNotification(watchClusters, ['a']);
      await until(/ago$/);
      const { figures } = await client.connection.sendRequest<Dashboard>(clusterDashboard, 'a');
      assert.equal(figures?.brokers.length, 3);
    } finally {
      await kafka.stop();
    }
    await until(/^not reachable · last seen/);
    const below = await client.connection.sendRequest<TreeNode[]>(clusterTree, { id: 'a', node: '' });
    assert.deepEqual(
      below.map(({ id }) => id).filter((id) => ['unreachable', 'brokers', 'topics', 'groups'].includes(id)),
      ['unreachable', 'brokers', 'topics', 'groups'],
    );
    const lost = await client.connection.sendRequest<Dashboard>(clusterDashboard, 'a');
    assert.equal(lost.summary, 'not reachable');
    assert.equal(lost.figures?.brokers.length, 3);
  });

  it('gives figures and versions to hand on, names and reasons only if asked, secrets never', async () => {
    const kafka = await simulateKafka({ brokers: 3, topics: 2, partitions: 3, groups: 1 });
    const sasl = { mechanism: 'PLAIN', username: 'ann', password: 'hunter2' } as const;
    const opened: [string, ClusterSource][] = [
      ['works', { bootstrap: kafka.bootstrap }],
      ['locked', { bootstrap: kafka.bootstrap, sasl, tls: { 'ssl.keystore.password': 'hunter3' } }],
    ];
    try {
      for (const [id, source] of opened) {
        await client.connection.sendRequest(openCluster, { id, name: `prod-${id}`, source });
        await client.connection.sendRequest(refreshCluster, id);
      }
      const told = (hosts: boolean): Promise<string> => client.connection.sendRequest(clusterSupport, hosts);
      const [without, all] = [await told(false), await told(true)];
      const [works = '', locked = ''] = without.split(/^(?=Cluster \d)/m).slice(-2);
      assert.match(without, /^Rules that failed: none\nCluster 1: /);
      assert.match(works, /: no TLS, no sign-in, 1 bootstrap server\n {2}read \d+ s ago in \d+ ms/);
      assert.match(works, /^ {2}topics 2, partitions 6, groups 1 \(\w+ 1\)$/m);
      assert.match(works, /^ {2}broker 3: registered, Kafka [\d.]+, answered in \d+ ms$/m);
      assert.match(works, /^ {2}features: none$/m);
      assert.match(works, /^ {2}API versions of broker 1, 2, 3: .*3:\d+/m);
      assert.match(works, /^ {2}found: .*live-unsecured 1/m);
      assert.match(
        locked,
        /TLS, PLAIN, 1 bootstrap server\n {2}never read\n {2}could not be read \d+ s ago: [a-z-]+\n$/,
      );
      assert.doesNotMatch(without, /127\.0\.0\.1|prod-|orders|service|ann/);
      assert.ok(all.includes(`name prod-works; bootstrap servers ${kafka.bootstrap}`));
      assert.match(all, /broker 3: .*, 127\.0\.0\.1:\d+$/m);
      assert.match(all, /could not be read \d+ s ago: [a-z-]+, 127\.0\.0\.1:\d+ /);
      assert.doesNotMatch(all, /hunter|orders|service/);
    } finally {
      for (const [id] of opened) await client.connection.sendRequest(closeCluster, id);
      await kafka.stop();
    }
  });
});
