import assert from 'node:assert/strict';
import type {
  CodeAction,
  Command,
  CompletionItem,
  DocumentSymbol,
  Position,
  Range,
  SelectionRange,
  TextEdit,
} from 'vscode-languageserver-types';
import type { Finding } from '../../server/src/model/finding.ts';
import { absolute, type Place } from '../../server/src/model/place.ts';
import type { Review } from '../../server/src/review/review.ts';

/** What a text's lines are, found another way than the program does: the length of each. */
export function lineLengths(text: string): number[] {
  if (last?.text !== text) last = { text, lengths: text.split(/\r\n|\r|\n/).map((line) => line.length) };
  return last.lengths;
}

let last: { text: string; lengths: number[] } | undefined;

const before = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character <= b.character);

/** A position that an editor knows: on a line there is, not behind its end. */
export function checkPosition(lines: number[], { line, character }: Position, what: string): void {
  const length = lines[line];
  assert.ok(length !== undefined && line >= 0, `${what}: line ${line} of ${lines.length}`);
  // The end of a line that ends in CRLF may be given behind its CR.
  assert.ok(character >= 0 && character <= length + 1, `${what}: character ${character} of ${length}`);
}

export function checkRange(lines: number[], { start, end }: Range, what: string): void {
  checkPosition(lines, start, what);
  checkPosition(lines, end, what);
  assert.ok(before(start, end), `${what}: ends before it begins`);
}

const inside = (inner: Range, outer: Range): boolean =>
  before(outer.start, inner.start) && before(inner.end, outer.end);

/** VS Code refuses an outline whose name stands outside the symbol. */
export function checkSymbols(lines: number[], symbols: DocumentSymbol[]): void {
  for (const { name, range, selectionRange, children } of symbols) {
    checkRange(lines, range, `symbol ${name}`);
    checkRange(lines, selectionRange, `name of symbol ${name}`);
    assert.ok(inside(selectionRange, range), `the name of symbol ${name} stands outside it`);
    checkSymbols(lines, children ?? []);
  }
}

export function checkSelections(lines: number[], selection: SelectionRange): void {
  for (let at: SelectionRange | undefined = selection; at; at = at.parent) {
    checkRange(lines, at.range, 'selection');
    if (at.parent)
      assert.ok(inside(at.range, at.parent.range), 'a selection stands outside the next larger one');
  }
}

/** A completion replaces text of one line that the cursor stands in. */
export function checkCompletion(lines: number[], item: CompletionItem, position: Position): void {
  const range = item.textEdit && 'range' in item.textEdit ? item.textEdit.range : undefined;
  if (!range) return;
  checkRange(lines, range, `completion ${item.label}`);
  assert.equal(range.start.line, range.end.line, `completion ${item.label} over several lines`);
  assert.ok(
    before(range.start, position) && before(position, range.end),
    `completion ${item.label}: ${JSON.stringify(range)} is not around ${JSON.stringify(position)}`,
  );
}

/** Edits of one file: in the text, and none over another. */
export function checkEdits(lines: number[], edits: TextEdit[], what: string): void {
  const sorted = edits.toSorted((a, b) => (before(a.range.start, b.range.start) ? -1 : 1));
  for (const [index, { range }] of sorted.entries()) {
    checkRange(lines, range, what);
    const next = sorted[index + 1];
    if (next) assert.ok(before(range.end, next.range.start), `${what}: edits overlap`);
  }
}

export function checkActions(review: Review, actions: (CodeAction | Command)[]): void {
  for (const action of actions) {
    const changes = 'edit' in action ? (action.edit?.changes ?? {}) : {};
    for (const [uri, edits] of Object.entries(changes)) {
      const text = review.text(uri);
      assert.ok(text !== undefined, `action ${action.title} edits ${uri}, which is not under review`);
      checkEdits(lineLengths(text), edits, `action ${action.title}`);
    }
  }
}

/** A place lies in its part, and its part in the file's text. */
export function checkPlace(review: Review, place: Place, what: string): void {
  const { uri, start, end } = absolute(place);
  const text = review.text(uri);
  assert.ok(text !== undefined, `${what}: in ${uri}, which is not under review`);
  assert.ok(start >= 0 && start <= end && end <= text.length, `${what}: ${start}-${end} of ${text.length}`);
  const { offset } = place.part;
  assert.equal(text.slice(offset, offset + place.part.text.length), place.part.text, `${what}: an old part`);
}

/** More is no message any more; a value of somebody's file must not make it so. */
const MAX_MESSAGE = 1_000;

export function checkFinding(review: Review, finding: Finding): void {
  const { rule, message, place, related, fixes } = finding;
  checkPlace(review, place, rule);
  assert.ok(
    message.length > 0 && message.length <= MAX_MESSAGE,
    `${rule}: a message of ${message.length} characters`,
  );
  for (const other of related) checkPlace(review, other.place, `${rule}, related`);
  for (const { title } of fixes)
    assert.ok(title.length <= MAX_MESSAGE, `${rule}: a title of ${title.length} characters`);
}
