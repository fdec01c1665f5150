// Real properties files, changed at random: each is read again as it is read whole.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDirective } from '../../server/src/readers/comments.ts';
import { reread } from '../../server/src/readers/properties/reread.ts';
import { parseProperties } from '../../server/src/readers/properties/syntax.ts';
import { randomFrom } from '../oracle/random.ts';
import { edited } from '../support/edits.ts';
import { sharedFolder } from '../support/shared.ts';

const corpus = join(sharedFolder(), 'corpus');
const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.properties'))
  .sort();
const typed = [
  '7',
  '\n',
  '\r\n',
  '\\',
  '#',
  '=',
  ' ',
  'log.dirs=/tmp\n',
  '\\\n',
  '\\u00',
  '# kafka-review profile=dev\n',
];

describe('reading real properties files again', () => {
  it('gives what reading the whole text gives', () => {
    assert.ok(files.length > 50, `only ${files.length} files`);
    for (const [seed, path] of files.entries()) {
      const random = randomFrom(seed);
      let text = readFileSync(join(corpus, path), 'utf8');
      for (let step = 0; step < 20; step += 1) {
        const { comments, ...rest } = parseProperties(text);
        const speaking = comments.filter(({ start, end }) => isDirective(text.slice(start, end)));
        assert.deepEqual(reread(text), { ...rest, comments: speaking }, `${path}, step ${step}`);
        text = edited(random, text, typed);
      }
    }
  });
});
