import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import type { Position } from '../../model/lines.ts';
import type { Name } from '../../model/name.ts';
import type { Review } from '../../review/review.ts';
import { rangeFinder } from '../diagnostics.ts';
import { namesAt } from './at.ts';

/** Every place that means what the name at a position means, in the order of files and lines. */
export function referencesAt(
  review: Review,
  uri: string,
  position: Position,
  includeDeclaration: boolean,
): Location[] {
  const range = rangeFinder(review);
  return relatedNames(review, uri, position)
    .filter(({ role }) => includeDeclaration || role === 'use')
    .map(({ place }) => ({ uri: place.part.uri, range: range(place) }));
}

/** The same in one file; declarations as written, uses as read. */
export function highlightsAt(review: Review, uri: string, position: Position): DocumentHighlight[] {
  const range = rangeFinder(review);
  return relatedNames(review, uri, position)
    .filter(({ place }) => place.part.uri === uri)
    .map(({ place, role }) => ({
      range: range(place),
      kind: role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}

/** The places of some declarations and of all that means them. */
export function usagesOf(review: Review, declarations: readonly Name[]): Name[] {
  const all = new Set(declarations.flatMap((one) => review.names.groupOf(one)));
  return ordered([...all].flatMap((one) => [one, ...review.names.usesOf(one)]));
}

function relatedNames(review: Review, uri: string, position: Position): Name[] {
  const names = namesAt(review, uri, position);
  const declarations = new Set(names.flatMap((name) => review.names.declarationsOf(name)));
  if (declarations.size > 0) return usagesOf(review, [...declarations]);
  // Declared in another repository: what is named alike is still one thing.
  return ordered(names.flatMap((name) => review.names.alike(name)));
}

/** Each place once, by file and line. */
function ordered(names: readonly Name[]): Name[] {
  const found = new Map<string, Name>();
  for (const name of names) {
    const { part, start, end } = name.place;
    const key = `${part.uri} ${part.offset + start} ${part.offset + end}`;
    if (!found.has(key)) found.set(key, name);
  }
  const at = ({ place }: Name) => place.part.offset + place.start;
  return [...found.values()].sort((a, b) => {
    const [left, right] = [a.place.part.uri, b.place.part.uri];
    return left < right ? -1 : left > right ? 1 : at(a) - at(b);
  });
}
