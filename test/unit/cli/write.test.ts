import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFixed } from '../../../server/src/cli/write.ts';

describe('writing fixed files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-write-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const source = (name: string, text: string) => ({
    uri: `file://${folder}/${name}`,
    path: name,
    file: join(folder, name),
    text,
    encoding: { charset: 'utf8', bom: false } as const,
  });

  it('writes the new text', () => {
    writeFileSync(join(folder, 'a.properties'), 'a=1\n');
    assert.deepEqual(writeFixed([{ source: source('a.properties', 'a=1\n'), text: 'a=2\n' }]), []);
    assert.equal(readFileSync(join(folder, 'a.properties'), 'utf8'), 'a=2\n');
  });

  it('leaves a file alone that somebody else changed since it was read', () => {
    writeFileSync(join(folder, 'b.properties'), 'a=mine\n');
    assert.deepEqual(writeFixed([{ source: source('b.properties', 'a=1\n'), text: 'a=2\n' }]), [
      { path: 'b.properties', message: 'the file was changed meanwhile, so it is not fixed', fatal: true },
    ]);
    assert.equal(readFileSync(join(folder, 'b.properties'), 'utf8'), 'a=mine\n');
  });

  it('tells of a file that is gone, and writes the others', () => {
    writeFileSync(join(folder, 'c.properties'), 'a=1\n');
    const changed = ['gone.properties', 'c.properties'].map((name) => ({
      source: source(name, 'a=1\n'),
      text: 'a=2\n',
    }));
    assert.deepEqual(writeFixed(changed), [
      { path: 'gone.properties', message: 'no such file or folder', fatal: true },
    ]);
    assert.equal(readFileSync(join(folder, 'c.properties'), 'utf8'), 'a=2\n');
  });
});
