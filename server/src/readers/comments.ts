import { lineBegin } from '../model/lines.ts';
import type { Part } from '../model/place.ts';
import type { Suppression } from './reading.ts';

export interface CommentText {
  start: number;
  end: number;
}

interface Directives {
  suppressions: Suppression[];
  pragmas: Record<string, string>;
}

/** May a text, such as a comment, hold an instruction to this program? */
export const isDirective = (text: string): boolean => text.includes('kafka-review');

/**
 * Reads the instructions in comments:
 * `kafka-review-disable-next-line rule, rule -- reason`, `…-disable-line`, `…-disable` to `…-enable`, `…-disable-file`,
 * and pragmas for the file: `kafka-review profile=dev kafka-version=3.9.2`.
 */
export function directives(part: Part, comments: CommentText[]): Directives {
  const found: Directives = { suppressions: [], pragmas: {} };
  if (!isDirective(part.text)) return found;
  let open: Suppression | undefined;
  /** What the last comment for a next line found: of comments in a row each means the same line. */
  let next: CommentText | undefined;
  for (const { start, end } of comments) {
    const text = part.text.slice(start, end);
    const match =
      /kafka-review(?:-(disable-next-line|disable-line|disable-file|disable|enable))?\s+?(.*)$|kafka-review-(disable-file|disable|enable)$/.exec(
        text.trimEnd(),
      );
    if (!match) continue;
    const verb = match[1] ?? match[3];
    const [names = '', ...reason] = (match[2] ?? '').split(' -- ');
    if (!verb) {
      for (const [, name = '', value = ''] of names.matchAll(/([\w-]+)=(\S+)/g)) found.pragmas[name] = value;
      continue;
    }
    if (open && (verb === 'enable' || verb === 'disable')) open.place.end = start;
    open = undefined;
    if (verb === 'enable') continue;
    if (verb === 'disable-next-line' && !(next && next.start >= end)) next = nextLine(part.text, end);
    const range = verb === 'disable-next-line' && next ? next : rangeOf(verb, part.text, start, end);
    const suppression: Suppression = {
      rules: names.split(/[\s,]+/).filter((name) => name !== ''),
      reason: reason.join(' -- ').trim(),
      scope: verb === 'disable-file' ? 'file' : 'range',
      place: { part, ...range },
      at: { part, start, end },
    };
    if (verb === 'disable') open = suppression;
    found.suppressions.push(suppression);
  }
  return found;
}

function rangeOf(verb: string, text: string, start: number, end: number): CommentText {
  if (verb === 'disable-file') return { start: 0, end: text.length };
  if (verb === 'disable') return { start: end, end: text.length };
  return { start: lineBegin(text, start), end };
}

/** The next line that is neither empty nor a comment. */
function nextLine(text: string, from: number): CommentText {
  const line = /[^\r\n]+/g;
  line.lastIndex = from;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    if (!/^\s*([#!]|$)/.test(match[0])) return { start: match.index, end: match.index + match[0].length + 1 };
  }
  return { start: text.length, end: text.length };
}

/** Comments in YAML text that speak to this program; a full scan for comments is not needed for that. */
export function yamlDirectiveComments(text: string): CommentText[] {
  if (!isDirective(text)) return [];
  return [...text.matchAll(/(?:^|\s)(#[ \t]*kafka-review[^\r\n]*)/g)].map((match) => {
    const start = match.index + match[0].length - (match[1] ?? '').length;
    return { start, end: match.index + match[0].length };
  });
}
