import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { InitializeResult } from 'vscode-languageserver';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { broker } from '../../server/src/rules/sound.ts';
import { commandLine, folderOf, kafkaReview } from './run.ts';

/** Prints, when the process ends, which of Node's own modules and of our bundles its code asked for. */
const RECORDER = `
const Module = require('node:module');
const load = Module._load;
const asked = new Set();
Module._load = function (name, ...rest) {
  asked.add(String(name).replace(/^node:/, ''));
  return load.call(this, name, ...rest);
};
process.on('exit', () => process.stderr.write('asked for ' + [...asked].sort().join(' ') + '\\n'));
`;

describe('starting kafka-review', () => {
  const folder = folderOf({
    'record.cjs': RECORDER,
    'kafka/server.properties': broker('min.insync.replicas=3'),
  });
  after(() => folder.remove());
  const askedFor = (...args: string[]): string[] => {
    const { err } = kafkaReview(args, {
      cwd: folder.path,
      env: { NODE_OPTIONS: `--require "${folder.at('record.cjs')}"` },
    });
    return (/^asked for (.*)$/m.exec(err)?.[1] ?? '').split(' ');
  };

  it('loads nothing of the network to review files: neither the Kafka client nor the language server', () => {
    for (const args of [['kafka'], ['kafka', '--format', 'sarif'], ['kafka', '--fix-dry-run'], ['rules']]) {
      const asked = askedFor(...args);
      assert.ok(asked.includes('fs'), 'the recorder records');
      for (const name of ['net', 'tls', 'zlib', 'dns', 'http'])
        assert.equal(asked.includes(name), false, `${args.join(' ')} asked for ${name}`);
    }
  });

  it('loads no rules to say what is kept', () => {
    const review = ['kafka', '--cache', folder.at('kept')];
    assert.ok(askedFor(...review).includes('./cli-commands.cjs'));
    assert.equal(askedFor(...review).includes('./cli-commands.cjs'), false);
    assert.ok(askedFor(...review, '--no-inline').includes('./cli-commands.cjs'));
  });

  it('--stdio starts the language server, which ends with 0 when it is asked to', async () => {
    const child = spawn(process.execPath, [commandLine, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      const connection = createMessageConnection(
        new StreamMessageReader(child.stdout),
        new StreamMessageWriter(child.stdin),
      );
      connection.listen();
      const answer = await connection.sendRequest<InitializeResult>('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities: {},
      });
      assert.equal(answer.serverInfo?.name, 'kafka-review');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const [code] = await once(child, 'exit');
      assert.equal(code, 0);
    } finally {
      child.kill();
    }
  });
});
