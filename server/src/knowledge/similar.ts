import distance from 'damerau-levenshtein';

/** Longer names are no slips of the fingers, and not worth the time. */
const MAX_LENGTH = 100;

const plain = (text: string): string => text.toLowerCase().replace(/[-_.]/g, '');

/**
 * The known names that are meant most likely, best first, three at most: at most two slips (a swap of two letters
 * counts as one), fewer in short names, or the same letters in another case or with other separators.
 */
export function similar(name: string, known: readonly string[]): string[] {
  if (name.length > MAX_LENGTH) return [];
  const allowed = name.length <= 4 ? 1 : 2;
  return known
    .map((candidate) => ({ candidate, steps: steps(name, candidate, allowed) }))
    .filter(({ steps }) => steps <= allowed)
    .sort((a, b) => a.steps - b.steps)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function steps(name: string, candidate: string, allowed: number): number {
  if (plain(candidate) === plain(name)) return 0;
  // The difference in length is a lower bound, and cheaper.
  if (Math.abs(candidate.length - name.length) > allowed) return Number.POSITIVE_INFINITY;
  return distance(name, candidate).steps;
}
