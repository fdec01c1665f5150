import type { Place } from '../model/place.ts';

const isPlace = (value: object): value is Place => 'part' in value && 'start' in value && 'end' in value;

/**
 * Are two plain values the same but for the places in them? If so, the old one takes over the new one's places, so
 * that findings which were made from it point where the text is now, and need not be made again.
 */
export function adopt(old: unknown, fresh: unknown): boolean {
  const moves: [Place, Place][] = [];
  if (!same(old, fresh, moves)) return false;
  for (const [to, from] of moves) Object.assign(to, from);
  return true;
}

function same(old: unknown, fresh: unknown, moves: [Place, Place][]): boolean {
  if (Object.is(old, fresh)) return true;
  if (typeof old !== 'object' || typeof fresh !== 'object' || old === null || fresh === null) return false;
  if (isPlace(old) && isPlace(fresh)) {
    if (old.part.uri !== fresh.part.uri) return false;
    moves.push([old, fresh]);
    return true;
  }
  const keys = Object.keys(old);
  if (keys.length !== Object.keys(fresh).length) return false;
  return keys.every((key) => key in fresh && same(old[key as never], fresh[key as never], moves));
}
