import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { broker, cluster, topic } from '../../server/src/rules/sound.ts';
import { folderOf, kafkaReview } from './run.ts';

const BLOCKING = broker('min.insync.replicas=3');
const FIXED = broker('min.insync.replicas=2');
const windows = (text: string) => text.replaceAll('\n', '\r\n');

describe('kafka-review --fix', () => {
  const files = {
    'server.properties': BLOCKING,
    'windows.properties': windows(BLOCKING),
    'latin1.properties': Buffer.from(`# größer\n${BLOCKING}`, 'latin1'),
    'bom.properties': `\ufeff${BLOCKING}`,
    'silenced.properties': broker(
      '# kafka-review-disable-next-line min-isr-equals-rf -- known\nmin.insync.replicas=3',
    ),
    ...cluster(),
    'topic.yaml': topic({ config: 'min.insync.replicas: 3' }),
  };
  const start = () => folderOf(files);
  const text = (path: string) => readFileSync(path, 'utf8');

  it('changes the values it says it changes, and reports what is left', () => {
    const folder = start();
    try {
      const { code, out, err } = kafkaReview(
        ['--fix', 'server.properties', 'topic.yaml', 'kafka.yaml', 'pools.yaml'],
        {
          cwd: folder.path,
        },
      );
      assert.equal(code, 0);
      assert.match(out, /^Nothing found in 4 files/);
      assert.match(
        err,
        /^fixed 2 problems in 2 files:\n {2}server\.properties:\d+ {2}Set min\.insync\.replicas to 2 \(min-isr-equals-rf\)\n/,
      );
      assert.equal(text(folder.at('server.properties')), FIXED);
      assert.equal(text(folder.at('topic.yaml')), topic({ config: 'min.insync.replicas: 2' }));
    } finally {
      folder.remove();
    }
  });

  it('keeps line ends, byte order mark, encoding, mode and symbolic links', () => {
    const folder = start();
    try {
      chmodSync(folder.at('windows.properties'), 0o640);
      symlinkSync('bom.properties', folder.at('link.properties'));
      const names = ['windows.properties', 'latin1.properties', 'link.properties'];
      assert.equal(kafkaReview(['--fix', ...names], { cwd: folder.path }).code, 0);
      assert.equal(text(folder.at('windows.properties')), windows(FIXED));
      assert.equal(statSync(folder.at('windows.properties')).mode & 0o777, 0o640);
      assert.deepEqual(
        readFileSync(folder.at('latin1.properties')),
        Buffer.from(`# größer\n${FIXED}`, 'latin1'),
      );
      assert.equal(text(folder.at('bom.properties')), `\ufeff${FIXED}`);
      const entries = readdirSync(folder.path, { withFileTypes: true });
      assert.equal(entries.find(({ name }) => name === 'link.properties')?.isSymbolicLink(), true);
      assert.deepEqual(
        entries.map(({ name }) => name).sort(),
        [...Object.keys(files), 'link.properties'].sort(),
      );
    } finally {
      folder.remove();
    }
  });

  it('leaves silenced findings and sound files alone', () => {
    const folder = start();
    try {
      const before = statSync(folder.at('kafka.yaml')).mtimeMs;
      const { err } = kafkaReview(['--fix', 'silenced.properties', 'kafka.yaml', 'pools.yaml'], {
        cwd: folder.path,
      });
      assert.equal(err, 'nothing to fix\n');
      assert.equal(text(folder.at('silenced.properties')), files['silenced.properties']);
      assert.equal(statSync(folder.at('kafka.yaml')).mtimeMs, before);
    } finally {
      folder.remove();
    }
  });

  it('--fix-dry-run prints a diff that git applies to the same end, and writes nothing', () => {
    const folder = start();
    try {
      const { code, out, err } = kafkaReview(['--fix-dry-run', '.'], { cwd: folder.path });
      assert.equal(code, 0);
      assert.match(err, /^would fix 5 problems in 5 files:\n/);
      for (const [name, content] of Object.entries(files))
        assert.deepEqual(readFileSync(folder.at(name)), Buffer.from(content), name);
      const git = spawnSync('git', ['apply', '--include=server.properties', '--include=topic.yaml', '-'], {
        cwd: folder.path,
        input: out,
        encoding: 'utf8',
        env: { ...process.env, GIT_CEILING_DIRECTORIES: folder.path, GIT_DIR: '/nonexistent' },
      });
      assert.equal(git.status, 0, git.stderr);
      assert.equal(text(folder.at('server.properties')), FIXED);
      assert.equal(text(folder.at('topic.yaml')), topic({ config: 'min.insync.replicas: 2' }));
    } finally {
      folder.remove();
    }
  });

  it('gives fixed standard input back, and the report beside it', () => {
    const { code, out, err } = kafkaReview(['--fix', '--stdin-filename', 'server.properties'], {
      input: BLOCKING,
    });
    assert.equal(code, 0);
    assert.equal(out, FIXED);
    assert.match(err, /^fixed 1 problem in 1 file:/);
  });
});
