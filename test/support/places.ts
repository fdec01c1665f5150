import assert from 'node:assert/strict';
import type { Range } from 'vscode-languageserver-types';
import { lineStarts, offsetAt, type Position, positionAt } from '../../server/src/model/lines.ts';
import { createReview, type Review } from '../../server/src/review/review.ts';
import { rules } from '../../server/src/rules/index.ts';

export const root = 'file:///w';
export const uriOf = (file: string): string => `${root}/${file}`;

/** A review of some files; `‸` in one of them is the cursor and no part of the text. */
export function workspace(files: Record<string, string>): {
  review: Review;
  uri: string;
  position: Position;
} {
  const review = createReview({ rules, roots: [root] });
  let cursor = { uri: '', position: { line: 0, character: 0 } };
  for (const [file, marked] of Object.entries(files)) {
    const at = marked.indexOf('‸');
    const text = marked.replace('‸', '');
    if (at >= 0) cursor = { uri: uriOf(file), position: positionAt(lineStarts(text), at) };
    review.set(uriOf(file), text);
  }
  review.refresh();
  return { review, ...cursor };
}

/** `FILE:LINE text` for a range, so that an expected list reads well. */
export function shown(review: Review, uri: string, range: Range): string {
  const text = review.text(uri) ?? assert.fail(`${uri} is not there`);
  const starts = lineStarts(text);
  const from = offsetAt(starts, range.start, text.length);
  const to = offsetAt(starts, range.end, text.length);
  return `${uri.slice(root.length + 1)}:${range.start.line + 1} ${text.slice(from, to)}`;
}

/** A text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly { range: Range; newText: string }[]): string {
  const starts = lineStarts(text);
  const at = (position: Position) => offsetAt(starts, position, text.length);
  return [...edits]
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce(
      (sum, { range, newText }) => sum.slice(0, at(range.start)) + newText + sum.slice(at(range.end)),
      text,
    );
}
