import type { Name } from '../../model/name.ts';
import type { Part, Place } from '../../model/place.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { ScalarNode } from '../yaml/tree.ts';

/** What a scalar's name is, but for where it stands. */
export type Meaning = Omit<Name, 'name' | 'place' | 'site'>;

/** Adds a name for each meaning. */
export type Add = (name: Name) => void;

export const siteOf = (part: Part, { start, end }: { start: number; end: number }): Place => ({
  part,
  start,
  end,
});

/** A scalar whose whole text is a name; one that a template engine or an alias writes cannot be replaced. */
export function wholeName(part: Part, scalar: ScalarNode, meaning: Meaning): Name | undefined {
  const site = siteOf(part, scalar);
  if (scalar.unknown || isPlaceholder(scalar.text))
    return { ...meaning, name: '', place: site, site, fixed: 'template' };
  const name = scalar.text.trim();
  return name === '' ? undefined : pieceName(part, scalar, name, meaning);
}

/** A piece of a scalar's text that is a name. */
export function pieceName(part: Part, scalar: ScalarNode, name: string, meaning: Meaning): Name {
  const site = siteOf(part, scalar);
  const at = part.text.slice(scalar.start, scalar.end).indexOf(name);
  if (at < 0) return { ...meaning, name, place: site, site, fixed: 'alias' };
  const start = scalar.start + at;
  return { ...meaning, name, place: { part, start, end: start + name.length }, site };
}
