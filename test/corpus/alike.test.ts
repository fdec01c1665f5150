import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReview } from '../../server/src/review/review.ts';
import { rules } from '../../server/src/rules/index.ts';
import { renamed } from '../support/alike.ts';
import { filesBelow } from '../support/corpus.ts';
import { sharedFolder } from '../support/shared.ts';

/** The topics and users of the corpus, each as a file of its own. */
const documents = [
  ...new Set(
    filesBelow('strimzi')
      .filter((path) => /\.ya?ml$/.test(path))
      .flatMap((path) => readFileSync(join(sharedFolder(), 'corpus', path), 'utf8').split(/^---.*$/m)),
  ),
].filter((text) => renamed(text, 'other') !== undefined);

/** What is found in the last of these files. */
function last(...texts: string[]): string[] {
  const review = createReview({ rules });
  for (const [index, text] of texts.entries()) review.set(`file:///d/${index}.yaml`, text);
  review.refresh();
  return review
    .findings(`file:///d/${texts.length - 1}.yaml`)
    .map(({ rule, severity, place, message }) => [rule, severity, place.start, place.end, message].join(' '));
}

describe('topics and users of real repositories', () => {
  it('are told the same behind others that say the same of another name', function () {
    this.timeout(120_000);
    assert.ok(documents.length > 50, `${documents.length} documents`);
    for (const text of documents)
      assert.deepEqual(
        last(renamed(text, 'other') ?? '', renamed(text, 'other-2') ?? '', text),
        last(text),
        text,
      );
  });
});
