import distance from 'damerau-levenshtein';

/** Longer names are no slips of the fingers, and not worth the time. */
export const MAX_LENGTH = 100;

const plain = (text: string): string => text.toLowerCase().replace(/[-_.]/g, '');

/**
 * The known names that are meant most likely, best first, three at most: at most two slips (a swap of two letters
 * counts as one), fewer in short names, or the same letters in another case or with other separators.
 */
export const similar = (name: string, known: readonly string[]): string[] => similarTo(known)(name);

/** The same for many names: what is looked at in the known ones is looked at once. */
export function similarTo(known: readonly string[]): (name: string) => string[] {
  const candidates = known.map((candidate) => ({ candidate, letters: lettersOf(candidate) }));
  return (name) => {
    if (name.length > MAX_LENGTH) return [];
    const allowed = name.length <= 4 ? 1 : 2;
    const letters = lettersOf(name);
    return candidates
      .filter((one) => differing(letters, one.letters) <= 2 * allowed)
      .map(({ candidate }) => ({ candidate, steps: steps(name, candidate, allowed) }))
      .filter(({ steps }) => steps <= allowed)
      .sort((a, b) => a.steps - b.steps)
      .slice(0, 3)
      .map(({ candidate }) => candidate);
  };
}

/** Which of the letters a to z are in a text, a bit for each, whatever their case. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = (text.charCodeAt(at) | 0x20) - 0x61;
    if (letter >= 0 && letter < 26) letters |= 1 << letter;
  }
  return letters;
}

/** How many letters only one of two texts has: one slip changes two at most, so this tells most names apart at once. */
function differing(a: number, b: number): number {
  let count = 0;
  for (let bits = a ^ b; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}

function steps(name: string, candidate: string, allowed: number): number {
  if (plain(candidate) === plain(name)) return 0;
  // The difference in length is a lower bound, and cheaper.
  if (Math.abs(candidate.length - name.length) > allowed) return Number.POSITIVE_INFINITY;
  return distance(name, candidate).steps;
}
