import assert from 'node:assert/strict';
import { broker } from '../../server/src/rules/sound.ts';
import { folderOf, kafkaReview } from './run.ts';

/** Prints, when the process ends, which of Node's own modules its code asked for. */
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

  it('--stdio starts the language server', () => {
    const message = (body: object) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...body });
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    };
    const { out } = kafkaReview(['--stdio'], {
      cwd: folder.path,
      input:
        message({
          id: 1,
          method: 'initialize',
          params: { processId: null, rootUri: null, capabilities: {} },
        }) +
        message({ id: 2, method: 'shutdown' }) +
        message({ method: 'exit' }),
    });
    assert.match(
      out,
      /^Content-Length: \d+\r\n\r\n\{"jsonrpc":"2\.0","id":1,"result":\{.*"name":"kafka-review"/,
    );
  });
});
