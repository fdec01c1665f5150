import type { Finding } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import { lineStarts, positionAt } from '../model/lines.ts';
import { absolute } from '../model/place.ts';
import type { TextEdit } from '../readers/reading.ts';
import { editsOf, safeFix } from '../reports/report.ts';
import { applyEdits } from '../review/apply.ts';
import { ownRules } from '../review/own-rules.ts';
import type { Review } from '../review/review.ts';

/** One fix can uncover the next one; more rounds than this are a circle. */
const MAX_ROUNDS = 10;

export interface Applied {
  uri: string;
  /** From 0, in the text as it was when the fix was applied. */
  line: number;
  rule: string;
  title: string;
}

/**
 * Applies the safe preferred fixes to the texts under review until none is left. A fix that would make a file
 * unreadable is taken back. Nothing is written: the review holds the new texts.
 */
export function fixAll(review: Review, uris: Iterable<string>): Applied[] {
  const applied: Applied[] = [];
  const broken = new Set<string>();
  let look = new Set(uris);
  for (let round = 0; round < MAX_ROUNDS && look.size > 0; round += 1) {
    const chosen = choose(review, look, broken);
    const changes = chosen.flatMap(({ fix }) => fix.changes);
    const touched = new Map<string, { before: string; after: string }>();
    for (const { uri, edits } of editsOf(review, changes)) {
      const before = review.text(uri);
      const after = before === undefined ? undefined : applyEdits(before, edits);
      if (before !== undefined && after !== undefined && after !== before)
        touched.set(uri, { before, after });
    }
    if (touched.size === 0) break;
    const lines = appliedOf(review, chosen);
    const errors = (uri: string) =>
      review.findings(uri).filter(({ rule }) => rule === ownRules.syntax.id).length;
    const errorsBefore = new Map([...touched.keys()].map((uri) => [uri, errors(uri)]));
    for (const [uri, { after }] of touched) review.set(uri, after);
    look = review.refresh();
    const bad = [...touched.keys()].filter((uri) => errors(uri) > (errorsBefore.get(uri) ?? 0));
    if (bad.length === 0) {
      applied.push(...lines);
      continue;
    }
    // The fixes of a round may belong together across files: the whole round is taken back.
    for (const [uri, { before }] of touched) review.set(uri, before);
    look = new Set([...look, ...review.refresh()]);
    for (const uri of bad) broken.add(uri);
  }
  return applied;
}

interface Chosen {
  finding: Finding;
  fix: Fix;
}

/** The fixes that go together: of two that change the same text the first is taken, the other waits for the next round. */
function choose(review: Review, uris: Iterable<string>, broken: ReadonlySet<string>): Chosen[] {
  const taken = new Map<string, TextEdit[]>();
  const chosen: Chosen[] = [];
  for (const uri of [...uris].sort()) {
    for (const finding of review.findings(uri)) {
      const fix = safeFix(finding);
      if (!fix) continue;
      const files = editsOf(review, fix.changes);
      const fits =
        files.length > 0 &&
        files.every(
          ({ uri, edits }) =>
            edits.length > 0 && !broken.has(uri) && edits.every((edit) => isFree(edit, taken.get(uri))),
        );
      if (!fits) continue;
      for (const { uri, edits } of files) {
        if (!taken.has(uri)) taken.set(uri, []);
        for (const edit of edits) take(edit, taken.get(uri) ?? []);
      }
      chosen.push({ finding, fix });
    }
  }
  return chosen;
}

/** Insertions at one point go together, and so do two that change the same text to the same. */
function isFree(edit: TextEdit, taken: TextEdit[] = []): boolean {
  const other = taken[firstBehind(edit, taken)];
  return !other || edit.end <= other.start || isSame(edit, other);
}

const isSame = (a: TextEdit, b: TextEdit): boolean =>
  a.start === b.start && a.end === b.end && a.text === b.text;

/** Puts a free edit in its place among those that are taken: they are in order, and none overlaps another. */
function take(edit: TextEdit, taken: TextEdit[]): void {
  const at = firstBehind(edit, taken);
  const other = taken[at];
  if (!other || !isSame(edit, other)) taken.splice(at, 0, edit);
}

/** The first of the edits that ends behind the begin of this one, by binary search. */
function firstBehind({ start }: TextEdit, taken: readonly TextEdit[]): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What was applied, by the texts as they are now; each file's lines are counted once. */
function appliedOf(review: Review, chosen: readonly Chosen[]): Applied[] {
  const starts = new Map<string, number[]>();
  return chosen.map(({ finding: { place, rule }, fix: { title } }) => {
    const { uri, start } = absolute(place);
    const lines = starts.get(uri) ?? lineStarts(review.text(uri) ?? '');
    starts.set(uri, lines);
    return { uri, line: positionAt(lines, start).line, rule, title };
  });
}
