import type { Random } from '../oracle/random.ts';

/** A text with one stretch of it, mostly a short one, replaced by one of these or taken away. */
export function edited(random: Random, text: string, inserted: readonly string[]): string {
  const from = random.below(text.length + 1);
  const length = random.chance(0.5) ? 0 : random.below(random.chance(0.1) ? text.length : 8);
  const own = random.chance(0.3) ? '' : random.pick(inserted);
  return text.slice(0, from) + own + text.slice(from + length);
}
