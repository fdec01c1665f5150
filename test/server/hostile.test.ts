import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Diagnostic, Hover } from 'vscode-languageserver';
import {
  CancellationTokenSource,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
} from 'vscode-languageserver/node';
import { broker, topic } from '../../server/src/rules/sound.ts';
import { folderOf } from '../cli/run.ts';
import { repository } from '../support/shared.ts';
import { type Client, startClient } from './client.ts';

const uri = (name: string) => `untitled:/deployment/${name}`;
const WRONG = broker('min.insync.replicas=3\ndefault.replication.factor=3');

/** The server does its work as if nothing had been: a new file is reviewed, and a hover is answered. */
async function isWell(
  { open, close, diagnostics, connection }: Client,
  name = 'well.properties',
): Promise<void> {
  open(uri(name), 'properties', WRONG);
  const [finding] = await diagnostics(uri(name));
  const hover: Hover = await connection.sendRequest('textDocument/hover', {
    textDocument: { uri: uri(name) },
    position: finding?.range.start,
  });
  assert.match((hover.contents as { value: string }).value, /min\.insync\.replicas/);
  close(uri(name));
  await diagnostics(uri(name), (found) => found.length === 0);
}

/** What a request comes to: its result, or the code of its error. */
const outcome = (
  connection: MessageConnection,
  method: string,
  params: unknown,
  token?: CancellationTokenSource,
) =>
  connection.sendRequest(method, params, token?.token).then(
    (result) => ({ result }),
    (error: unknown) => ({ code: error instanceof ResponseError ? error.code : String(error) }),
  );

const REQUESTS = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
  'textDocument/rename',
  'textDocument/codeAction',
  'textDocument/codeLens',
  'textDocument/documentLink',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/selectionRange',
  'textDocument/inlayHint',
  'textDocument/semanticTokens/full',
  'textDocument/diagnostic',
  'completionItem/resolve',
];

const position = fc.record({
  line: fc.integer({ min: -5, max: 300 }),
  character: fc.integer({ min: -5, max: 300 }),
});
const range = fc.record({ start: position, end: position });
const document = fc.constantFrom('a.properties', 'b.yaml', 'c.tf', 'never-opened.yaml', '%zz.properties');

/** One message of a client that keeps to no order. */
const message = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      request: fc.constantFrom(...REQUESTS),
      document,
      position,
      range,
      cancel: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      change: document,
      version: fc.integer(),
      range,
      text: fc.string({ maxLength: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ open: document, text: fc.constantFrom(WRONG, topic(), '', '\ud800', 'a: [') }),
  },
  { weight: 1, arbitrary: fc.record({ close: document }) },
);

type Sent = typeof message extends fc.Arbitrary<infer M> ? M : never;

function send({ connection }: Client, one: Sent): Promise<unknown> {
  if ('open' in one)
    return connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uri(one.open), languageId: 'yaml', version: 1, text: one.text },
    });
  if ('close' in one)
    return connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(one.close) } });
  if ('change' in one)
    return connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uri(one.change), version: one.version },
      contentChanges: [{ range: one.range, text: one.text }],
    });
  const token = new CancellationTokenSource();
  const answer = outcome(
    connection,
    one.request,
    {
      textDocument: { uri: uri(one.document) },
      position: one.position,
      positions: [one.position],
      range: one.range,
      newName: 'other',
      context: { diagnostics: [], includeDeclaration: true },
      label: 'min.insync.replicas',
    },
    token,
  );
  if (one.cancel) token.cancel();
  return answer;
}

describe('the language server and a client that keeps to nothing', () => {
  let client: Client;
  beforeEach(async () => {
    client = await startClient(undefined);
  });
  afterEach(() => client.stop());

  it('answers what it does not know with an error, and passes over unknown notifications', async () => {
    const { connection } = client;
    for (const method of ['textDocument/inventedHere', '$/invented', 'workspace/executeCommand', ''])
      assert.deepEqual(await outcome(connection, method, {}), { code: ErrorCodes.MethodNotFound }, method);
    await connection.sendNotification('$/invented', {});
    await connection.sendNotification('textDocument/invented', { any: ['thing'] });
    await isWell(client);
  });

  it('answers every request exactly once, whatever came before it and whenever it is cancelled', async () => {
    for (const seed of [1, 2, 3]) {
      const messages = fc.sample(message, { seed, numRuns: 400 });
      const answers = await Promise.all(messages.map((one) => send(client, one)));
      assert.equal(answers.length, messages.length);
      await isWell(client, `well-${seed}.properties`);
    }
  });

  it('takes parameters of the wrong kind as an error of the one who sent them', async () => {
    const { connection } = client;
    for (const params of [null, {}, [], { textDocument: 1 }, { textDocument: { uri: 7 }, position: 'x' }]) {
      for (const method of REQUESTS) await outcome(connection, method, params);
    }
    await isWell(client);
  });

  it('has the right text again after wrong ranges and versions, once it is sent as a whole', async () => {
    client.open(uri('a.properties'), 'properties', broker());
    const places = [
      [-1, -1, 9_999, 0],
      [9_999, 9_999, 0, 0],
      [3, 9_999, 2, 1],
      [0, 0, 0, 1e308],
    ] as const;
    for (const [index, [line, character, endLine, endCharacter]] of places.entries())
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri('a.properties'), version: -index },
        contentChanges: [
          {
            range: { start: { line, character }, end: { line: endLine, character: endCharacter } },
            text: 'x',
          },
        ],
      });
    client.change(uri('a.properties'), WRONG);
    await client.diagnostics(uri('a.properties'), (found) =>
      found.some(({ code }) => code === 'min-isr-equals-rf'),
    );
    client.change(uri('a.properties'), broker());
    await client.diagnostics(uri('a.properties'), (found) =>
      found.every(({ code }) => code !== 'min-isr-equals-rf'),
    );
  });

  it('answers for a document that is closed while it is asked about', async () => {
    const answers: Promise<unknown>[] = [];
    for (let times = 0; times < 50; times += 1) {
      client.open(uri('a.yaml'), 'yaml', topic());
      for (const method of REQUESTS)
        answers.push(
          outcome(client.connection, method, {
            textDocument: { uri: uri('a.yaml') },
            position: { line: 5, character: 3 },
            positions: [{ line: 5, character: 3 }],
            range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
            context: { diagnostics: [] },
            newName: 'x',
          }),
        );
      client.close(uri('a.yaml'));
    }
    assert.equal((await Promise.all(answers)).length, 50 * REQUESTS.length);
    await isWell(client);
  });

  it('reviews the other folder when one has a name that no path can have', async () => {
    for (const odd of ['file://host/share', 'file:///%00', 'file:///a%2Fb', 'file:///%zz', 'nonsense', '']) {
      const folder = folderOf({ 'server.properties': WRONG });
      const own = pathToFileURL(folder.path).href;
      const other = await startClient(odd, {}, undefined, [own]);
      try {
        await other.connection.sendNotification('kafkaReview/trusted');
        other.open(`${odd}/topic.yaml`, 'yaml', topic({ config: 'min.insync.replicas: 3' }));
        await other.diagnostics(`${odd}/topic.yaml`);
        await other.connection.sendNotification('textDocument/didSave', {
          textDocument: { uri: `${odd}/topic.yaml` },
        });
        other.close(`${odd}/topic.yaml`);
        await other.diagnostics(`${own}/server.properties`);
        await isWell(other);
      } finally {
        await other.stop();
        folder.remove();
      }
    }
  });

  it('reviews 500 open documents, and the one of them that changes', async () => {
    const names = Array.from({ length: 500 }, (_, index) => uri(`node-${index}/server.properties`));
    // Of as many clusters, each with a quorum of its own.
    const text = (index: number) => WRONG.replaceAll('kafka.internal', `kafka-${index}.internal`);
    for (const [index, name] of names.entries()) client.open(name, 'properties', text(index));
    const isEqual = ({ code }: Diagnostic) => code === 'min-isr-equals-rf';
    await Promise.all(names.map((name) => client.diagnostics(name, (found) => found.some(isEqual))));
    client.change(names[250] ?? '', text(250).replace('min.insync.replicas=3', 'min.insync.replicas=2'));
    await client.diagnostics(names[250] ?? '', (found) => !found.some(isEqual));
    for (const name of names) client.close(name);
    await Promise.all(names.map((name) => client.diagnostics(name, (found) => found.length === 0)));
  });
});

/** A server whose client is the test itself, byte by byte. */
function startRaw(args = [join(repository, 'dist/server.cjs'), '--stdio']): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
}

const framed = (content: unknown): string => {
  const text = JSON.stringify({ jsonrpc: '2.0', ...(content as object) });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};

const initialize = (processId: number | null) =>
  framed({ id: 0, method: 'initialize', params: { processId, rootUri: null, capabilities: {} } });

/** How often a text stands in what the process has written so far, once it is there so often. */
async function written(child: ChildProcess, text: string, times: number): Promise<void> {
  let output = '';
  const isThere = () => output.split(text).length > times;
  for await (const chunk of child.stdout ?? []) {
    output += chunk;
    if (isThere()) return;
  }
  assert.fail(`the server ended after ${output.split(text).length - 1} of ${times}`);
}

describe('the language server and a client that', () => {
  it('does not read gets every answer when it reads again', async () => {
    const child = startRaw();
    const ended = once(child, 'exit');
    child.stdin?.write(initialize(process.pid) + framed({ method: 'initialized', params: {} }));
    const opened = { uri: uri('a.properties'), languageId: 'properties', version: 1, text: WRONG };
    child.stdin?.write(framed({ method: 'textDocument/didOpen', params: { textDocument: opened } }));
    const asked = { textDocument: { uri: uri('a.properties') } };
    const count = 2_000;
    for (let id = 1; id <= count; id += 1)
      child.stdin?.write(framed({ id, method: 'textDocument/documentSymbol', params: asked }));
    // Far more than a pipe takes has been answered by now, or waits to be.
    await written(child, '"name":"min.insync.replicas"', count);
    child.kill();
    await ended;
  });

  for (const [name, args] of Object.entries({
    'the server': [join(repository, 'dist/server.cjs'), '--stdio'],
    'the command line as a server': [join(repository, 'dist/cli.cjs'), '--stdio'],
  })) {
    it(`is gone ends ${name}, although its pipes are held open`, async () => {
      const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      const child = startRaw(args);
      const ended = once(child, 'exit');
      child.stdin?.write(initialize(editor.pid ?? 0));
      await written(child, '"id":0', 1);
      editor.kill('SIGKILL');
      child.stdout?.resume();
      await ended;
    });

    it(`closes its end ends ${name}, shut down or not`, async () => {
      const child = startRaw(args);
      const ended = once(child, 'exit');
      child.stdin?.write(initialize(null));
      await written(child, '"id":0', 1);
      child.stdin?.end();
      child.stdout?.resume();
      await ended;
    });
  }

  it('sends what is no message does not harm the next one, or ends the server', async () => {
    for (const rubbish of [
      'Content-Length: 3\r\n\r\n{]}',
      'Content-Length: 4\r\n\r\nnull',
      'Content-Length: 2\r\n\r\n[]',
      'Content-Length: 2\r\n\r\n{}',
      framed({ id: 1 }),
      framed({ id: {}, method: 'textDocument/hover' }),
      framed({ id: 5, result: 'for nothing' }),
    ]) {
      const child = startRaw();
      const ended = once(child, 'exit');
      child.stdin?.on('error', () => {});
      child.stdin?.write(initialize(null));
      await written(child, '"id":0', 1).catch(() => {});
      child.stdin?.write(rubbish + framed({ id: 2, method: 'shutdown' }) + framed({ method: 'exit' }));
      child.stdout?.resume();
      await ended;
    }
  });
});

describe('a rule that fails in the language server', () => {
  it('is named once in the output, shown once in low severity, and the other rules go on', async () => {
    const client = await startClient(undefined, {}, [
      '--import',
      'tsx',
      join(repository, 'test/server/failing-rule.ts'),
    ]);
    const said: string[] = [];
    client.connection.onNotification('window/logMessage', ({ message: text }) => void said.push(text));
    const names = Array.from({ length: 20 }, (_, index) => uri(`topic-${index}.yaml`));
    const found = new Map<string, Diagnostic[]>();
    for (const name of names) client.open(name, 'yaml', topic({ config: 'min.insync.replicas: 3' }));
    for (const name of names)
      found.set(
        name,
        await client.diagnostics(name, (list) => list.some(({ code }) => code === 'min-isr-equals-rf')),
      );
    client.change(names[3] ?? '', topic({ name: 'again', config: 'min.insync.replicas: 3' }));
    const failed = [...found.values()].flat().filter(({ code }) => code === 'rule-failed');
    assert.deepEqual(
      failed.map(({ severity, message: text }) => [severity, text]),
      [[4, 'the rule always-fails failed here; the other rules went on']],
    );
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /^rule always-fails failed: Error: no rule is perfect/);
    await client.stop();
  });
});
