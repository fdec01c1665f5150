// What the form of the editor sends, tried by the bundled server: no broker is needed to say what is wrong with it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dashboard } from '../../server/src/cluster/dashboard.ts';
import {
  type ClusterSource,
  clusterChanged,
  clusterDashboard,
  clusterTree,
  openCluster,
  testCluster,
  watchClusters,
} from '../../server/src/cluster/messages.ts';
import type { TreeNode } from '../../server/src/cluster/tree.ts';
import { simulateKafka } from '../support/simulated-kafka.ts';
import { type Client, startClient } from './client.ts';

describe('a cluster from the form', function () {
  this.timeout(60_000);
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
});
