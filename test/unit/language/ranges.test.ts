import assert from 'node:assert/strict';
import type { SelectionRange } from 'vscode-languageserver-types';
import { selectionRanges } from '../../../server/src/language/ranges.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { broker } from '../../../server/src/rules/sound.ts';

describe('growing selections', () => {
  it('lie in each other even where a key without a value ends', () => {
    const review = createReview({ rules: [] });
    const text = `${broker()}num.io.threads`;
    review.set('file:///d/server.properties', text);
    const line = text.split('\n').length - 1;
    const [first] = selectionRanges(review, 'file:///d/server.properties', [{ line, character: 14 }]);
    const character = (selection: SelectionRange | undefined) => selection?.range.start.character;
    assert.deepEqual([character(first), character(first?.parent)], [14, 0]);
  });
});
