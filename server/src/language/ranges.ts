import type { DocumentSymbol, FoldingRange, Range, SelectionRange } from 'vscode-languageserver-types';
import { lineStarts, offsetAt, type Position, positionAt } from '../model/lines.ts';
import { absolute } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { entryAt } from './hover.ts';
import { documentSymbols } from './symbols.ts';

/** What can be folded: each resource, its configuration, and runs of comment lines. */
export function foldingRanges(review: Review, uri: string): FoldingRange[] {
  const folds: FoldingRange[] = [];
  const visit = (symbols: DocumentSymbol[]) => {
    for (const { range, children } of symbols) {
      if (range.end.line > range.start.line)
        folds.push({ startLine: range.start.line, endLine: range.end.line });
      visit(children ?? []);
    }
  };
  visit(documentSymbols(review, uri));
  return [...folds, ...commentRuns(review.text(uri) ?? '')];
}

function commentRuns(text: string): FoldingRange[] {
  const runs: FoldingRange[] = [];
  let start = -1;
  text.split('\n').forEach((line, index, lines) => {
    const comment = /^\s*[#!]/.test(line);
    if (comment && start < 0) start = index;
    const ends = comment ? index === lines.length - 1 : true;
    if (start >= 0 && ends) {
      const last = comment ? index : index - 1;
      if (last > start) runs.push({ startLine: start, endLine: last, kind: 'comment' });
      start = -1;
    }
  });
  return runs;
}

/** Growing selections: the key or value, the whole entry, the configuration, the resource. */
export function selectionRanges(review: Review, uri: string, positions: Position[]): SelectionRange[] {
  const text = review.text(uri) ?? '';
  const starts = lineStarts(text);
  const toRange = (start: number, end: number): Range => ({
    start: positionAt(starts, start),
    end: positionAt(starts, end),
  });
  return positions.map((position) => {
    const offset = offsetAt(starts, position, text.length);
    const ranges: [number, number][] = [[0, text.length]];
    const part = review.file(uri)?.parts.findLast((one) => one.part.offset <= offset)?.part;
    if (part) ranges.unshift([part.offset, part.offset + part.text.length]);
    const found = entryAt(review, uri, offset);
    for (const place of found ? [found.entry.place, found.entry.value.place, found.entry.keyPlace] : []) {
      const { start, end } = absolute(place);
      const [from, to] = ranges[0] ?? [0, text.length];
      // Key and value may touch: each selection lies in the next larger one.
      if (start <= offset && offset <= end && from <= start && end <= to) ranges.unshift([start, end]);
    }
    return ranges
      .reverse()
      .reduce<SelectionRange | undefined>(
        (parent, [start, end]) => ({ range: toRange(start, end), ...(parent ? { parent } : {}) }),
        undefined,
      ) as SelectionRange;
  });
}
