import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, LocationLink, Position, WorkspaceEdit } from 'vscode-languageserver';
import { eventually } from '../support/eventually.ts';
import { listeners, resource } from '../support/web.ts';
import { type Client, startClient } from './client.ts';

const files: Record<string, string> = {
  'prod/kafka.yaml': resource('Kafka', 'events', { namespace: 'prod', spec: listeners }),
  'prod/pools.yaml': resource('KafkaNodePool', 'brokers', { namespace: 'prod', cluster: 'events' }),
  'prod/topics/orders.yaml': resource('KafkaTopic', 'orders', { namespace: 'prod', cluster: 'events' }),
  'prod/connect.yaml': resource('KafkaConnect', 'sinks', {
    namespace: 'prod',
    spec: '  bootstrapServers: events-kafka-bootstrap:9093\n',
  }),
  'prod/secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: registry\n  namespace: prod\n',
  'test/kafka.yaml': resource('Kafka', 'events', { namespace: 'test', spec: listeners }),
  'test/topics/orders.yaml': resource('KafkaTopic', 'orders', { namespace: 'test', cluster: 'events' }),
};

describe('names over stdio', () => {
  let folder: string;
  let client: Client;
  const uri = (name: string) => pathToFileURL(join(folder, name)).href;
  const fileOf = (found: string) => found.slice(pathToFileURL(folder).href.length + 1);
  const at = (name: string, text: string): { textDocument: { uri: string }; position: Position } => {
    const lines = (files[name] ?? '').split('\n');
    const line = lines.findIndex((one) => one.includes(text));
    return {
      textDocument: { uri: uri(name) },
      position: { line, character: (lines[line] ?? '').indexOf(text) + text.length - 1 },
    };
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kafka-review-names-'));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    client = await startClient(pathToFileURL(folder).href, {
      textDocument: { definition: { linkSupport: true } },
    });
    for (const name of ['prod/connect.yaml', 'prod/topics/orders.yaml'])
      client.open(uri(name), 'yaml', files[name] ?? '');
  });

  after(async () => {
    await client.stop();
    await rm(folder, { recursive: true });
  });

  it('go from an address to the cluster of the same namespace', async () => {
    await eventually(async () => {
      const found = await client.connection.sendRequest<LocationLink[]>(
        'textDocument/definition',
        at('prod/connect.yaml', 'events-kafka'),
      );
      assert.deepEqual(
        found.map(({ targetUri, targetSelectionRange }) => [
          fileOf(targetUri),
          targetSelectionRange.start.line,
        ]),
        [['prod/kafka.yaml', 3]],
      );
    });
  });

  it('are found wherever they are used, in files that are not open too', async () => {
    await eventually(async () => {
      const found = await client.connection.sendRequest<Location[]>('textDocument/references', {
        ...at('prod/topics/orders.yaml', 'cluster: events'),
        context: { includeDeclaration: true },
      });
      assert.deepEqual(
        found.map((one) => fileOf(one.uri)),
        ['prod/connect.yaml', 'prod/kafka.yaml', 'prod/pools.yaml', 'prod/topics/orders.yaml'],
      );
    });
  });

  it('are renamed in all of them, and not in another namespace', async () => {
    const params = at('prod/topics/orders.yaml', 'cluster: events');
    await eventually(async () => {
      const prepared = await client.connection.sendRequest<{ placeholder: string }>(
        'textDocument/prepareRename',
        params,
      );
      assert.equal(prepared?.placeholder, 'events');
      const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
        ...params,
        newName: 'audit',
      });
      assert.deepEqual(
        Object.keys(edit.changes ?? {})
          .map(fileOf)
          .sort(),
        ['prod/connect.yaml', 'prod/kafka.yaml', 'prod/pools.yaml', 'prod/topics/orders.yaml'],
      );
    });
  });

  it('are refused a rename with the reason', async () => {
    const params = at('prod/topics/orders.yaml', 'cluster: events');
    await eventually(() =>
      assert.rejects(
        client.connection.sendRequest('textDocument/rename', { ...params, newName: 'Not a name' }),
        /Not a name does not fit/,
      ),
    );
  });
});
