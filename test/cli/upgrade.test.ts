import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broker } from '../../server/src/rules/sound.ts';
import { repository } from '../support/shared.ts';

describe('kafka-review upgrade', () => {
  let folder: string;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(repository, 'dist/cli.cjs'), 'upgrade', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-review-upgrade-'));
    writeFileSync(
      join(folder, 'server.properties'),
      broker('log.message.timestamp.difference.max.ms=3600000\nlog.segment.bytes=1000'),
    );
    writeFileSync(join(folder, '.kafka-review.yaml'), 'kafkaVersion: 3.9.2\nrules:\n  rack-missing: off\n');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('lists what goes, what is refused and which defaults change, each on its line', () => {
    const { status, stdout } = run('--to', '4.3.1', '--format', 'json');
    assert.equal(status, 1);
    const text = readFileSync(join(folder, 'server.properties'), 'utf8').split('\n');
    const files: { findings: { rule: string; line: number }[] }[] = JSON.parse(stdout).files;
    const found = files.flatMap(({ findings }) =>
      findings.map(({ rule, line }) => [rule, text[line - 1] ?? ''] as const),
    );
    assert.ok(
      found.some(
        ([rule, line]) =>
          rule === 'upgrade-removed-key' && line.startsWith('log.message.timestamp.difference'),
      ),
    );
    assert.ok(
      found.some(([rule, line]) => rule === 'upgrade-refused-value' && line.startsWith('log.segment.bytes')),
    );
    assert.ok(found.some(([rule]) => rule === 'upgrade-changed-default'));
    assert.ok(!found.some(([rule]) => rule === 'settings'), 'settings may name the rules of the review');
  });

  it('renames what is mechanical with --fix', () => {
    run('--to', '4.3.1', '--fix');
    assert.match(
      readFileSync(join(folder, 'server.properties'), 'utf8'),
      /^log\.message\.timestamp\.before\.max\.ms=3600000$/m,
    );
  });

  it('wants a version to move to', () => {
    const { status, stderr } = run();
    assert.equal(status, 2);
    assert.match(stderr, /--to/);
  });
});
