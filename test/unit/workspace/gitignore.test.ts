import assert from 'node:assert/strict';
import { ignoreLevel, isIgnored } from '../../../server/src/workspace/gitignore.ts';

const ignores = (line: string, path: string): boolean =>
  isIgnored([ignoreLevel('/w', line)], `/w/${path}`, false);

describe('a .gitignore', () => {
  it('leaves out what Git does', () => {
    for (const [line, path] of [
      ['*.yaml', 'a/b.yaml'],
      ['/a/**/b', 'a/x/y/b'],
      ['**/a/**/b', 'x/a/y/b'],
      ['**/a/**', 'x/a/y'],
      ['a/\r', 'a/b.yaml'],
    ] as const)
      assert.equal(ignores(line, path), true, line);
    assert.equal(ignores('/b', 'a/b'), false);
  });

  // The test's own time limit is the proof: as regular expressions they would outlive us.
  it('of a stranger takes no time', () => {
    const deep = `${'a/'.repeat(60)}a.yaml`;
    const long = `${'a'.repeat(250)}.yaml`;
    for (const line of [
      `${'**/a/'.repeat(30)}b`,
      `a${'/**/a'.repeat(30)}`,
      `!${'**/a/'.repeat(30)}b`,
      `${'a*'.repeat(90)}b`,
      `${'*?'.repeat(90)}b`,
      `${'[a]*'.repeat(60)}b`,
      `${'['.repeat(500)}`,
      '[z-a]',
      '\\',
    ]) {
      ignores(line, deep);
      ignores(line, long);
      assert.equal(ignores(`${line}\nx.yaml`, 'x.yaml'), true, line);
    }
  });
});
