/** Offsets at which the lines of a text begin, for turning offsets into positions. A lone CR ends a line, as in editors. */
export function lineStarts(text: string): number[] {
  if (last?.text !== text) last = { text, starts: startsOf(text) };
  return last.starts;
}

/** Of one text many positions are asked for, one after the other: its lines are not looked for each time. */
let last: { text: string; starts: number[] } | undefined;

function startsOf(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

export interface Position {
  /** From 0; the character in UTF-16 code units. */
  line: number;
  character: number;
}

/** The position of an offset, by binary search; an offset behind the text is the end of the last line. */
export function positionAt(starts: number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: Math.max(0, offset - (starts[low] as number)) };
}

/** The offset of a position; positions behind a line's end count as its end. */
export function offsetAt(starts: number[], position: Position, length: number): number {
  const start = starts[position.line];
  if (start === undefined) return length;
  const next = starts[position.line + 1] ?? length + 1;
  return Math.min(start + position.character, next - 1, length);
}

/** Where the line of an offset begins. */
export function lineBegin(text: string, offset: number): number {
  let at = Math.min(offset, text.length);
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** Where the line of an offset ends, without its line end. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at += 1;
  return at;
}

/** Behind the line end that stands at an offset, if one does. */
export function afterBreak(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return at + 2;
  return isBreak(text.charCodeAt(at)) ? at + 1 : at;
}

const isBreak = (code: number): boolean => code === 10 || code === 13;
