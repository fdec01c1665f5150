import { plainValue } from './scalars.ts';
import { MASK } from './template.ts';
import type { MapNode, Node, Pair, ScalarNode, SeqNode } from './tree.ts';

/** Deeper nesting is no configuration, and would cost a recursive reader its stack. */
export const MAX_DEPTH = 200;

/** YAML's own limit for a key that stands before its colon on one line. */
const MAX_KEY = 1000;

/** Thrown, and caught below, where the general parser must look: an error, or anything that is not plain. */
const declined = new Error('not plain');

/**
 * Reads the plain part of YAML many times faster than the general parser, into the same tree: block mappings and
 * sequences, scalars on one line (plain, or quoted without escapes), flow collections on one line. Undefined for
 * everything else, sound or not: anchors, tags, block scalars, tabs, several documents. That both give the same tree is
 * held by a test over real and generated files.
 */
export function parsePlain(text: string): { root: Node | undefined } | undefined {
  const cursor: Cursor = { text, lineStart: 0, at: 0, lineEnd: -1, column: 0 };
  try {
    toNextLine(cursor);
    if (isDocumentStart(cursor)) toNextLine(cursor);
    const root = cursor.column < 0 ? undefined : blockNode(cursor, 0);
    return cursor.column < 0 ? { root } : undefined;
  } catch (error) {
    if (error === declined) return undefined;
    throw error;
  }
}

/** Where the reader is: on a line with something in it. */
interface Cursor {
  text: string;
  lineStart: number;
  /** What is to be read next, in this line. */
  at: number;
  /** Where the line's break begins, or the text ends. */
  lineEnd: number;
  /** How far `at` is from the line's begin when a node begins there; -1 behind the last line. */
  column: number;
}

const [TAB, LF, CR, SPACE, QUOTE, HASH, APOSTROPHE] = [9, 10, 13, 32, 34, 35, 39];
const [COMMA, DASH, DOT, COLON, QUESTION] = [44, 45, 46, 58, 63];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [91, 93, 123, 125];

/** The first character of what is no plain scalar, of what a plain scalar may not begin with. */
const INDICATORS = '-?:,[]{}#&*!|>\'"%@`';

/** Goes to the next line that is neither empty nor a comment. */
function toNextLine(cursor: Cursor): void {
  const { text } = cursor;
  let start = cursor.lineEnd + (text.charCodeAt(cursor.lineEnd) === CR ? 2 : 1);
  while (start < text.length) {
    let at = start;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const end = endOfLine(text, at);
    if (at < end && text.charCodeAt(at) !== HASH) {
      cursor.lineStart = start;
      cursor.at = at;
      cursor.lineEnd = end;
      cursor.column = at - start;
      if (at === start && isMarker(text, at) && start > 0) throw declined;
      return;
    }
    start = end + (text.charCodeAt(end) === CR ? 2 : 1);
  }
  cursor.column = -1;
}

/** The end of a line without its break; tabs, control characters and lone carriage returns are not plain. */
function endOfLine(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === LF) return at;
    if (c >= SPACE && c < 0x7f) continue;
    if (c === CR && text.charCodeAt(at + 1) === LF) return at;
    if (c < 0xa0 || c === 0xfeff) throw declined;
  }
  return at;
}

/** `---` or `...` at the begin of a line. */
function isMarker(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return (c === DASH || c === DOT) && text.charCodeAt(at + 1) === c && text.charCodeAt(at + 2) === c;
}

/** A line of nothing but `---`. Other markers and directives are not plain. */
function isDocumentStart({ text, at, lineEnd, column }: Cursor): boolean {
  if (column !== 0 || !isMarker(text, at)) return false;
  if (text.charCodeAt(at) === DOT || !isBlank(text, at + 3, lineEnd)) throw declined;
  return true;
}

/** Is there nothing more in the line but blanks and a comment behind a blank? */
function isBlank(text: string, from: number, end: number): boolean {
  let at = from;
  while (at < end && text.charCodeAt(at) === SPACE) at += 1;
  return at === end || (text.charCodeAt(at) === HASH && at > from);
}

const isBreak = (c: number): boolean => c === SPACE || c === LF || c === CR || Number.isNaN(c);

const isItem = ({ text, at }: Cursor): boolean =>
  text.charCodeAt(at) === DASH && isBreak(text.charCodeAt(at + 1));

function blockNode(cursor: Cursor, depth: number): Node {
  if (depth > MAX_DEPTH) throw declined;
  if (isItem(cursor)) return sequence(cursor, depth);
  const c = cursor.text.charCodeAt(cursor.at);
  if (c === OPEN_LIST || c === OPEN_MAP) return inline(cursor, depth);
  return mapping(cursor, depth);
}

function mapping(cursor: Cursor, depth: number): MapNode {
  const { column } = cursor;
  const pairs: Pair[] = [];
  while (cursor.column === column && !isItem(cursor)) {
    const key = keyOf(cursor);
    const value = valueBehind(cursor, column, depth);
    pairs.push({ key, value, start: key.start, end: value ? value.end : key.end });
  }
  // A line that is indented deeper than the map, or an item in its place, belongs to nothing.
  if (cursor.column >= column && !(cursor.column === column && isItem(cursor))) throw declined;
  const [first] = pairs;
  const last = pairs[pairs.length - 1];
  if (!first || !last) throw declined;
  return { kind: 'map', start: first.start, end: last.end, flow: false, pairs };
}

/** Reads a key and its colon. */
function keyOf(cursor: Cursor): ScalarNode {
  const { text, at, lineEnd } = cursor;
  const key = isQuoted(text, at) ? quoted(text, at, lineEnd) : plain(text, at, keyEnd(text, at, lineEnd));
  const colon = key.end;
  if (colon - at > MAX_KEY || text.charCodeAt(colon) !== COLON || !isBreak(text.charCodeAt(colon + 1)))
    throw declined;
  cursor.at = colon + 1;
  return key;
}

/** The first colon before a blank or the line's end. */
function keyEnd(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const c = text.charCodeAt(at);
    if (c === COLON && isBreak(text.charCodeAt(at + 1))) return at;
    if (c === SPACE && text.charCodeAt(at + 1) === HASH) break;
  }
  throw declined;
}

/** What stands behind a key's colon: in the same line, in deeper ones, or items in lines as deep as the key. */
function valueBehind(cursor: Cursor, column: number, depth: number): Node | undefined {
  if (!isBlank(cursor.text, cursor.at, cursor.lineEnd)) return inline(cursor, depth + 1);
  toNextLine(cursor);
  if (cursor.column > column) return blockNode(cursor, depth + 1);
  if (cursor.column === column && isItem(cursor)) return sequence(cursor, depth + 1);
  return undefined;
}

function sequence(cursor: Cursor, depth: number): SeqNode {
  if (depth > MAX_DEPTH) throw declined;
  const { column, at: start } = cursor;
  const items: Node[] = [];
  while (cursor.column === column && isItem(cursor)) items.push(itemOf(cursor, column, depth + 1));
  if (cursor.column > column) throw declined;
  const last = items[items.length - 1];
  return { kind: 'seq', start, end: last ? last.end : start, flow: false, items };
}

/** What stands behind a dash: in the same line, where a map or list may begin, or in deeper ones. */
function itemOf(cursor: Cursor, column: number, depth: number): Node {
  const { text, lineStart, lineEnd } = cursor;
  cursor.at += 1;
  if (isBlank(text, cursor.at, lineEnd)) {
    toNextLine(cursor);
    if (cursor.column <= column) throw declined;
    return blockNode(cursor, depth);
  }
  while (text.charCodeAt(cursor.at) === SPACE) cursor.at += 1;
  cursor.column = cursor.at - lineStart;
  return isItem(cursor) || hasKey(cursor) ? blockNode(cursor, depth) : inline(cursor, depth);
}

/** Does a key begin here? */
function hasKey({ text, at, lineEnd }: Cursor): boolean {
  const c = text.charCodeAt(at);
  if (c === OPEN_LIST || c === OPEN_MAP) return false;
  if (isQuoted(text, at)) return text.charCodeAt(quoted(text, at, lineEnd).end) === COLON;
  for (let i = at; i < lineEnd; i += 1) {
    const d = text.charCodeAt(i);
    if (d === COLON && isBreak(text.charCodeAt(i + 1))) return true;
    if (d === SPACE && text.charCodeAt(i + 1) === HASH) return false;
  }
  return false;
}

/** A scalar or flow collection that ends in this line; then goes to the next line, which must not go on with it. */
function inline(cursor: Cursor, depth: number): Node {
  const { text, lineEnd } = cursor;
  while (text.charCodeAt(cursor.at) === SPACE) cursor.at += 1;
  const { at } = cursor;
  const c = text.charCodeAt(at);
  let node: Node;
  if (c === OPEN_LIST || c === OPEN_MAP) node = flow(cursor, depth);
  else if (isQuoted(text, at)) node = quoted(text, at, lineEnd);
  else node = plain(text, at, valueEnd(text, at, lineEnd));
  if (!isBlank(text, node.end, lineEnd)) throw declined;
  const { column } = cursor;
  toNextLine(cursor);
  // Where the node began does not matter: a deeper line is refused by the map or list that it stands in.
  if (cursor.column > column) throw declined;
  return node;
}

/** The end of a plain scalar in its line. */
function valueEnd(text: string, from: number, end: number): number {
  let last = from;
  for (let at = from; at < end; at += 1) {
    const c = text.charCodeAt(at);
    if (c === SPACE) {
      if (text.charCodeAt(at + 1) === HASH) break;
    } else {
      if (c === COLON && isBreak(text.charCodeAt(at + 1))) throw declined;
      last = at + 1;
    }
  }
  return last;
}

const isQuoted = (text: string, at: number): boolean =>
  text.charCodeAt(at) === QUOTE || text.charCodeAt(at) === APOSTROPHE;

/** A plain scalar from here to `end`. */
function plain(text: string, start: number, end: number): ScalarNode {
  const first = text.charAt(start);
  if (INDICATORS.includes(first) && !(first === '-' && !isBreak(text.charCodeAt(start + 1)))) throw declined;
  if (text.charCodeAt(end - 1) === SPACE) throw declined;
  const content = text.slice(start, end);
  return scalar(start, end, plainValue(content), content, 'plain');
}

/** A quoted scalar that ends in this line, without escapes. */
function quoted(text: string, start: number, lineEnd: number): ScalarNode {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < lineEnd; at += 1) {
    const c = text.charCodeAt(at);
    if (c === 0x5c && quote === QUOTE) throw declined;
    if (c !== quote) continue;
    if (quote === APOSTROPHE && text.charCodeAt(at + 1) === APOSTROPHE) throw declined;
    const content = text.slice(start + 1, at);
    return scalar(start, at + 1, content, content, quote === QUOTE ? 'double' : 'single');
  }
  throw declined;
}

function scalar(
  start: number,
  end: number,
  value: ScalarNode['value'],
  text: string,
  style: ScalarNode['style'],
): ScalarNode {
  const made: ScalarNode = { kind: 'scalar', start, end, value, text, style };
  if (text.includes(MASK)) made.unknown = true;
  return made;
}

/** A flow collection that ends in this line. */
function flow(cursor: Cursor, depth: number): MapNode | SeqNode {
  if (depth > MAX_DEPTH) throw declined;
  return cursor.text.charCodeAt(cursor.at) === OPEN_LIST
    ? flowSequence(cursor, depth)
    : flowMap(cursor, depth);
}

function flowSequence(cursor: Cursor, depth: number): SeqNode {
  const start = cursor.at;
  const items: Node[] = [];
  toFlowNode(cursor);
  while (cursor.text.charCodeAt(cursor.at) !== CLOSE_LIST) {
    items.push(flowNode(cursor, depth + 1));
    toNextEntry(cursor, CLOSE_LIST);
  }
  cursor.at += 1;
  return { kind: 'seq', start, end: cursor.at, flow: true, items };
}

function flowMap(cursor: Cursor, depth: number): MapNode {
  const { text, at: start } = cursor;
  const pairs: Pair[] = [];
  toFlowNode(cursor);
  while (text.charCodeAt(cursor.at) !== CLOSE_MAP) {
    const key = flowScalar(cursor);
    if (text.charCodeAt(cursor.at) !== COLON || text.charCodeAt(cursor.at + 1) !== SPACE) throw declined;
    toFlowNode(cursor);
    const value = flowNode(cursor, depth + 1);
    pairs.push({ key, value, start: key.start, end: value.end });
    toNextEntry(cursor, CLOSE_MAP);
  }
  cursor.at += 1;
  return { kind: 'map', start, end: cursor.at, flow: true, pairs };
}

/** Steps over one character and the blanks behind it. */
function toFlowNode(cursor: Cursor): void {
  cursor.at += 1;
  while (cursor.text.charCodeAt(cursor.at) === SPACE) cursor.at += 1;
}

/** To the entry behind a comma, or to the closing bracket. */
function toNextEntry(cursor: Cursor, close: number): void {
  const { text } = cursor;
  while (text.charCodeAt(cursor.at) === SPACE) cursor.at += 1;
  if (text.charCodeAt(cursor.at) === COMMA) toFlowNode(cursor);
  else if (text.charCodeAt(cursor.at) !== close) throw declined;
}

function flowNode(cursor: Cursor, depth: number): Node {
  const c = cursor.text.charCodeAt(cursor.at);
  return c === OPEN_LIST || c === OPEN_MAP ? flow(cursor, depth) : flowScalar(cursor);
}

function flowScalar(cursor: Cursor): ScalarNode {
  const { text, at, lineEnd } = cursor;
  const made = isQuoted(text, at) ? quoted(text, at, lineEnd) : plain(text, at, flowEnd(text, at, lineEnd));
  cursor.at = made.end;
  return made;
}

/** The end of a plain scalar in a flow collection: before a comma, a bracket, or a colon with a blank. */
function flowEnd(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const c = text.charCodeAt(at);
    if (c === COMMA || c === CLOSE_LIST || c === CLOSE_MAP) return trimmed(text, from, at);
    if (c === OPEN_LIST || c === OPEN_MAP || c === HASH || c === QUESTION || c === TAB) throw declined;
    if (c === COLON) {
      if (text.charCodeAt(at + 1) !== SPACE) throw declined;
      return at;
    }
  }
  throw declined;
}

function trimmed(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && text.charCodeAt(at - 1) === SPACE) at -= 1;
  return at;
}
