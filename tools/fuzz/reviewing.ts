import assert from 'node:assert/strict';
import fc, { type Arbitrary } from 'fast-check';
import pc from 'picocolors';
import type { Position } from 'vscode-languageserver-types';
import { fixAll } from '../../server/src/cli/fix.ts';
import { codeActions } from '../../server/src/language/code-actions.ts';
import { codeLenses } from '../../server/src/language/code-lens.ts';
import { completions, resolveCompletion } from '../../server/src/language/completion.ts';
import { diagnosticsOf } from '../../server/src/language/diagnostics.ts';
import { hoverAt } from '../../server/src/language/hover.ts';
import { inlayHints } from '../../server/src/language/inlay-hints.ts';
import { documentLinks } from '../../server/src/language/links.ts';
import { migrateToV1 } from '../../server/src/language/migrate-v1.ts';
import { definitionAt } from '../../server/src/language/names/definition.ts';
import { highlightsAt, referencesAt } from '../../server/src/language/names/references.ts';
import { prepareRename, renameAt } from '../../server/src/language/names/rename.ts';
import { foldingRanges, selectionRanges } from '../../server/src/language/ranges.ts';
import { semanticTokens } from '../../server/src/language/semantic-tokens.ts';
import { documentSymbols } from '../../server/src/language/symbols.ts';
import { githubReport } from '../../server/src/reports/github.ts';
import { jsonReport } from '../../server/src/reports/json.ts';
import { junitReport } from '../../server/src/reports/junit.ts';
import { makeReport } from '../../server/src/reports/report.ts';
import { sarifReport } from '../../server/src/reports/sarif.ts';
import { textReport } from '../../server/src/reports/text.ts';
import { applyFixes } from '../../server/src/review/apply.ts';
import { ownRules } from '../../server/src/review/own-rules.ts';
import { createReview, type Review } from '../../server/src/review/review.ts';
import { rules } from '../../server/src/rules/index.ts';
import {
  checkActions,
  checkCompletion,
  checkEdits,
  checkFinding,
  checkPosition,
  checkRange,
  checkSelections,
  checkSymbols,
  lineLengths,
} from './invariants.ts';

const rulesById = new Map(rules.map((rule) => [rule.id, rule]));

/** Folders as they come: with spaces, quotes, line ends, other scripts, drives, broken escapes, no folder at all. */
const FOLDERS = [
  'file:///deployment',
  'file:///c%3A/Users/x%20y',
  'file:///C:/clusters/prod',
  'file:///a%22b%27c/%0A/%F0%9F%98%80',
  'file:///dev/%/100%',
  'file:///%zz/%E9',
  'file://server/share/kafka',
  'vscode-vfs://github/a/b',
  'untitled:',
  'git:/x?%7B%22path%22%7D#',
];

export const folders: Arbitrary<string> = fc.constantFrom(...FOLDERS);

/** A review of files by URI; an exception of a rule or reader is one here, too. */
export function reviewOf(
  files: Iterable<readonly [uri: string, text: string]>,
  roots: string[] = [],
): Review {
  const review = emptyReview(roots);
  for (const [uri, text] of files) review.set(uri, text);
  review.refresh();
  return review;
}

export const emptyReview = (roots: string[] = []): Review =>
  createReview({
    rules,
    roots,
    onRuleError: (rule, error) => {
      throw new Error(`rule or reader failed: ${rule}`, { cause: error });
    },
  });

/** All findings of a file, each in its place. */
export function checkFindings(review: Review, uri: string): void {
  for (const finding of review.findings(uri)) checkFinding(review, finding);
}

/** Everything an editor asks about a file, at one position; what comes back is in the text. */
export function checkFeatures(review: Review, uri: string, position: Position): void {
  const text = review.text(uri) ?? '';
  const lines = lineLengths(text);
  const all = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  for (const { range, relatedInformation } of diagnosticsOf(review, uri)) {
    checkRange(lines, range, 'diagnostic');
    for (const { location } of relatedInformation ?? [])
      checkRange(lineLengths(review.text(location.uri) ?? ''), location.range, 'related');
  }
  const hover = hoverAt(review, rulesById, uri, position);
  if (hover?.range) checkRange(lines, hover.range, 'hover');
  const items = completions(review, uri, position, text);
  for (const item of items) checkCompletion(lines, item, position);
  for (const item of items.slice(0, 2)) resolveCompletion(item);
  for (const hint of inlayHints(review, uri, all)) checkPosition(lines, hint.position, 'inlay hint');
  checkSymbols(lines, documentSymbols(review, uri));
  for (const { startLine, endLine } of foldingRanges(review, uri) ?? [])
    assert.ok(
      startLine >= 0 && startLine < endLine && endLine < lines.length,
      `fold ${startLine}-${endLine}`,
    );
  for (const selection of selectionRanges(review, uri, [position])) checkSelections(lines, selection);
  for (const { range } of codeLenses(review, uri)) checkRange(lines, range, 'code lens');
  for (const { range } of documentLinks(review, uri)) checkRange(lines, range, 'link');
  checkTokens(lines, semanticTokens(review, uri).data);
  checkNames(review, uri, position, text);
  const request = { uri, version: 1, asksForReason: position.character % 2 === 0 };
  checkActions(review, codeActions(review, { ...request, range: { start: position, end: position } }));
  checkActions(review, codeActions(review, { ...request, range: all, only: ['quickfix', 'source'] }));
}

/** Where names are declared and used, and what changes when one is given another. */
function checkNames(review: Review, uri: string, position: Position, text: string): void {
  const linesOf = (other: string) => lineLengths(review.text(other) ?? '');
  for (const { targetUri, targetRange } of definitionAt(review, uri, position))
    checkRange(linesOf(targetUri), targetRange, 'definition');
  for (const { uri: other, range } of referencesAt(review, uri, position, true))
    checkRange(linesOf(other), range, 'reference');
  for (const { range } of highlightsAt(review, uri, position))
    checkRange(lineLengths(text), range, 'highlight');
  prepareRename(review, uri, position);
  const renamed = renameAt(review, uri, position, 'other-name');
  if (!renamed || 'refused' in renamed) return;
  for (const [other, edits] of Object.entries(renamed.changes ?? {}))
    checkEdits(linesOf(other), edits, 'rename');
}

function checkTokens(lines: number[], data: number[]): void {
  assert.equal(data.length % 5, 0);
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(at, at + 5);
    assert.ok(down >= 0 && right >= 0 && length >= 0, `a token at ${down}, ${right} of ${length}`);
    character = down === 0 ? character + right : right;
    line += down;
    assert.ok(character + length <= (lines[line] ?? -1), `a token behind the end of line ${line}`);
  }
}

const syntaxErrors = (review: Review, uri: string): number =>
  review.findings(uri).filter(({ rule }) => rule === ownRules.syntax.id).length;

/** Every fix of a file, alone: it fits the text, and what could be read can be read afterwards. */
export function checkFixes(review: Review, uri: string, at: number): void {
  const fixes = review.findings(uri).flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));
  const chosen = fixes[fixes.length === 0 ? 0 : at % fixes.length];
  const errors = syntaxErrors(review, uri);
  const after = chosen && applyFixes(review, uri, chosen.fix.changes);
  if (after === undefined) return;
  const fixed = reviewOf([[uri, after]]);
  checkFindings(fixed, uri);
  const now = syntaxErrors(fixed, uri);
  assert.ok(
    now <= errors,
    `${chosen?.finding.rule}: "${chosen?.fix.title}" leaves a text that cannot be read\n${after}`,
  );
}

/** What the command line does with a review: fixes all that is safe, and writes every report. */
export function checkCommandLine(review: Review): void {
  const uris = review.files();
  const sources = new Map(uris.map((uri) => [uri, { path: uri.slice(uri.lastIndexOf('/') + 1) }]));
  const report = makeReport({ review, sources, base: 'file:///deployment/', problems: [] });
  JSON.parse(jsonReport(report));
  JSON.parse(sarifReport(report));
  checkPrintable(junitReport(report));
  checkPrintable(githubReport(report));
  checkPrintable(textReport(report, { colors: pc.createColors(false), links: false }));
  fixAll(review, uris);
  for (const uri of uris) checkFindings(review, uri);
}

function checkPrintable(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  const found = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(text);
  assert.equal(found, null, `a control character in a report: ${JSON.stringify(found?.[0])}`);
}

/** Migrating any text ends; a text that could be read can be read afterwards. */
export function checkMigration(uri: string, text: string, review: Review): void {
  if (!/\.ya?ml$/.test(uri)) return;
  const { text: after } = migrateToV1(text);
  if (after === text) return;
  const migrated = reviewOf([[uri, after]]);
  assert.ok(
    syntaxErrors(migrated, uri) <= syntaxErrors(review, uri),
    `the migrated text cannot be read\n${after}`,
  );
}
