import type { Change } from '../model/fix.ts';
import type { Part } from '../model/place.ts';
import type { TextEdit } from '../readers/reading.ts';
import type { Review } from './review.ts';

const partOf = (change: Change): Part => (change.kind === 'replace' ? change.place.part : change.slot.part);

/** The edits that changes mean in one file, in file offsets (UTF-16 code units), ordered and free of overlaps. */
export function editsFor(review: Review, uri: string, changes: Change[]): TextEdit[] {
  const file = review.file(uri);
  if (!file) return [];
  const here = new Set(file.parts.map(({ part }) => part));
  const parts = new Set(changes.map(partOf).filter((part) => here.has(part.within ?? part)));
  const edits = [...parts].flatMap((part) =>
    file.reader
      .spell(
        part,
        changes.filter((change) => partOf(change) === part),
      )
      .map((edit) => ({ ...edit, start: edit.start + part.offset, end: edit.end + part.offset })),
  );
  return withoutOverlaps(edits);
}

/** The file's text with the changes made; undefined when none of them is in this file. */
export function applyFixes(review: Review, uri: string, changes: Change[]): string | undefined {
  const file = review.file(uri);
  const edits = editsFor(review, uri, changes);
  if (!file || edits.length === 0) return undefined;
  const text = file.parts.map(({ part }) => part.text).join('');
  return applyEdits(text, edits);
}

export function applyEdits(text: string, edits: TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/** In order; of two edits of the same text the first counts, the other waits for the next run. */
function withoutOverlaps(edits: TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const kept: TextEdit[] = [];
  for (const edit of sorted) {
    const last = kept.at(-1);
    if (!last || edit.start > last.end || (edit.start === last.end && edit.start !== last.start))
      kept.push(edit);
  }
  return kept;
}
