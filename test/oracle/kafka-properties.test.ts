// The properties reader and java.util.Properties must read the same keys and values from the same file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProperties } from '../../server/src/readers/properties/syntax.ts';
import { releases } from '../../tools/knowledge/releases.ts';
import { sharedFolder } from '../support/shared.ts';
import { files } from './bases.ts';
import { type Answer, ask } from './oracle.ts';
import { type Random, randomFrom } from './random.ts';

const pieces = [
  ...['key', 'log.dirs', 'a', 'b.c', 'listeners', 'x y', 'é', 'ÿ'],
  ...['=', ':', ' ', '  ', '\t', '\f', ' = ', ' : ', '=='],
  ...[
    '\\',
    '\\\\',
    '\\=',
    '\\:',
    '\\ ',
    '\\#',
    '\\n',
    '\\t',
    '\\r',
    '\\f',
    '\\u0041',
    '\\u00e9',
    '\\u12x4',
    '\\u',
    '\\z',
  ],
  ...['#', '!', '# comment', '! comment', '#cont\\', '"quoted"', "'"],
  ...['PLAINTEXT://:9092', '1', 'C:\\kafka\\new', '\u0000', '\u0085', '\u00a0', '\u000b', '\u001f'],
];
const ends = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  '\\\n',
  '\\\n   ',
  '\\\r\n\t',
  '\\\r',
  '\n  ',
  '\n \\\n',
];

function generate(random: Random): string {
  let text = random.chance(0.03) ? '\u00ef\u00bb\u00bf' : '';
  for (let lines = random.below(8); lines >= 0; lines--) {
    for (let count = random.below(7); count > 0; count--) text += random.pick(pieces);
    text += random.pick(ends);
  }
  return random.chance(0.3) ? text.replace(/[\r\n]+$/, '') : text;
}

/** What java.util.Properties would hold: the last of equal keys; undefined for a file that it cannot read at all. */
function read(text: string): Record<string, string> | undefined {
  const { entries, problems } = parseProperties(text);
  if (problems.length > 0) return undefined;
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

describe('The properties reader against java.util.Properties', function () {
  this.timeout(300_000);
  const corpus = files(join(sharedFolder(), 'corpus'), '.properties').map((file) =>
    readFileSync(file, 'latin1'),
  );
  const random = randomFrom(1837);
  const generated = Array.from({ length: 10_000 }, () => generate(random));
  let answers: Answer[] = [];
  before(async () => {
    const texts = [...corpus, ...generated];
    answers = await ask(
      releases[0],
      texts.map((text) => ({ kind: 'parsed', text })),
    );
  });

  const differences = (texts: string[], offset: number) =>
    texts.flatMap((text, at) => {
      const ours = read(text);
      const theirs = answers[offset + at]?.parsed;
      const same = JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs));
      return same
        ? []
        : [`${JSON.stringify(text)}\n  Java: ${JSON.stringify(theirs)}\n  ours: ${JSON.stringify(ours)}`];
    });

  it('reads every file of the corpus alike', () => {
    assert.ok(corpus.length > 80);
    assert.deepEqual(differences(corpus, 0), []);
  });

  it('reads 10,000 generated files alike, and refuses the same ones', () => {
    const refused = answers.slice(corpus.length).filter(({ ok }) => !ok).length;
    assert.ok(refused > 500 && refused < 9_500, `${refused} refused`);
    const found = differences(generated, corpus.length);
    assert.equal(found.length, 0, `${found.length} differ\n${found.slice(0, 10).join('\n')}`);
  });
});

const sorted = (map: Record<string, string> | undefined) =>
  map && Object.entries(map).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
