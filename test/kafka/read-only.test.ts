// Everything that a person does with a cluster in the editor and in the terminal, through a proxy before every broker:
// what crosses the wire is nothing but reads.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { documentPath } from '../../server/src/cluster/document-uri.ts';
import {
  type ClusterNames,
  clusterChanged,
  clusterDashboard,
  clusterDocument,
  clusterNames,
  clusterTree,
  openCluster,
  refreshCluster,
  testCluster,
  watchClusters,
} from '../../server/src/cluster/messages.ts';
import { schemas } from '../../server/src/cluster/protocol/generated/schemas.ts';
import type { TreeNode } from '../../server/src/cluster/tree/node.ts';
import { type Client, startClient } from '../server/client.ts';
import { eventually } from '../support/eventually.ts';
import { repository } from '../support/shared.ts';
import { fill } from './support/fill.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';
import { type RecordingProxy, recordingProxy } from './support/recording-proxy.ts';
import { readNames, requestsOf } from './support/requests.ts';

const files = `apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: orders
  labels:
    strimzi.io/cluster: prod
spec:
  partitions: 3
  replicas: 3
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata:
  name: brokers
  labels:
    strimzi.io/cluster: prod
spec:
  replicas: 3
  roles: [broker]
  storage:
    type: persistent-claim
    size: 100Gi
---
apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata:
  name: prod
spec:
  kafka:
    version: 4.3.0
`;

describe('a whole session', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-session-'));
  const orders = pathToFileURL(join(folder, 'orders.yaml')).href;
  let kafka: TestKafka;
  let proxies: RecordingProxy[] = [];
  let client: Client;
  const bootstrap = (): string => proxies.map(({ address }) => address).join(',');
  const sent = (): Set<number> => new Set(proxies.flatMap(({ keys }) => keys));

  before(async () => {
    writeFileSync(join(folder, 'orders.yaml'), files);
    proxies = await Promise.all([1, 2, 3].map(recordingProxy));
    kafka = await startKafka({
      version: '4.3.1',
      requestLog: true,
      advertised: { RECORDED: (id) => proxies[id - 1]?.address ?? '' },
    });
    for (const [i, proxy] of proxies.entries()) proxy.passTo(kafka.port(i + 1, 'RECORDED'));
    await fill(kafka);
    client = await startClient(pathToFileURL(folder).href);
  });
  after(async () => {
    await client?.stop();
    await kafka?.stop();
    await Promise.all(proxies.map((proxy) => proxy.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = <T>(request: string, parameter: unknown): Promise<T> =>
    client.connection.sendRequest(request, parameter);
  const tree = (node: string): Promise<TreeNode[]> => ask(clusterTree, { id: 'a', node });

  /** Opens every line of the tree, and what is below it. */
  async function openAll(node: string): Promise<number> {
    const lines = await tree(node);
    const below = await Promise.all(lines.filter(({ fold }) => fold !== 'none').map(({ id }) => openAll(id)));
    return lines.length + below.reduce((sum, count) => sum + count, 0);
  }

  it('in the editor sends nothing but reads: connecting, the tree, documents, drift, the dashboard', async () => {
    client.connection.onNotification(clusterChanged, () => {});
    const source = { bootstrap: bootstrap() };
    await eventually(async () =>
      assert.equal((await ask<{ brokers: number }>(testCluster, source)).brokers, 3),
    );
    await ask(openCluster, { id: 'a', name: 'prod', source });
    await client.connection.sendNotification(watchClusters, ['a']);
    await ask(refreshCluster, 'a');
    assert.ok((await openAll('')) > 10);
    const names = await ask<ClusterNames>(clusterNames, 'a');
    assert.ok(names.topics.some(({ name }) => name === 'orders'));
    assert.ok(await ask(clusterDashboard, 'a'));
    const found = await client.diagnostics(orders, (list) => list.some(({ code }) => code === 'live-drift'));
    assert.ok(found.some(({ message }) => /6 in the running cluster, and 3 here/.test(String(message))));
    for (const [kind, name] of [
      ['brokers', '1'],
      ['topics', 'orders'],
      ['groups', 'billing'],
      ['drift', orders],
    ] as const) {
      const path = documentPath(kind, name).split('/').map(encodeURIComponent).join('/');
      assert.ok(await ask(clusterDocument, `kafka:/a/prod/${path}`), `${kind} ${name}`);
    }
    assertReads();
  });

  it('in the terminal sends nothing but reads', async () => {
    for (const proxy of proxies) proxy.keys.length = 0;
    const args = ['cluster', '--bootstrap-server', bootstrap(), '--format', 'json', '--against', folder];
    // Not synchronously: the proxies live in this process.
    const printed = await new Promise<string>((done) => {
      execFile(process.execPath, [join(repository, 'dist/cli.cjs'), ...args], (_, stdout) => done(stdout));
    });
    assert.equal(JSON.parse(printed).snapshot.brokers.length, 3);
    assertReads();
  });

  /** By what the proxies saw, and by what the brokers' own logs say of this program. */
  function assertReads(): void {
    const reads = Object.values(schemas).map(({ key }) => key);
    assert.deepEqual(
      [...sent()].filter((key) => !reads.includes(key)),
      [],
    );
    for (const name of ['ApiVersions', 'Metadata', 'DescribeConfigs', 'DescribeLogDirs', 'OffsetFetch']) {
      assert.ok(sent().has(schemas[name]?.key ?? -1), `${name} went through a proxy`);
    }
    assert.ok(
      proxies.every(({ keys }) => keys.length > 3),
      'every broker was asked',
    );
    const logged = [...requestsOf(kafka).keys()];
    assert.ok(logged.length > 5);
    assert.deepEqual(
      logged.filter((name) => !readNames.includes(name)),
      [],
    );
  }
});
