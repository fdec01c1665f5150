import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlain } from '../../server/src/readers/yaml/plain.ts';
import { parseGeneral } from '../../server/src/readers/yaml/tree.ts';
import { sharedFolder } from '../support/shared.ts';

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const FRAGMENTS = [
  ': ',
  ':',
  '- ',
  '\n',
  '  ',
  '"',
  "'",
  '#',
  ' #',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\t',
  '|',
  '>',
  '&a ',
  '*a',
  '!x ',
  '? ',
  '%',
  '@',
  '`',
  '~',
  'null',
  '0x1F',
  '1e3',
  '.5',
  '\r\n',
  '---\n',
  '...\n',
  'é',
  '<<: ',
  '  ---\n',
  '\u{1F600}',
];

/** Changes a text in up to three places, by a seeded generator. */
function mutate(text: string, random: (below: number) => number): string {
  let result = text;
  for (let times = random(3); times >= 0; times -= 1) {
    const at = random(result.length + 1);
    const cut = random(4) === 0 ? random(6) : 0;
    result = result.slice(0, at) + (FRAGMENTS[random(FRAGMENTS.length)] ?? '') + result.slice(at + cut);
  }
  return result;
}

describe('the reader of plain YAML', () => {
  const texts = yamlFiles(join(sharedFolder(), 'corpus')).flatMap((file) =>
    readFileSync(file, 'utf8').split(/^(?=---(?:\s|$))/m),
  );

  /** The quick reader declines, or gives the tree of the general one, which then finds no error. */
  function agrees(text: string): boolean {
    const quick = parsePlain(text);
    if (!quick) return false;
    const general = parseGeneral(text);
    assert.deepEqual(general.problems, [], JSON.stringify(text));
    assert.deepEqual(quick.root, general.root, JSON.stringify(text));
    return true;
  }

  it('gives the same tree as the general one for every real document that it takes', () => {
    const taken = texts.filter(agrees).length;
    assert.ok(taken > texts.length / 2, `it takes most documents (${taken} of ${texts.length})`);
  });

  it('never takes a document that the general one reads otherwise, 20,000 mutations', () => {
    let state = 20260101;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const small = texts.filter((text) => text.length < 2500);
    let taken = 0;
    for (let n = 0; n < 20_000; n += 1)
      if (agrees(mutate(small[random(small.length)] ?? '', random))) taken += 1;
    assert.ok(taken > 5000, `most mutations are still read quickly (${taken})`);
  });
});
