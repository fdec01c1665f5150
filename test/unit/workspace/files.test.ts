import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readText } from '../../../server/src/workspace/files.ts';
import { walk } from '../../../server/src/workspace/walk.ts';

describe('the files of a workspace', () => {
  let folder = '';
  const at = (name: string) => join(folder, name);
  const read = (name: string) => readText(pathToFileURL(at(name)).href);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-review-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are text without its byte order mark, UTF-16 and binary ones none', async () => {
    const contents: Record<string, string | Buffer> = {
      'plain.properties': 'a=1\n',
      'bom.yaml': '\ufeffa: 1\n',
      'utf16.yaml': Buffer.from('\ufeffa: 1\n', 'utf16le'),
      'nul.yaml': 'a: \0\n',
      'latin1.properties': Buffer.from('a=é\n', 'latin1'),
    };
    for (const [name, content] of Object.entries(contents)) writeFileSync(at(name), content);
    assert.deepEqual(await Promise.all(Object.keys(contents).map(read)), [
      'a=1\n',
      'a: 1\n',
      undefined,
      undefined,
      'a=\ufffd\n',
    ]);
  });

  it('are none when they are gone, folders, circles of links or pipes that nobody writes to', async () => {
    mkdirSync(at('folder.yaml'));
    symlinkSync('circle.yaml', at('circle.yaml'));
    symlinkSync('gone.yaml', at('dangling.yaml'));
    execFileSync('mkfifo', [at('pipe.yaml')]);
    for (const name of ['gone.yaml', 'folder.yaml', 'circle.yaml', 'dangling.yaml', 'pipe.yaml'])
      assert.equal(await read(name), undefined, name);
    assert.equal(await readText('file://host/share/a.yaml'), undefined);
    assert.equal(await readText('file:///%00'), undefined);
    assert.equal(await readText('untitled:a.yaml'), undefined);
  });

  it('may grow, shrink and vanish while they are read', async () => {
    const line = 'a=1\n';
    for (let times = 0; times < 40; times += 1) {
      writeFileSync(at('log.properties'), line.repeat(5_000));
      const reading = read('log.properties');
      if (times % 3 === 0) appendFileSync(at('log.properties'), line.repeat(5_000));
      else if (times % 3 === 1) writeFileSync(at('log.properties'), line);
      else rmSync(at('log.properties'));
      const text = await reading;
      assert.ok(text === undefined || /^(a=1\n)*$/.test(text));
    }
  });

  it('are found once, though links lead in circles, whatever their names', async () => {
    const names = [
      'a b.yaml',
      `it's "so".yaml`,
      'line\nbreak.yaml',
      'größe-😀.yaml',
      '100%.yaml',
      '%zz.yaml',
    ];
    mkdirSync(at('deep'));
    for (const name of names) writeFileSync(at(name), '');
    symlinkSync('..', at('deep/up'));
    symlinkSync('self', at('self'));
    const found: string[] = [];
    for await (const path of walk(folder)) found.push(path);
    assert.deepEqual(found.sort(), names.map(at).sort());
    for (const path of found) assert.equal(await readText(pathToFileURL(path).href), '');
  });
});
