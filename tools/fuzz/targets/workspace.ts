import assert from 'node:assert/strict';
import fc from 'fast-check';
import { absolute } from '../../../server/src/model/place.ts';
import type { Review } from '../../../server/src/review/review.ts';
import { lineLengths } from '../invariants.ts';
import { mutated } from '../mutate.ts';
import { checkFeatures, checkFindings, emptyReview, reviewOf } from '../reviewing.ts';
import { seedsNamed } from '../seeds.ts';
import { target } from '../target.ts';
import { settingsSeeds } from './settings.ts';

interface Step {
  uri: string;
  /** Absent: the file goes away. */
  text?: string;
}

const root = 'file:///deployment';
const places = ['a/one', 'a/two', 'a/b/three', 'c/node-1/server', 'c/node-2/server'];

const files = mutated(seedsNamed(/\.(properties|ya?ml|tf)$/));

const step = fc
  .record({
    place: fc.constantFrom(...places),
    file: files,
    gone: fc.nat(5),
    settings: fc.nat(7),
    said: mutated(settingsSeeds),
  })
  .map(({ place, file, gone, settings, said }): Step => {
    const extension = file.name.slice(file.name.lastIndexOf('.'));
    const uri = settings === 0 ? `${root}/a/.kafka-review.yaml` : `${root}/${place}${extension}`;
    return gone === 0 ? { uri } : { uri, text: settings === 0 ? said.text : file.text };
  });

const found = (review: Review): string[] =>
  review
    .files()
    .sort()
    .flatMap((uri) =>
      review.findings(uri).map(({ rule, severity, place, message, suppressed }) => {
        const { start, end } = absolute(place);
        return [uri, rule, severity, start, end, message, suppressed ?? '-'].join(' ');
      }),
    );

/** Files come, change and go in any order: what is found is what a fresh review of the same texts finds. */
export const workspace = target<Step[]>({
  name: 'workspace',
  inputs: fc.array(step, { minLength: 1, maxLength: 6 }),
  check: (steps) => {
    const review = emptyReview([root]);
    const texts = new Map<string, string>();
    for (const { uri, text } of steps) {
      review.set(uri, text);
      review.refresh();
      if (text === undefined) texts.delete(uri);
      else texts.set(uri, text);
    }
    for (const uri of review.files()) {
      checkFindings(review, uri);
      const lines = lineLengths(review.text(uri) ?? '');
      const line = lines.length >> 1;
      checkFeatures(review, uri, { line, character: Math.min(lines[line] ?? 0, 9) });
    }
    assert.deepEqual(found(review), found(reviewOf(texts, [root])), 'not what a fresh review finds');
  },
});
