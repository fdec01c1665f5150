import { type CodeAction, CodeActionKind, type Range, type TextEdit } from 'vscode-languageserver-types';
import { lineBegin, lineStarts, positionAt } from '../model/lines.ts';
import type { Review } from '../review/review.ts';
import { besideIn } from './migrate-beside.ts';
import { type Migrated, migrateToV1 } from './migrate-v1.ts';

export const migrateKind = `${CodeActionKind.Source}.migrateToV1`;

const oldApi = /^[ \t]*apiVersion:[ \t]*["']?kafka\.strimzi\.io\/v1(alpha|beta)\d/m;

/** A workspace with more old files is migrated from the terminal: the editor must not stand still for it. */
const maximalFiles = 200;

/** What kinds of actions are asked for, and by whom. */
interface Asked {
  wants(kind: string): boolean;
  forSource: boolean;
  /** By a person, who may wait longer than one who only moves the cursor. */
  invoked: boolean;
}

/**
 * "Migrate to v1" for a file with resources of an older API version, on the line that names the version or where source
 * actions are asked for; for the whole workspace, where a person asks there.
 */
export function migrationActions(
  review: Review,
  uri: string,
  range: Range,
  { wants, forSource, invoked }: Asked,
): CodeAction[] {
  const text = review.text(uri) ?? '';
  const onVersion = isOnVersion(text, range);
  if (!oldApi.test(text) || !(onVersion || forSource)) return [];
  const old = review.files().filter((file) => oldApi.test(review.text(file) ?? ''));
  const actions: CodeAction[] = [];
  const add = (kind: string, title: string, files: string[]): void => {
    if (!wants(kind)) return;
    const together = new Set(files);
    const migrations = files
      .map((file) => ({
        file,
        migrated: migrateToV1(review.text(file) ?? '', besideIn(review, file, together)),
      }))
      .filter(({ file, migrated }) => migrated.text !== review.text(file));
    const changes = Object.fromEntries(
      migrations.map(({ file, migrated }) => [file, [editTo(review.text(file) ?? '', migrated.text)]]),
    );
    actions.push({
      title: `${title}${leftText(migrations.map((it) => it.migrated))}`,
      kind,
      edit: { changes },
    });
  };
  const rewrite = CodeActionKind.RefactorRewrite;
  add(onVersion ? rewrite : migrateKind, 'Migrate this file to kafka.strimzi.io/v1', [uri]);
  if ((forSource || invoked) && old.length > 1 && old.length <= maximalFiles) {
    const kind = forSource ? `${migrateKind}.workspace` : rewrite;
    add(kind, `Migrate all ${old.length} files to kafka.strimzi.io/v1`, old);
  }
  return actions;
}

function isOnVersion(text: string, { start, end }: Range): boolean {
  const lines = text.split(/\r?\n/).slice(start.line, end.line + 1);
  return lines.some((line) => oldApi.test(line));
}

function leftText(all: Migrated[]): string {
  const left = all.reduce((sum, { notes }) => sum + notes.filter((note) => note.open).length, 0);
  return left === 0 ? '' : ` (${left} ${left === 1 ? 'thing' : 'things'} left to do)`;
}

/** One edit from the first line that differs to the last one. */
function editTo(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  start = lineBegin(before, start);
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const starts = lineStarts(before);
  return {
    range: { start: positionAt(starts, start), end: positionAt(starts, before.length - end) },
    newText: after.slice(start, after.length - end),
  };
}
