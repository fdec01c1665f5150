import type { CodeLens } from 'vscode-languageserver-types';
import type { Fix } from '../model/fix.ts';
import { copyCommand } from '../protocol.ts';
import type { Review } from '../review/review.ts';
import { rangeFinder } from './diagnostics.ts';

/**
 * Above each finding in a document of a running cluster: the commands that end it, to copy. VS Code offers no light bulb
 * in a document that cannot be written.
 */
export function copyLenses(
  review: Review,
  uri: string,
  copied: (fix: Fix) => { what: string; text: string } | undefined,
): CodeLens[] {
  const rangeOf = rangeFinder(review);
  return review.findings(uri).flatMap(({ suppressed, place, fixes }) => {
    if (suppressed !== undefined) return [];
    return fixes.flatMap((fix): CodeLens[] => {
      const made = copied(fix);
      if (!made) return [];
      const title = `${fix.title}: copy ${made.what}`;
      return [{ range: rangeOf(place), command: { title, command: copyCommand, arguments: [made.text] } }];
    });
  });
}
