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
  const candidates = known.map(lettered);
  return (name) => {
    if (name.length > MAX_LENGTH) return [];
    const allowed = allowedIn(name);
    const own = lettered(name);
    const found: { text: string; steps: number }[] = [];
    for (const candidate of candidates) {
      const taken = steps(own, candidate, allowed);
      if (taken <= allowed) found.push({ text: candidate.text, steps: taken });
    }
    return found
      .sort((a, b) => a.steps - b.steps)
      .slice(0, 3)
      .map(({ text }) => text);
  };
}

/** All known names that may be meant, however many. */
export function allSimilarTo(known: readonly string[]): (name: string) => ReadonlySet<string> {
  const candidates = known.map(lettered);
  return (name) => {
    const own = lettered(name);
    const allowed = allowedIn(name);
    const meant = candidates.filter((candidate) => steps(own, candidate, allowed) <= allowed);
    return new Set(name.length > MAX_LENGTH ? [] : meant.map(({ text }) => text));
  };
}

/** A text, and which letters and digits are in it: a bit for each letter, whatever its case, and six for the digits. */
interface Lettered {
  text: string;
  letters: number;
}

function lettered(text: string): Lettered {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const letter = (code | 0x20) - 0x61;
    if (letter >= 0 && letter < 26) letters |= 1 << letter;
    else if (code >= 0x30 && code <= 0x39) letters |= 1 << (26 + (code % 6));
  }
  return { text, letters };
}

const allowedIn = (name: string): number => (name.length <= 4 ? 1 : 2);

/** How many letters only one of two texts has: one slip changes two at most, so this tells most names apart at once. */
function differing(a: number, b: number): number {
  let count = 0;
  for (let bits = a ^ b; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}

/** The slips between two texts; infinite as soon as they are surely more than allowed. */
function steps(name: Lettered, candidate: Lettered, allowed: number): number {
  const apart = differing(name.letters, candidate.letters);
  if (apart > 2 * allowed) return Number.POSITIVE_INFINITY;
  if (apart === 0 && plain(candidate.text) === plain(name.text)) return 0;
  // The difference in length is a lower bound, and cheaper.
  if (Math.abs(candidate.text.length - name.text.length) > allowed) return Number.POSITIVE_INFINITY;
  return distance(name.text, candidate.text).steps;
}
