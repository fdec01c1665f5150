// What a running cluster is told, as documents of the bundled language server: the values are those that Kafka's own
// tools print, and every command that a finding offers works when Kafka's own tool is given it, and ends the finding.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
import {
  clusterChanged,
  clusterDocument,
  openCluster,
  refreshCluster,
} from '../../server/src/cluster/messages.ts';
import { parseProperties } from '../../server/src/readers/properties/syntax.ts';
import { type Client, startClient } from '../server/client.ts';
import { eventually } from '../support/eventually.ts';
import { startKafka, type TestKafka, type ToolName } from './support/kafka.ts';

describe('documents of a running cluster', function () {
  this.timeout(240_000);
  let kafka: TestKafka;
  let client: Client;
  const bootstrap = (): string[] => ['--bootstrap-server', kafka.bootstrap()];
  const uriOf = (kind: string, name: string): string => `kafka:/a/prod/${kind}/${name}.properties`;
  const read = async (uri: string): Promise<string> => {
    const text = await client.connection.sendRequest<string | null>(clusterDocument, uri);
    assert.ok(text, `${uri} is there`);
    return text;
  };

  before(async () => {
    kafka = await startKafka({ version: '4.3.1', security: true });
    const create = [...bootstrap(), '--create', '--topic'];
    const three = ['--replica-assignment', '1:2:3,2:3:1,3:1:2'];
    kafka.tool('kafka-topics', ...create, 'orders', ...three, '--config', 'min.insync.replicas=3');
    kafka.tool('kafka-topics', ...create, 'single', '--replica-assignment', '2,1');
    const alter = [...bootstrap(), '--alter', '--entity-type', 'brokers'];
    kafka.tool('kafka-configs', ...alter, '--entity-name', '1', '--add-config', 'log.cleaner.threads=2');
    kafka.tool(
      'kafka-configs',
      ...alter,
      '--entity-default',
      '--add-config',
      'unclean.leader.election.enable=true',
    );
    client = await startClient(undefined);
    client.connection.onNotification(clusterChanged, () => {});
    const source = { bootstrap: kafka.bootstrap() };
    await client.connection.sendRequest(openCluster, { id: 'a', name: 'prod', source });
  });
  after(async () => {
    await client?.stop();
    await kafka?.stop();
  });

  /** "key -> value" of all that kafka-configs lists for an entity; sensitive values as it prints them. */
  function listed(type: string, name: string): Map<string, string> {
    const text = kafka.tool(
      'kafka-configs',
      ...[...bootstrap(), '--describe', '--all', '--entity-type', type, '--entity-name', name],
    );
    const found = text.matchAll(/^ {2}([\w.-]+)=(.*) sensitive=(true|false) synonyms=\{.*\}$/gm);
    return new Map([...found].map(([, key = '', value = '']) => [key, value]));
  }

  /** The same from a document: what is set, and what is told in comments. */
  function shown(text: string): Map<string, string> {
    const pairs = new Map<string, string>();
    const own = text
      .split('\n')
      .filter((line) => !/^(#cluster\.|# |#$|$|partitions=|replication\.factor=)/.test(line));
    for (const line of own) {
      const none = /^#([\w.-]+) \((no value|hidden)\)$/.exec(line);
      if (none?.[1]) pairs.set(none[1], 'null');
      for (const { key, value } of none ? [] : parseProperties(line.replace(/^#/, '')).entries)
        pairs.set(key, value === '(hidden)' ? 'null' : value);
    }
    return pairs;
  }

  for (const [kind, name] of [
    ['brokers', '1'],
    ['brokers', '3'],
    ['topics', 'orders'],
    ['topics', 'single'],
  ] as const) {
    it(`holds every value that kafka-configs prints for ${name} of ${kind}`, async () => {
      const wanted = listed(kind, name);
      assert.ok(wanted.size > 20, `kafka-configs lists ${wanted.size}`);
      const found = shown(await read(uriOf(kind, name)));
      assert.deepEqual([...found].filter(([key]) => wanted.has(key)).sort(), [...wanted].sort());
      assert.deepEqual(
        [...found.keys()].filter((key) => !wanted.has(key)),
        [],
      );
    });
  }

  it('has the partitions that kafka-topics prints', async () => {
    const text = kafka.tool('kafka-topics', ...bootstrap(), '--describe', '--topic', 'orders');
    const wanted = [...text.matchAll(/Partition: (\d+)\tLeader: (\d+)\tReplicas: ([\d,]+)\tIsr: ([\d,]+)/g)];
    assert.equal(wanted.length, 3);
    const rows = (await read(uriOf('topics', 'orders'))).split('# Partitions\n')[1]?.split('\n').slice(1, 4);
    assert.deepEqual(
      rows?.map((row) => row.split(/\s{2,}|^# /).slice(1, 5)),
      wanted.map(([, id, leader, replicas = '', isr = '']) => [
        id,
        leader,
        replicas.replaceAll(',', ' '),
        isr.replaceAll(',', ' '),
      ]),
    );
  });

  /** Shows a document as an editor does, and gives what is found in it. */
  async function found(uri: string, accept: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    await client.connection.sendRequest(refreshCluster, 'a');
    client.close(uri);
    client.open(uri, 'properties', await read(uri));
    return client.diagnostics(uri, accept);
  }

  async function actions(uri: string, { range }: Diagnostic): Promise<CodeAction[]> {
    return client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
  }

  /** Does what a person would: pastes the command into a shell. Only the way to Kafka's tools is the test's own. */
  function paste(action: CodeAction | undefined): void {
    assert.equal(action?.command?.command, 'kafkaReview.copyCommand');
    assert.equal(action.edit, undefined);
    const text: string = action.command.arguments?.[0];
    for (const line of text.split('\n')) {
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
      if (words[0] === 'printf') {
        writeFileSync(join(kafka.folder, words.at(-1) ?? ''), words[2] ?? '');
        continue;
      }
      const file = words.findIndex((word) => word.endsWith('.json'));
      if (file > 0) words[file] = join(kafka.folder, words[file] ?? '');
      kafka.tool(words[0]?.replace('.sh', '') as ToolName, ...words.slice(1));
    }
  }

  /** Looks again until the finding is gone: Kafka takes its time over a change. */
  async function untilGone(uri: string, rule: string): Promise<void> {
    await eventually(async () => {
      await client.connection.sendRequest(refreshCluster, 'a');
      const text = await read(uri);
      client.change(uri, text);
      const now = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } },
        context: { diagnostics: [] },
      });
      const rules = now.flatMap(({ diagnostics = [] }) => diagnostics.map(({ code }) => code));
      assert.ok(!rules.includes(rule), `${rule} stays in ${uri}`);
    });
    await client.diagnostics(uri, (list) => list.every(({ code }) => code !== rule));
  }

  for (const { kind, name, rule, command } of [
    { kind: 'topics', name: 'orders', rule: 'min-isr-equals-rf', command: /^kafka-configs\.sh / },
    {
      kind: 'topics',
      name: 'single',
      rule: 'replication-factor-one',
      command: /\nkafka-reassign-partitions\.sh /,
    },
    { kind: 'brokers', name: '1', rule: 'unclean-leader-election', command: /^kafka-configs\.sh / },
  ]) {
    it(`offers a command for ${rule} that Kafka's tool takes and that ends it`, async () => {
      const uri = uriOf(kind, name);
      const of = (list: Diagnostic[]) => list.find(({ code }) => code === rule);
      const finding = of(await found(uri, (list) => of(list) !== undefined));
      assert.ok(finding);
      const [action] = await actions(uri, finding);
      assert.match(String(action?.command?.arguments?.[0]), command);
      paste(action);
      await untilGone(uri, rule);
    });
  }

  it('keeps the last text, with its age, when nothing answers any more', async () => {
    const uri = uriOf('topics', 'orders');
    const before = await read(uri);
    await Promise.all(kafka.brokers.map((id) => kafka.kill(id)));
    await client.connection.sendRequest(refreshCluster, 'a');
    const after = await read(uri);
    assert.match(
      after.split('\n')[1] ?? '',
      /^# Not reachable since .* UTC: this is how it was at .* UTC\.$/,
    );
    assert.deepEqual(after.split('\n').slice(2), before.split('\n').slice(2));
  });
});
