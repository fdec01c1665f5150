import { lineBegin, lineEnd } from '../model/lines.ts';
import type { Tree } from '../model/tree.ts';

/** The source text of a value, without what follows it. */
export function sourceOf(tree: Tree): string {
  const { part, start, end } = tree.place;
  return part.text.slice(start, end).trimEnd();
}

const isBlock = (tree: Tree): boolean =>
  (tree.kind === 'map' || tree.kind === 'seq') && !/^[[{]/.test(sourceOf(tree));

const isComment = (line: string): boolean => /^\s*#/.test(line);

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

/** The column that a value begins in: what its further lines are indented by. */
const columnOf = ({ place: { part, start } }: Tree): number => start - lineBegin(part.text, start);

/** Where a value ends, with the comments behind it that are indented like it. */
export function endOf(tree: Tree): number {
  const { part, start } = tree.place;
  let end = start + sourceOf(tree).length;
  if (!isBlock(tree)) return end;
  end = lineEnd(part.text, end);
  for (let next = end + 1; next < part.text.length; next = lineEnd(part.text, next) + 1) {
    const line = part.text.slice(next, lineEnd(part.text, next));
    if (!isComment(line) || indentOf(line) < columnOf(tree)) break;
    end = next + line.length;
  }
  return end;
}

/** The comment lines directly above the line that a value begins in, without their indentation. */
export function commentsAbove({ place: { part, start } }: Tree): string[] {
  const comments: string[] = [];
  let at = lineBegin(part.text, start);
  while (at > 0) {
    const begin = lineBegin(part.text, at - 1);
    const line = part.text.slice(begin, at - 1);
    if (!isComment(line)) break;
    comments.unshift(line.trim());
    at = begin;
  }
  return comments;
}

/**
 * A value's own text at another indentation, comments and quoting as they were: ` text` for what fits behind a colon,
 * else lines. `skip` leaves out fields of a block map.
 */
export function moved(tree: Tree, indent: number, skip: readonly string[] = []): string {
  if (!isBlock(tree)) return ` ${sourceOf(tree)}`;
  const { part, start } = tree.place;
  const column = columnOf(tree);
  const dropped = droppedLines(tree, skip);
  const lines = (' '.repeat(column) + part.text.slice(start, endOf(tree)))
    .split(/\r?\n/)
    .filter((_, at) => !dropped.has(at))
    .map((line) => line.slice(Math.min(indentOf(line), column)).trimEnd());
  // Between a key and the first line of its value stand comments that belong to the value.
  const behindKey =
    tree.header.start < start && lineBegin(part.text, tree.header.start) < lineBegin(part.text, start);
  const all = [...(behindKey ? commentsAbove(tree) : []), ...lines];
  return `\n${all.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')}`;
}

/** The lines of a block map, counted from its begin, that some of its fields and their values take. */
function droppedLines(tree: Tree, skip: readonly string[]): Set<number> {
  const { part, start } = tree.place;
  const dropped = new Set<number>();
  const lineOf = (offset: number): number => part.text.slice(start, offset).split('\n').length - 1;
  for (const { name, place, value } of tree.kind === 'map' ? tree.fields() : []) {
    if (!skip.includes(name)) continue;
    const end = value.kind === 'absent' ? place.end : endOf(value);
    for (let line = lineOf(place.start); line <= lineOf(end); line += 1) dropped.add(line);
  }
  return dropped;
}
