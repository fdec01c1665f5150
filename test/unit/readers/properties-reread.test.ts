import assert from 'node:assert/strict';
import { isDirective } from '../../../server/src/readers/comments.ts';
import { reread } from '../../../server/src/readers/properties/reread.ts';
import { parseProperties } from '../../../server/src/readers/properties/syntax.ts';
import { type Random, randomFrom } from '../../oracle/random.ts';
import { edited } from '../../support/edits.ts';

/** What a whole reading gives, with the comments that count. */
function whole(text: string) {
  const { comments, ...rest } = parseProperties(text);
  return { ...rest, comments: comments.filter(({ start, end }) => isDirective(text.slice(start, end))) };
}

const pieces = [
  ...['a', 'log.dirs=/data', ' b : c ', 'listeners', '=', '1', 'x\\=y', '\\u0041', '\\u12x4', '\\', '\\\\'],
  ...['# note', '!', '# kafka-review-disable-next-line log-dirs-tmp', '#kafka-review profile=dev \\'],
  ...['\n', '\n', '\r\n', '\r', '\\\n', '\\\r\n  ', '\n  \\\n', '\n\n', '\f', '\n # \n'],
];

const generated = (random: Random): string =>
  Array.from({ length: random.below(40) }, () => random.pick(pieces)).join('');

describe('reading a properties file again', () => {
  it('gives what reading the whole text gives, whatever was changed', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const random = randomFrom(seed);
      let text = generated(random);
      for (let step = 0; step < 25; step += 1) {
        assert.deepEqual(reread(text), whole(text), `seed ${seed}, step ${step}: ${JSON.stringify(text)}`);
        text = edited(random, text, pieces);
      }
    }
  });

  it('parses the lines around the change only', () => {
    const lines = (value: string) =>
      Array.from({ length: 1000 }, (_, n) => `key.${n}=${n === 500 ? value : n}\n# note\n`).join('');
    const before = reread(lines('a'));
    const same = (entries: readonly object[]) =>
      entries.filter((entry, index) => entry === before.entries[index]).length;
    assert.ok(same(reread(lines('b')).entries) >= 997);
    // What moved is another object with the text of the old one.
    assert.equal(same(reread(lines('longer')).entries), 500);
  });

  it('takes another file for one that was changed throughout', () => {
    const files = [
      'process.roles=broker\nnode.id=1\n',
      'bootstrap.servers=a:9092\n# kafka-review profile=dev\n',
      '',
    ];
    for (const text of [...files, ...files]) assert.deepEqual(reread(text), whole(text));
  });
});
