// A real cluster beside the files that describe it: what differs is found on their lines by the bundled language
// server and by kafka-review cluster --against, and is gone once the cluster is brought to what they say.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import type { TreeNode } from '../../server/src/cluster/tree/node.ts';
import { type Client, startClient } from '../server/client.ts';
import { eventually } from '../support/eventually.ts';
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
      log.retention.hours: 72
      message.max.bytes: 2000000
      num.partitions: 1
`;
/** Another cluster than the one that runs. */
const otherFile = kafkaFile.replace('replicas: 3', 'replicas: 5').replace('4.3.0', '4.2.1');
/** What the brokers' own files say, as the one above does. */
const brokerSettings = { 'log.retention.hours': 72, 'message.max.bytes': 2000000 };
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

interface Written {
  partitions?: number;
  replicas?: number;
  topicName?: string;
  config?: Record<string, string | number>;
}

function written(name: string, { partitions = 3, replicas = 3, topicName, config = {} }: Written): string {
  const lines = Object.entries(config).map(([key, value]) => `\n    ${key}: ${value}`);
  return `apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: ${name}
  labels:
    strimzi.io/cluster: prod
spec:${topicName ? `\n  topicName: ${topicName}` : ''}
  partitions: ${partitions}
  replicas: ${replicas}${lines.length > 0 ? `\n  config:${lines.join('')}` : ''}
`;
}

/** Topics of which the files say in other words what the cluster has. */
const agreeing = [
  written('inherits', {}),
  // All of it as the brokers and Kafka have it anyway; the cluster's topic sets none of it.
  written('spelled-out', {
    config: {
      'retention.ms': 72 * 3_600_000,
      'max.message.bytes': 2000000,
      'min.insync.replicas': 1,
      'cleanup.policy': 'delete',
      'segment.bytes': 1073741824,
      'unclean.leader.election.enable': 'false',
    },
  }),
  written('payments-eu', { topicName: 'Payments_EU', config: { 'cleanup.policy': '"delete, compact"' } }),
];
/** Topics that differ, each in one way or two. */
const differing = [
  written('lost', {}),
  written('audit', { replicas: 2 }),
  written('sizes', { config: { 'retention.ms': 1000 } }),
];

describe('a running cluster and its files', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-drift-'));
  const orders = pathToFileURL(join(folder, 'orders.yaml')).href;
  let kafka: TestKafka;
  let client: Client;
  const bootstrap = (): string[] => ['--bootstrap-server', kafka.bootstrap()];

  before(async () => {
    writeFileSync(join(folder, 'kafka.yaml'), kafkaFile);
    writeFileSync(join(folder, 'orders.yaml'), topicFile(6, 86_400_000));
    kafka = await startKafka({ version: '4.3.1', settings: brokerSettings });
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

  describe('of many topics', () => {
    const more = mkdtempSync(join(tmpdir(), 'kafka-review-drift-'));
    const at = (name: string, text: string): string => {
      writeFileSync(join(more, name), text);
      return join(more, name);
    };
    after(() => rmSync(more, { recursive: true, force: true }));

    interface Told {
      messages: string[];
      /** Brokers that are alive. */
      alive: number;
    }
    const look = async (against: string[]): Promise<Told> => {
      const { out, err } = await cli(kafka.bootstrap(), 'json', { against });
      assert.equal(err, '');
      const { drift, snapshot } = JSON.parse(out);
      return {
        messages: [...drift.found.map(({ message }: { message: string }) => message), ...drift.extra].sort(),
        alive: snapshot.brokers.filter(({ registered }: { registered: boolean }) => registered).length,
      };
    };
    /** Looks until brokers have told each other what was just changed. */
    const differ = (wanted: string[], against: string[], alive = 3): Promise<void> =>
      eventually(async () => assert.deepEqual(await look(against), { messages: wanted, alive }));

    before(() => {
      const create = (name: string, ...own: string[]): string =>
        kafka.tool(
          'kafka-topics',
          ...[...bootstrap(), '--create', '--topic', name],
          ...['--replica-assignment', '1:2:3,2:3:1,3:1:2'],
          ...own.flatMap((one) => ['--config', one]),
        );
      create('inherits');
      create('spelled-out');
      create('Payments_EU', 'cleanup.policy=compact,delete');
      create('audit', 'segment.ms=600000');
      create('sizes');
      create('stray');
      // Of programs, and of no file.
      create('connect-offsets');
      create('app-store-changelog', 'cleanup.policy=compact');
    });

    it('tells each difference, and nothing of what is written in other words', async () => {
      const kafkaYaml = at('kafka.yaml', kafkaFile);
      const all = [...agreeing, ...differing, topicFile(6, 86_400_000)].join('---\n');
      const wanted = [
        'audit has replication factor 3 in the running cluster, and 2 here.',
        'audit: segment.ms is 600000 in the running cluster, and not set here.',
        'sizes: retention.ms is 259200000 (not set on the topic) in the running cluster, and 1000 here.',
        'the topic lost is not in the running cluster.',
        'the topic stray is in no file',
      ];
      await differ(wanted, [kafkaYaml, at('topics.yaml', all)]);
    });

    it('tells another number of brokers and another version, and no topics where no file has any', async () => {
      const wanted = [
        'the running cluster has 3 brokers, and the files say 5.',
        'the running cluster is Kafka 4.3, and the files say 4.2.1.',
      ];
      await differ(wanted, [at('other.yaml', otherFile)]);
    });

    it('tells nothing of the files that brokers were started from, until one is changed while it runs', async () => {
      const files = kafka.brokers.map((id) =>
        at(
          `server-${id}.properties`,
          readFileSync(join(kafka.folder, `node-${id}/server.properties`), 'utf8'),
        ),
      );
      await differ([], files);
      const alter = [...bootstrap(), '--alter', '--entity-type', 'brokers', '--entity-name', '2'];
      kafka.tool('kafka-configs', ...alter, '--add-config', 'log.cleaner.threads=2');
      const wanted = 'log.cleaner.threads is 2 in the running cluster (set while it runs), and not set here.';
      await differ([wanted], files);
      kafka.tool('kafka-configs', ...alter, '--delete-config', 'log.cleaner.threads');
    });

    it('takes a broker that is down for an outage, not for a difference', async () => {
      const agreed = [at('kafka.yaml', kafkaFile), at('topics.yaml', agreeing.join('---\n'))];
      const others = ['audit', 'orders', 'sizes', 'stray'].map((name) => `the topic ${name} is in no file`);
      await differ(others, agreed);
      await kafka.kill(3);
      await differ(others, agreed, 2);
    });
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
    await eventually(async () => {
      await client.connection.sendRequest(refreshCluster, 'a');
      const own = (await tree('')).find(({ id }) => id === 'drift');
      assert.equal(own?.description, 'prod · as in the cluster');
    });
    assert.deepEqual(await drift((found) => found.length === 0), []);
    assert.match(
      (await cli(kafka.bootstrap(), 'text', { against: [folder] })).out,
      /\nAs in the files of prod\.\n/,
    );
  });
});
