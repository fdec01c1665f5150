import type { DocumentSymbol, FoldingRange, Range, SelectionRange } from 'vscode-languageserver-types';
import { lineStarts, offsetAt, type Position, positionAt } from '../model/lines.ts';
import { absolute } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { entryAt } from './hover.ts';
import { documentSymbols } from './symbols.ts';

/**
 * What can be folded: each resource, what is indented below a line of YAML, and runs of comment lines. Undefined for a
 * file that holds nothing of Kafka: an answer, even an empty one, takes the place of the editor's own folding.
 */
export function foldingRanges(review: Review, uri: string): FoldingRange[] | undefined {
  const text = review.text(uri);
  if (text === undefined || !review.file(uri)?.parts.some(({ reading }) => reading.drafts.length > 0))
    return undefined;
  const folds = new Map<number, number>();
  const add = (start: number, end: number) => {
    if (end > (folds.get(start) ?? start)) folds.set(start, end);
  };
  const visit = (symbols: DocumentSymbol[]) => {
    for (const { range, children } of symbols) {
      add(range.start.line, range.end.line);
      visit(children ?? []);
    }
  };
  visit(documentSymbols(review, uri));
  if (!/\.properties/i.test(uri)) for (const [start, end] of indented(text)) add(start, end);
  return [...[...folds].map(([startLine, endLine]) => ({ startLine, endLine })), ...commentRuns(text)];
}

/** The lines that have deeper ones below them, each with the last of these. A list may stand as deep as its key. */
function indented(text: string): [number, number][] {
  const found: [number, number][] = [];
  const open: { line: number; depth: number }[] = [];
  let last = 0;
  const close = (depth: number) => {
    for (let top = open.at(-1); top !== undefined && top.depth >= depth; top = open.at(-1)) {
      if (last > top.line) found.push([top.line, last]);
      open.pop();
    }
  };
  text.split('\n').forEach((content, line) => {
    const [, blanks = '', first = ''] = /^([ \t]*)(\S\s?)?/.exec(content) ?? [];
    if (first === '' || first.startsWith('#')) return;
    const depth = /^(?:---|\.\.\.)/.test(content) ? -1 : blanks.length * 2 + (/^-\s/.test(first) ? 1 : 0);
    close(depth);
    if (depth >= 0) open.push({ line, depth });
    last = line;
  });
  close(0);
  return found;
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
