import type { LocationLink } from 'vscode-languageserver-types';
import type { Position } from '../../model/lines.ts';
import type { Review } from '../../review/review.ts';
import { rangeFinder } from '../diagnostics.ts';
import { namesAt } from './at.ts';

/** Where the name at a position is declared: several places where several can be meant. */
export function definitionAt(review: Review, uri: string, position: Position): LocationLink[] {
  const range = rangeFinder(review);
  const found = new Map<unknown, LocationLink>();
  for (const name of namesAt(review, uri, position)) {
    for (const declaration of review.names.declarationsOf(name)) {
      const target = range(declaration.place);
      found.set(declaration, {
        originSelectionRange: range(name.site),
        targetUri: declaration.place.part.uri,
        targetRange: target,
        targetSelectionRange: target,
      });
    }
  }
  return [...found.values()];
}
