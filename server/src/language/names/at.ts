import { lineStarts, offsetAt, type Position } from '../../model/lines.ts';
import type { Name } from '../../model/name.ts';
import type { Review } from '../../review/review.ts';

/** The names at a position, in each way that its text can be read; a cursor behind the last letter is still on it. */
export function namesAt(review: Review, uri: string, position: Position): Name[] {
  const text = review.text(uri);
  if (text === undefined) return [];
  const offset = offsetAt(lineStarts(text), position, text.length);
  const touching = review.names.in(uri).filter(({ site }) => {
    const start = site.part.offset + site.start;
    return start <= offset && offset <= site.part.offset + site.end;
  });
  // A port stands behind its host: the narrower one is meant.
  const width = Math.min(...touching.map(({ site }) => site.end - site.start));
  return touching.filter(({ site }) => site.end - site.start === width);
}

/** The declarations that the names at a position can mean. */
export function declarationsAt(review: Review, uri: string, position: Position): Name[] {
  const names = namesAt(review, uri, position);
  return [...new Set(names.flatMap((name) => review.names.declarationsOf(name)))];
}
