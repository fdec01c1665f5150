import type { Position } from '../../model/lines.ts';
import { fileName, type Place } from '../../model/place.ts';
import type { Review } from '../../review/review.ts';
import { rangeFinder } from '../diagnostics.ts';
import { declarationsAt, namesAt } from './at.ts';
import { kindWords } from './words.ts';

/** What the name at a position means, where it is declared and how often it is used; undefined where no name is. */
export function nameHover(
  review: Review,
  uri: string,
  position: Position,
): { markdown: string; place: Place } | undefined {
  const [name] = namesAt(review, uri, position);
  if (!name) return undefined;
  const range = rangeFinder(review);
  const lines = declarationsAt(review, uri, position).map((one) => {
    const { part } = one.place;
    const line = range(one.place).start.line + 1;
    const uses = review.names.groupOf(one).flatMap((each) => review.names.usesOf(each)).length;
    const where = `declared in [${fileName(part.uri)}:${line}](${part.uri}#L${line})`;
    return `${kindWords[one.kind]} **${one.name}**, ${where} · ${uses} ${uses === 1 ? 'reference' : 'references'}`;
  });
  return lines.length === 0 ? undefined : { markdown: lines.join('  \n'), place: name.site };
}
