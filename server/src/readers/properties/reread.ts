import { isDirective } from '../comments.ts';
import { type PropertiesSyntax, type PropertyEntry, parseLines, parseProperties } from './syntax.ts';

/** What was read last: somebody who types has one file read again and again. */
let last: { text: string; syntax: PropertiesSyntax } | undefined;

/**
 * What `parseProperties` gives, with those of the comments only that speak to this program. Lines that stand in the text
 * that was read before, ahead of the change or behind it, are taken over: only those around it are parsed.
 */
export function reread(text: string): PropertiesSyntax {
  if (last?.text === text) return last.syntax;
  const syntax = last ? readAfter(last.text, last.syntax, text) : speaking(text, parseProperties(text));
  last = { text, syntax };
  return syntax;
}

function speaking(text: string, syntax: PropertiesSyntax): PropertiesSyntax {
  return {
    ...syntax,
    comments: syntax.comments.filter(({ start, end }) => isDirective(text.slice(start, end))),
  };
}

function readAfter(oldText: string, old: PropertiesSyntax, text: string): PropertiesSyntax {
  const most = Math.min(oldText.length, text.length);
  const head = alike(most, (from, to) => oldText.slice(from, to) === text.slice(from, to));
  const [oldEnd, newEnd] = [oldText.length, text.length];
  const tail = alike(
    most - head,
    (from, to) => oldText.slice(oldEnd - to, oldEnd - from) === text.slice(newEnd - to, newEnd - from),
  );
  const { entries } = old;
  // What stands directly behind a line tells whether it ends there.
  const begin = entries[firstOf(entries, ({ end }) => end >= head) - 1]?.end ?? 0;
  const by = newEnd - oldEnd;
  /** The first entry behind the change whose begin is a line's begin still. */
  let next = firstOf(entries, ({ start }) => start >= oldEnd - tail);
  let rest = oldEnd;
  const middle: PropertiesSyntax = { entries: [], comments: [], problems: [] };
  parseLines(text, begin, middle, (at) => {
    while ((entries[next]?.start ?? oldEnd) < at - by) next += 1;
    if (entries[next]?.start !== at - by) return false;
    rest = at - by;
    return true;
  });
  const { comments } = speaking(text, middle);
  const join = <T extends { start: number }>(list: T[], own: T[], move: (one: T) => T): T[] => {
    const behind = list.slice(firstOf(list, ({ start }) => start >= rest));
    return [
      ...list.slice(
        0,
        firstOf(list, ({ start }) => start >= begin),
      ),
      ...own,
      ...(by === 0 ? behind : behind.map(move)),
    ];
  };
  const moved = <T extends { start: number; end: number }>(one: T): T => ({
    ...one,
    start: one.start + by,
    end: one.end + by,
  });
  return {
    entries: join(entries, middle.entries.map(withOwnText), (one) => movedEntry(one, by)),
    comments: join(old.comments, comments, moved),
    problems: join(old.problems, middle.problems, moved),
  };
}

/** Field by field: thousands are moved at each key, and to spread each takes several times as long. */
const movedEntry = (entry: PropertyEntry, by: number): PropertyEntry => ({
  key: entry.key,
  value: entry.value,
  keyStart: entry.keyStart + by,
  keyEnd: entry.keyEnd + by,
  valueStart: entry.valueStart + by,
  valueEnd: entry.valueEnd + by,
  start: entry.start + by,
  end: entry.end + by,
  broken: entry.broken,
});

/** Engines keep the whole of a text in memory for a piece of it: for each changed line it would be another text. */
const withOwnText = (entry: PropertyEntry): PropertyEntry => ({
  ...entry,
  key: copied(entry.key),
  value: copied(entry.value),
});
const copied = (text: string): string => JSON.parse(JSON.stringify(text));

/** The index of the first that something holds for; the length when it holds for none. */
function firstOf<T>(list: readonly T[], holds: (one: T) => boolean): number {
  const index = list.findIndex(holds);
  return index < 0 ? list.length : index;
}

/** The most characters, up to `most`, that are alike; `same` compares a stretch of them. By halves: engines compare whole texts quickly. */
function alike(most: number, same: (from: number, to: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (same(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
