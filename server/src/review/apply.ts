import type { Change } from '../model/fix.ts';
import type { Part } from '../model/place.ts';
import type { TextEdit } from '../readers/reading.ts';
import type { FileView, Review } from './review.ts';

const partOf = (change: Change): Part => (change.kind === 'replace' ? change.place.part : change.slot.part);

/** The edits that changes mean in one file, in file offsets (UTF-16 code units), ordered and free of overlaps. */
export function editsFor(review: Review, uri: string, changes: Change[]): TextEdit[] {
  const file = review.file(uri);
  if (!file) return [];
  const here = partsOf(file);
  const byPart = new Map<Part, Change[]>();
  for (const change of changes) {
    const part = partOf(change);
    if (!here.has(part.within ?? part)) continue;
    const same = byPart.get(part);
    if (same) same.push(change);
    else byPart.set(part, [change]);
  }
  const edits = [...byPart].flatMap(([part, own]) =>
    file.reader
      .spell(part, own)
      .map((edit) => ({ ...edit, start: edit.start + part.offset, end: edit.end + part.offset })),
  );
  return withoutOverlaps(edits);
}

const parts = new WeakMap<FileView['parts'], ReadonlySet<Part>>();

/** The parts of a file as it is now; gathered once for all fixes that are spelled in it. */
function partsOf(file: FileView): ReadonlySet<Part> {
  const known = parts.get(file.parts);
  if (known) return known;
  const made = new Set(file.parts.map(({ part }) => part));
  parts.set(file.parts, made);
  return made;
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
