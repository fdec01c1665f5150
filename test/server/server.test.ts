import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, CompletionItem, Diagnostic, Hover } from 'vscode-languageserver';
import { cluster, topic } from '../../server/src/rules/sound.ts';
import { eventually } from '../support/eventually.ts';
import { type Client, server, startClient } from './client.ts';

describe('the language server over stdio', () => {
  let folder: string;
  let client: Client;
  const uri = (name: string) => pathToFileURL(join(folder, name)).href;
  const rulesOf = (diagnostics: Diagnostic[]) => diagnostics.map(({ code }) => code);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kafka-review-server-'));
    const { 'kafka.yaml': kafka, 'pools.yaml': pools } = cluster();
    await writeFile(join(folder, 'kafka.yaml'), kafka);
    await writeFile(join(folder, 'pools.yaml'), pools);
    await writeFile(join(folder, 'topic.yaml'), topic({ config: 'min.insync.replicas: 3' }));
    await writeFile(join(folder, 'motd.properties'), 'motd=Hello\nlevel-name=world\n');
    client = await startClient(pathToFileURL(folder).href);
  });

  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true });
  });

  it('reviews files that are not open', async () => {
    const [finding] = await client.diagnostics(uri('topic.yaml'));
    assert.equal(finding?.code, 'min-isr-equals-rf');
    assert.match(finding?.codeDescription?.href ?? '', /min-isr-equals-rf\.md$/);
  });

  it('loads its other bundles when they are needed: the YAML package for YAML that is not sound', async () => {
    const asked = join(folder, 'asked.txt');
    const recorder = join(folder, 'record.cjs');
    await writeFile(asked, '');
    await writeFile(
      recorder,
      `const Module = require('node:module');
const load = Module._load;
Module._load = function (name, ...rest) {
  if (/^\\.\\/.*cjs$/.test(name)) require('node:fs').appendFileSync(${JSON.stringify(asked)}, name);
  return load.call(this, name, ...rest);
};`,
    );
    const other = await startClient(pathToFileURL(folder).href, {}, ['--require', recorder, server]);
    await other.diagnostics(uri('topic.yaml'));
    assert.equal(await readFile(asked, 'utf8'), '');
    other.open(uri('topic.yaml'), 'yaml', `${topic()}\nspec: [`);
    await other.diagnostics(uri('topic.yaml'), (found) => rulesOf(found).includes('syntax'));
    assert.equal(await readFile(asked, 'utf8'), './yaml.cjs');
    await other.stop();
  });

  it('follows the text while it is typed, and goes back to the file when it is closed', async () => {
    await client.diagnostics(uri('topic.yaml'));
    client.open(uri('topic.yaml'), 'yaml', topic({ config: 'min.insync.replicas: 2' }));
    await client.diagnostics(uri('topic.yaml'), (found) => found.length === 0);
    client.change(uri('topic.yaml'), topic({ config: 'min.insync.replicas: 3' }));
    await client.diagnostics(uri('topic.yaml'));
    client.change(uri('topic.yaml'), topic());
    await client.diagnostics(uri('topic.yaml'), (found) => found.length === 0);
    client.close(uri('topic.yaml'));
    assert.deepEqual(rulesOf(await client.diagnostics(uri('topic.yaml'))), ['min-isr-equals-rf']);
  });

  it('compares with the last commit once the workspace is trusted, and as it is typed', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
        cwd: folder,
      });
    git('init', '-q');
    git('add', '.');
    git('-c', 'commit.gpgsign=false', 'commit', '-qm', 'The last one');
    const fewer = topic({ partitions: '6', config: 'min.insync.replicas: 3' });
    client.open(uri('topic.yaml'), 'yaml', fewer);
    const line = fewer.split('\n').findIndex((text) => text.includes('partitions'));
    const before = await client.diagnostics(uri('topic.yaml'));
    assert.deepEqual(rulesOf(before), ['min-isr-equals-rf']);
    await client.connection.sendNotification('kafkaReview/trusted');
    const found = await client.diagnostics(uri('topic.yaml'), (some) => some.length === 2);
    assert.deepEqual(rulesOf(found), ['strimzi-topic-changed', 'min-isr-equals-rf']);
    assert.equal(found[0]?.range.start.line, line);
    client.change(uri('topic.yaml'), topic({ config: 'min.insync.replicas: 3' }));
    await client.diagnostics(uri('topic.yaml'), (some) => some.length === 1);
  });

  it('points at the exact token and at the other place that matters', async () => {
    const [finding] = await client.diagnostics(uri('topic.yaml'));
    const lines = topic({ config: 'min.insync.replicas: 3' }).split('\n');
    const { start, end } = finding?.range ?? assert.fail();
    assert.equal(lines[start.line]?.slice(start.character, end.character), '3');
    assert.equal(finding?.relatedInformation?.[0]?.location.range.start.line, lines.indexOf('  replicas: 3'));
  });

  it('offers the preferred fix first and ways to ignore last, and applies what it says', async () => {
    client.open(uri('topic.yaml'), 'yaml', topic({ config: 'min.insync.replicas: 3' }));
    const [finding] = await client.diagnostics(uri('topic.yaml'));
    const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uri('topic.yaml') },
      range: finding?.range,
      context: { diagnostics: [finding] },
    });
    const titles = actions.map(({ title }) => title);
    assert.equal(titles[0], 'Set min.insync.replicas to 2');
    assert.equal(actions[0]?.isPreferred, true);
    assert.ok(titles.includes('Ignore min-isr-equals-rf here, with a reason'));
    assert.ok(titles.indexOf('Ignore min-isr-equals-rf here, with a reason') > 0);
    assert.equal(actions[0]?.edit?.changes?.[uri('topic.yaml')]?.[0]?.newText, '2');
  });

  it('fixes all that is safe to fix', async () => {
    client.open(uri('topic.yaml'), 'yaml', topic({ config: 'min.insync.replicas: 3' }));
    await client.diagnostics(uri('topic.yaml'));
    const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uri('topic.yaml') },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['source.fixAll.kafkaReview'],
    );
  });

  it('says on hover what the key is and why the finding is one', async () => {
    client.open(uri('topic.yaml'), 'yaml', topic({ config: 'min.insync.replicas: 3' }));
    const [finding] = await client.diagnostics(uri('topic.yaml'));
    const hover: Hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uri('topic.yaml') },
      position: finding?.range.start,
    });
    const { value } = hover.contents as { value: string };
    assert.match(value, /min\.insync\.replicas/);
    assert.match(value, /acks=all/);
  });

  it('offers whole resources in an empty YAML file, and none among the values of another program', async () => {
    const offered = async (name: string, text: string, character: number) => {
      client.open(uri(name), 'yaml', text);
      const items: CompletionItem[] = await client.connection.sendRequest('textDocument/completion', {
        textDocument: { uri: uri(name) },
        position: { line: 0, character },
      });
      return items.map(({ label }) => label);
    };
    const kinds = await offered('new.yaml', '', 0);
    assert.deepEqual(kinds.slice(0, 4), ['Kafka with node pools', 'Kafka', 'KafkaNodePool', 'KafkaTopic']);
    assert.deepEqual(await offered('typed.yaml', 'strimzi', 7), kinds);
    assert.deepEqual(await offered('other.yaml', 'image: ', 7), []);
  });

  it('answers a client that pulls, and tells unchanged from changed', async () => {
    const pulling = await startClient(pathToFileURL(folder).href, { textDocument: { diagnostic: {} } });
    try {
      const ask = (previousResultId?: string) =>
        pulling.connection.sendRequest<{ kind: string; resultId: string; items?: Diagnostic[] }>(
          'textDocument/diagnostic',
          {
            textDocument: { uri: uri('topic.yaml') },
            ...(previousResultId ? { previousResultId } : {}),
          },
        );
      pulling.open(uri('topic.yaml'), 'yaml', topic({ config: 'min.insync.replicas: 3' }));
      const workspace = await pulling.connection.sendRequest<{ items: { uri: string }[] }>(
        'workspace/diagnostic',
        { previousResultIds: [] },
      );
      assert.ok(workspace.items.some((item) => item.uri === uri('topic.yaml')));
      let first = await ask();
      assert.equal(first.kind, 'full');
      // The workspace is still being read: what is found may change until it is, and then it stays.
      await eventually(async () => {
        const again = await ask(first.resultId);
        if (again.kind === 'full') first = again;
        assert.equal(again.kind, 'unchanged');
      });
      pulling.change(uri('topic.yaml'), topic());
      const second = await ask(first.resultId);
      assert.equal(second.kind, 'full');
      assert.deepEqual(second.items, []);
    } finally {
      await pulling.stop();
    }
  });

  it('ends itself when its client is gone', async () => {
    const left = await startClient(undefined);
    const gone = new Promise((resolve) => left.process.once('exit', resolve));
    left.process.stdin?.destroy();
    left.process.stdout?.destroy();
    await gone;
  });
});
