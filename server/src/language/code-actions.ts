import {
  type CodeAction,
  CodeActionKind,
  type Command,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { Finding } from '../model/finding.ts';
import type { Change, Fix } from '../model/fix.ts';
import { lineStarts, offsetAt, positionAt } from '../model/lines.ts';
import { absolute } from '../model/place.ts';
import { copyCommand, fixAllKind, type IgnoreRequest, ignoreCommand, reasonMark } from '../protocol.ts';
import { editsFor } from '../review/apply.ts';
import type { Review } from '../review/review.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { migrateKind, migrationActions } from './migrate-actions.ts';

export interface CodeActionRequest {
  uri: string;
  range: Range;
  /** The kinds the client asks for; undefined: all. */
  only?: string[] | undefined;
  /** A person asked for them, rather than moved the cursor. */
  invoked?: boolean;
  version: number;
  /** The client asks a person for the reason; else it is left to fill in. */
  asksForReason: boolean;
  /** Set where nothing can be edited, in a running cluster: the command that does what a fix says, and what it is. */
  copied?: ((fix: Fix) => { what: string; text: string } | undefined) | undefined;
}

/**
 * Fixes for the findings in the range: preferred ones first, then alternatives, then ways to ignore; "fix all", and the
 * migration of older Strimzi resources.
 */
export function codeActions(review: Review, request: CodeActionRequest): (CodeAction | Command)[] {
  const { uri, only } = request;
  const wants = (kind: string) =>
    !only || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
  if (request.copied)
    return wants(CodeActionKind.QuickFix) ? copyActions(review, request, request.copied) : [];
  const actions: (CodeAction | Command)[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const findings = findingsIn(review, uri, request.range);
    const ofFinding = diagnosticsByFinding(review, uri);
    const fixes = findings.flatMap((finding) =>
      finding.fixes.map((fix, index) => ({ finding, fix, preferred: index === 0 })),
    );
    fixes.sort((a, b) => Number(b.preferred) - Number(a.preferred));
    for (const { finding, fix, preferred } of fixes) {
      const action = fixAction(review, fix, preferred, ofFinding(finding));
      if (action) actions.push(action);
    }
    for (const finding of unique(findings))
      actions.push(...ignoreActions(review, finding, request, ofFinding(finding)));
  }
  if (wants(fixAllKind)) {
    const edits = textEdits(review, uri, safeChanges(review, uri));
    if (edits.length > 0) {
      actions.push({
        title: 'Fix all Kafka Review problems',
        kind: fixAllKind,
        edit: { changes: { [uri]: edits } },
      });
    }
  }
  const asked = {
    wants,
    forSource: only !== undefined && wants(migrateKind),
    invoked: request.invoked === true,
  };
  return [...actions, ...migrationActions(review, uri, request.range, asked)];
}

/** What the fixes of the findings in the range are as commands of Kafka's own tools. */
function copyActions(
  review: Review,
  { uri, range }: CodeActionRequest,
  copied: NonNullable<CodeActionRequest['copied']>,
): CodeAction[] {
  const ofFinding = diagnosticsByFinding(review, uri);
  return findingsIn(review, uri, range).flatMap((finding) =>
    finding.fixes.flatMap((fix): CodeAction[] => {
      const made = copied(fix);
      if (!made) return [];
      const title = `${fix.title}: copy ${made.what}`;
      const command = { title, command: copyCommand, arguments: [made.text] };
      const about = ofFinding(finding);
      return [{ title, kind: CodeActionKind.QuickFix, diagnostics: about, command }];
    }),
  );
}

function findingsIn(review: Review, uri: string, range: Range): Finding[] {
  const text = review.text(uri) ?? '';
  const starts = lineStarts(text);
  const from = offsetAt(starts, range.start, text.length);
  const to = offsetAt(starts, range.end, text.length);
  return review.findings(uri).filter((finding) => {
    const place = absolute(finding.place);
    return finding.suppressed === undefined && place.start <= to && place.end >= from;
  });
}

/** The diagnostics that a finding was shown as: those of its rule that say the same. */
function diagnosticsByFinding(review: Review, uri: string): (finding: Finding) => Diagnostic[] {
  const key = (rule: unknown, message: unknown) => `${rule}\n${message}`;
  const all = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnosticsOf(review, uri)) {
    const at = key(diagnostic.code, diagnostic.message);
    const same = all.get(at);
    if (same) same.push(diagnostic);
    else all.set(at, [diagnostic]);
  }
  return ({ rule, message }) => all.get(key(rule, message)) ?? [];
}

/** One "ignore" for several findings of one rule on one line. */
function unique(findings: Finding[]): Finding[] {
  return [...new Map(findings.toReversed().map((finding) => [finding.rule, finding])).values()].toReversed();
}

function fixAction(
  review: Review,
  fix: Fix,
  preferred: boolean,
  diagnostics: Diagnostic[],
): CodeAction | undefined {
  const edit = workspaceEdit(review, fix.changes);
  if (!edit) return undefined;
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    edit,
    ...(preferred && fix.safe ? { isPreferred: true } : {}),
  };
}

/** The edits of all files that the changes touch; undefined when a change could not be spelled. */
function workspaceEdit(review: Review, changes: Change[]): WorkspaceEdit | undefined {
  const uris = new Set(
    changes.map((change) => (change.kind === 'replace' ? change.place : change.slot).part.uri),
  );
  const edits: Record<string, TextEdit[]> = {};
  for (const uri of uris) {
    const own = textEdits(review, uri, changes);
    if (own.length === 0) return undefined;
    edits[uri] = own;
  }
  return { changes: edits };
}

/** The safe preferred fixes of a file that change nothing outside it. */
export function safeChanges(review: Review, uri: string): Change[] {
  return review
    .findings(uri)
    .filter((finding) => finding.suppressed === undefined)
    .flatMap(({ fixes: [first] }) => (first?.safe ? first.changes : []))
    .filter((change) => (change.kind === 'replace' ? change.place : change.slot).part.uri === uri);
}

function textEdits(review: Review, uri: string, changes: Change[]): TextEdit[] {
  const starts = lineStarts(review.text(uri) ?? '');
  return editsFor(review, uri, changes).map(({ start, end, text }) => ({
    range: { start: positionAt(starts, start), end: positionAt(starts, end) },
    newText: text,
  }));
}

function ignoreActions(
  review: Review,
  finding: Finding,
  request: CodeActionRequest,
  diagnostics: Diagnostic[],
): CodeAction[] {
  const text = review.text(request.uri) ?? '';
  const starts = lineStarts(text);
  const { line } = positionAt(starts, absolute(finding.place).start);
  const begin = starts[line] ?? 0;
  const indent = /^[ \t]*/.exec(text.slice(begin))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const comment = (verb: string) => `# kafka-review-${verb} ${finding.rule} -- ${reasonMark}`;
  const action = (title: string, at: number, newText: string): CodeAction => {
    const range = { start: { line: at, character: 0 }, end: { line: at, character: 0 } };
    if (!request.asksForReason) {
      const edit = {
        changes: { [request.uri]: [{ range, newText: newText.replace(reasonMark, 'reason') }] },
      };
      return { title, kind: CodeActionKind.QuickFix, diagnostics, edit };
    }
    const ask: IgnoreRequest = {
      uri: request.uri,
      version: request.version,
      rule: finding.rule,
      range,
      newText,
    };
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      command: { title, command: ignoreCommand, arguments: [ask] },
    };
  };
  return [
    action(
      `Ignore ${finding.rule} here, with a reason`,
      line,
      `${indent}${comment('disable-next-line')}${eol}`,
    ),
    action(`Ignore ${finding.rule} in this file, with a reason`, 0, `${comment('disable-file')}${eol}`),
  ];
}
