// A real cluster beside the files that describe it: what differs is found on their lines by the bundled language
// server and by kafka-review cluster --against, and is gone once the cluster is brought to what they say.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import type { Diagnostic } from 'vscode-languageserver';
import { documentPath } from '../../server/src/cluster/document-uri.ts';
import {
  clusterChanged,
  clusterDocument,
  clusterTree,
  openCluster,
  refreshCluster,
} from '../../server/src/cluster/messages.ts';
import type { TreeNode } from '../../server/src/cluster/tree.ts';
import { type Client, startClient } from '../server/client.ts';
import { sarifFaults } from '../support/sarif.ts';
import { cli } from './support/command.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';

const kafkaFile = `apiVersion: kafka.strimzi.io/v1
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
    config:
      offsets.topic.replication.factor: 3
      transaction.state.log.min.isr: 2
`;
const topicFile = (partitions: number, retention: number): string => `apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: orders
  labels:
    strimzi.io/cluster: prod
spec:
  partitions: ${partitions}
  replicas: 3
  config:
    retention.ms: ${retention}
`;

describe('a running cluster and its files', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-drift-'));
  const orders = pathToFileURL(join(folder, 'orders.yaml')).href;
  let kafka: TestKafka;
  let client: Client;
  const bootstrap = (): string[] => ['--bootstrap-server', kafka.bootstrap()];

  before(async () => {
    writeFileSync(join(folder, 'kafka.yaml'), kafkaFile);
    writeFileSync(join(folder, 'orders.yaml'), topicFile(6, 86_400_000));
    kafka = await startKafka({ version: '4.3.1' });
    const create = [...bootstrap(), '--create', '--topic'];
    const three = ['--replica-assignment', '1:2:3,2:3:1,3:1:2'];
    kafka.tool('kafka-topics', ...create, 'orders', ...three, '--config', 'retention.ms=1000');
    kafka.tool('kafka-topics', ...create, 'stray', '--replica-assignment', '1');
    client = await startClient(pathToFileURL(folder).href);
    client.connection.onNotification(clusterChanged, () => {});
    const source = { bootstrap: kafka.bootstrap() };
    await client.connection.sendRequest(openCluster, { id: 'a', name: 'prod', source });
    await client.connection.sendRequest(refreshCluster, 'a');
  });
  after(async () => {
    await client?.stop();
    await kafka?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const drift = async (accept: (messages: string[]) => boolean): Promise<string[]> => {
    const of = (list: Diagnostic[]): string[] =>
      list
        .filter(({ code }) => code === 'live-drift')
        .map(({ message, range }) => `${range.start.line + 1}: ${message}`);
    return of(await client.diagnostics(orders, (list) => accept(of(list))));
  };
  const tree = (node: string): Promise<TreeNode[]> =>
    client.connection.sendRequest(clusterTree, { id: 'a', node });

  it('differ on the lines of the files', async () => {
    assert.deepEqual(await drift((found) => found.length === 2), [
      '8: orders has partitions 3 in the running cluster, and 6 here.',
      '11: orders: retention.ms is 1000 in the running cluster, and 86400000 here.',
    ]);
  });

  it('are a section of the tree, topics of no file folded away', async () => {
    const section = (await tree('')).find(({ id }) => id === 'drift');
    assert.equal(section?.description, 'prod · the cluster differs in 3 places');
    const [first, second, extra] = await tree('drift');
    assert.equal(first?.against, orders);
    assert.equal(second?.label, 'orders: retention.ms is 1000 in the running cluster, and 86400000 here');
    assert.equal(extra?.description, '1');
    assert.deepEqual(
      (await tree('drift-extra')).map(({ label }) => label),
      ['stray'],
    );
  });

  it('stand beside each other as one text that the cluster would have been made from', async () => {
    const path = documentPath('drift', orders).split('/').map(encodeURIComponent).join('/');
    const text = await client.connection.sendRequest(clusterDocument, `kafka:/a/prod/${path}`);
    assert.equal(text, topicFile(3, 1000));
  });

  it('are told by the command line, at the files, with an exit code to choose', async () => {
    const against = [folder];
    const text = await cli(kafka.bootstrap(), 'text', { against });
    assert.match(text.out, /\nDiffers from the files of prod in 3 places\n/);
    assert.match(
      text.out,
      /orders\.yaml:8:15 {2}orders has partitions 3 in the running cluster, and 6 here\.\n/,
    );
    assert.match(text.out, /\n {2}the topic stray is in no file\n/);
    const judged = async (failOn: 'information' | 'never'): Promise<number> =>
      (await cli(kafka.bootstrap(), 'text', { against, failOn })).code;
    assert.deepEqual([await judged('information'), await judged('never')], [1, 0]);
    const json = JSON.parse((await cli(kafka.bootstrap(), 'json', { against })).out);
    assert.deepEqual(
      json.drift.found.map(({ line }: { line: number }) => line),
      [8, 11],
    );
  });

  it('are told as valid SARIF, problems of the cluster at their logical places', async () => {
    const log: Log = JSON.parse((await cli(kafka.bootstrap(), 'sarif', { against: [folder] })).out);
    assert.equal(sarifFaults(log), '');
    const results = log.runs[0]?.results ?? [];
    const lines = results.flatMap(({ ruleId, locations }) =>
      ruleId === 'live-drift' ? (locations?.[0]?.physicalLocation?.region?.startLine ?? []) : [],
    );
    assert.deepEqual(lines, [8, 11]);
    const stray = results.filter(({ locations }) =>
      locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName?.endsWith('/topics/stray'),
    );
    assert.ok(
      stray.some(({ ruleId }) => ruleId === 'live-replication-factor'),
      JSON.stringify(results),
    );
  });

  it('cannot be compared where the files describe no cluster', async () => {
    const { code, err } = await cli(kafka.bootstrap(), 'text', { against: [join(folder, 'orders.yaml')] });
    assert.equal(code, 2);
    assert.match(err, /the files of --against describe no cluster/);
  });

  it('agree once the cluster is what the files say', async () => {
    kafka.tool('kafka-topics', ...bootstrap(), '--alter', '--topic', 'orders', '--partitions', '6');
    const retention = ['--alter', '--add-config', 'retention.ms=86400000'];
    kafka.tool(
      'kafka-configs',
      ...bootstrap(),
      '--entity-type',
      'topics',
      '--entity-name',
      'orders',
      ...retention,
    );
    kafka.tool('kafka-topics', ...bootstrap(), '--delete', '--topic', 'stray');
    let own: TreeNode | undefined;
    for (let look = 0; look < 60 && !own?.description?.includes('as in the cluster'); look += 1) {
      await client.connection.sendRequest(refreshCluster, 'a');
      await new Promise((done) => setTimeout(done, 250));
      own = (await tree('')).find(({ id }) => id === 'drift');
    }
    assert.equal(own?.description, 'prod · as in the cluster');
    assert.deepEqual(await drift((found) => found.length === 0), []);
    assert.match(
      (await cli(kafka.bootstrap(), 'text', { against: [folder] })).out,
      /\nAs in the files of prod\.\n/,
    );
  });
});
