import { others } from '../../model/others.ts';

/** A key with its value as java.util.Properties sees them, and where they stand in the text (UTF-16 code units). */
export interface PropertyEntry {
  key: string;
  value: string;
  keyStart: number;
  keyEnd: number;
  /** The value's raw text without the white space around it; empty ranges stand where a value would begin. */
  valueStart: number;
  valueEnd: number;
  /** The logical line with its line end: what goes when the entry is removed. */
  start: number;
  end: number;
  /** Java cannot read the value: nobody knows what it says. */
  broken: boolean;
}

export interface Comment {
  start: number;
  end: number;
}

export interface PropertiesProblem {
  start: number;
  end: number;
  message: string;
}

export interface PropertiesSyntax {
  entries: PropertyEntry[];
  comments: Comment[];
  problems: PropertiesProblem[];
}

/** A logical line: its characters joined over continuations, and for each character where it came from. */
interface LogicalLine {
  text: string;
  /** Offset of each character; undefined when the line has no continuation and offsets just count up from `first`. */
  offsets: number[] | undefined;
  first: number;
  /** Where the last character ends, and where the line with its line end ends. */
  last: number;
  next: number;
}

const [LF, CR] = [10, 13];
const isBlank = (c: string): boolean => c === ' ' || c === '\t' || c === '\f';
const isLineEnd = (c: string): boolean => c === '\n' || c === '\r';

/**
 * Parses text the way java.util.Properties.load does: the first unescaped `=`, `:` or white space separates, an odd
 * number of backslashes at a line's end joins the next line, comments are lines of their own, a lone CR ends a line.
 * A malformed `\uXXXX`, for which Java refuses the whole file, is a problem here, one for each entry; the other entries
 * are still given.
 * Time and memory are proportional to the text.
 */
export function parseProperties(text: string): PropertiesSyntax {
  const result: PropertiesSyntax = { entries: [], comments: [], problems: [] };
  parseLines(text, 0, result, () => false);
  return result;
}

/**
 * Parses from where a logical line begins to the end of the text, or to the first line that `stop` says true of. What
 * was before does not count: from the same place on, the same text is the same entries.
 */
export function parseLines(
  text: string,
  from: number,
  result: PropertiesSyntax,
  stop: (lineStart: number) => boolean,
): void {
  let at = from;
  // Editors write a byte order mark that Java takes for the first key's first characters; offsets must count it.
  while (at < text.length && !stop(at)) {
    const begin = skipBlank(text, at);
    const c = text[begin];
    if (c === undefined) break;
    if (isLineEnd(c)) {
      at = begin + 1;
    } else if (c === '#' || c === '!') {
      const end = lineEnd(text, begin);
      result.comments.push({ start: begin, end });
      at = afterLineEnd(text, end);
    } else {
      const line = logicalLine(text, begin);
      const last = line.next === text.length && endsInLoneBackslash(text);
      if (line.text !== '' || last) result.entries.push(entry(line, at, result.problems));
      at = line.next;
    }
  }
}

/** A line with nothing but a backslash is no entry, but at the very end of a file Java makes it one with an empty key. */
const endsInLoneBackslash = (text: string): boolean => /\\[\n\r]?$/.test(text.slice(-2));

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text[at] as string)) at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === LF || c === CR) return at;
  }
  return Math.max(from, text.length);
}

function afterLineEnd(text: string, at: number): number {
  if (text[at] === '\r' && text[at + 1] === '\n') return at + 2;
  return Math.min(at + 1, text.length);
}

function endsWithOddBackslashes(text: string, from: number, end: number): boolean {
  let at = end;
  while (at > from && text[at - 1] === '\\') at -= 1;
  return (end - at) % 2 === 1;
}

function logicalLine(text: string, begin: number): LogicalLine {
  let end = lineEnd(text, begin);
  if (!endsWithOddBackslashes(text, begin, end)) {
    return {
      text: text.slice(begin, end),
      offsets: undefined,
      first: begin,
      last: end,
      next: afterLineEnd(text, end),
    };
  }
  const parts: string[] = [];
  const offsets: number[] = [];
  let start = begin;
  let last = begin;
  for (;;) {
    const continued = endsWithOddBackslashes(text, start, end);
    const stop = continued ? end - 1 : end;
    parts.push(text.slice(start, stop));
    for (let i = start; i < stop; i += 1) offsets.push(i);
    if (stop > start) last = stop;
    const next = afterLineEnd(text, end);
    if (!continued || next >= text.length) {
      return { text: parts.join(''), offsets, first: begin, last, next };
    }
    start = skipBlank(text, next);
    // While nothing but a lone backslash was read, Java is still at the begin of a line: a comment stays a comment.
    if (
      offsets.length === 0 &&
      (text[start] === '#' || text[start] === '!' || isLineEnd(text[start] ?? '\n'))
    ) {
      return { text: '', offsets, first: begin, last, next: start };
    }
    end = lineEnd(text, start);
  }
}

function entry(line: LogicalLine, start: number, problems: PropertiesProblem[]): PropertyEntry {
  const { text, first, next } = line;
  // Nearly all lines: nothing escaped or continued, so that offsets count up.
  if (line.offsets === undefined && !text.includes('\\'))
    return plainEntry(text, first, { start, end: next });
  const offset = (index: number): number => {
    if (line.offsets === undefined) return line.first + index;
    return index < line.offsets.length ? (line.offsets[index] as number) : line.last;
  };
  const endOffset = (index: number): number => (index === 0 ? offset(0) : offset(index - 1) + 1);

  const { keyLength, valueIndex, valueStop } = splitEntry(text);
  const wrong = { count: 0, start: 0, end: 0 };
  const bad = (from: number, to: number) => {
    if (wrong.count === 0) Object.assign(wrong, { start: offset(from), end: endOffset(to) });
    wrong.count += 1;
  };
  const key = undoEscapes(text.slice(0, keyLength), bad);
  const inKey = wrong.count;
  const value = undoEscapes(text.slice(valueIndex), (from, to) => bad(valueIndex + from, valueIndex + to));
  const { count, ...at } = wrong;
  if (count > 0) problems.push({ ...at, message: badEscape + others(count - 1, 'entry') });
  return {
    key,
    value,
    keyStart: offset(0),
    keyEnd: endOffset(keyLength),
    valueStart: offset(valueIndex),
    valueEnd: valueStop > valueIndex ? endOffset(valueStop) : offset(valueIndex),
    start,
    end: next,
    broken: count > inKey,
  };
}

function plainEntry(text: string, first: number, { start, end }: Comment): PropertyEntry {
  const { keyLength, valueIndex, valueStop } = splitEntry(text);
  return {
    key: text.slice(0, keyLength),
    value: text.slice(valueIndex),
    keyStart: first,
    keyEnd: first + keyLength,
    valueStart: first + valueIndex,
    valueEnd: first + valueStop,
    start,
    end,
    broken: false,
  };
}

/** Where a logical line's key ends, and where its value begins and ends without the white space around it. */
function splitEntry(text: string): { keyLength: number; valueIndex: number; valueStop: number } {
  const keyLength = separatorIndex(text);
  const valueIndex = valueBegin(text, keyLength);
  let valueStop = text.length;
  while (valueStop > valueIndex && isBlank(text[valueStop - 1] as string)) valueStop -= 1;
  return { keyLength, valueIndex, valueStop };
}

const badEscape =
  '\\u must be followed by four hexadecimal digits: Java refuses the whole file. Write \\\\u for a backslash and a u.';

function separatorIndex(text: string): number {
  let escaped = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] as string;
    if (!escaped && (c === '=' || c === ':' || isBlank(c))) return i;
    escaped = c === '\\' ? !escaped : false;
  }
  return text.length;
}

function valueBegin(text: string, keyLength: number): number {
  let i = keyLength;
  let separated = false;
  for (; i < text.length; i += 1) {
    const c = text[i] as string;
    if (isBlank(c)) continue;
    if (separated || (c !== '=' && c !== ':')) break;
    separated = true;
  }
  return i;
}

const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** Undoes backslash escapes; `bad(from, to)` is told of each `\u` without four hexadecimal digits. */
function undoEscapes(text: string, bad: (from: number, to: number) => void): string {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] as string;
    if (c !== '\\') {
      out += c;
      continue;
    }
    i += 1;
    const next = text[i];
    if (next === undefined) break;
    if (next !== 'u') {
      out += escapes[next] ?? next;
      continue;
    }
    const digits = text.slice(i + 1, i + 5);
    if (/^[0-9a-fA-F]{4}$/.test(digits)) {
      out += String.fromCharCode(Number.parseInt(digits, 16));
      i += 4;
    } else {
      bad(i - 1, Math.min(i + 5, text.length));
      out += 'u';
    }
  }
  return out;
}

/** Writes a value so that java.util.Properties reads it back: backslashes doubled, a leading blank and line ends escaped. */
export function escapeValue(value: string): string {
  return value
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/^[ \t\f]/, '\\$&');
}
