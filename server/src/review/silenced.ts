import type { Part, Place } from '../model/place.ts';
import type { Suppression } from '../readers/reading.ts';

/** A comment or annotation, and its number among those of its file. */
interface Numbered {
  suppression: Suppression;
  order: number;
}

/** Ranges of about one length, by where they begin: at most a few of them reach over one place. */
interface Class {
  /** No range is longer. */
  longest: number;
  ranges: Numbered[];
}

const noClasses: Class[] = [];

/** Most files have no suppression, and need no table of them. */
const silencesNothing = (): undefined => undefined;

/**
 * Tells the first comment or annotation that silences a rule at a place, or undefined. A file may have as many of them
 * as lines, and as many findings: each look-up is a search among those near the place.
 */
export function silencer(
  suppressions: readonly Suppression[],
): (rule: string, at: Place) => Suppression | undefined {
  if (suppressions.length === 0) return silencesNothing;
  const everywhere: Numbered[] = [];
  const parts = new Map<Part, Class[]>();
  for (const [order, suppression] of suppressions.entries()) {
    if (suppression.scope === 'file') everywhere.push({ suppression, order });
    else add(parts, { suppression, order });
  }
  for (const classes of parts.values())
    for (const { ranges } of classes) ranges.sort((a, b) => begin(a) - begin(b) || a.order - b.order);
  return (rule, at) => {
    let first = everywhere.find(({ suppression }) => isAbout(suppression, rule));
    for (const { longest, ranges } of parts.get(at.part) ?? noClasses) {
      for (let index = firstFrom(ranges, at.start - longest); index < ranges.length; index += 1) {
        const one = ranges[index];
        if (!one || begin(one) > at.start) break;
        if (at.start < endOf(one) && isAbout(one.suppression, rule) && one.order < (first?.order ?? Infinity))
          first = one;
      }
    }
    return first?.suppression;
  };
}

/** Does it speak of the rule? Without names it speaks of all. */
const isAbout = ({ rules }: Suppression, rule: string): boolean => rules.length === 0 || rules.includes(rule);

const begin = ({ suppression }: Numbered): number => suppression.place.start;

/** The end of what is silenced; an empty range is the place itself. */
const endOf = ({ suppression: { place } }: Numbered): number => Math.max(place.end, place.start + 1);

function add(parts: Map<Part, Class[]>, one: Numbered): void {
  const { part } = one.suppression.place;
  const longest = 2 ** Math.ceil(Math.log2(endOf(one) - begin(one)));
  const classes = parts.get(part) ?? [];
  if (classes.length === 0) parts.set(part, classes);
  const same = classes.find((known) => known.longest === longest);
  if (same) same.ranges.push(one);
  else classes.push({ longest, ranges: [one] });
}

/** The index of the first range that begins at the offset or behind it. */
function firstFrom(ranges: readonly Numbered[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = ranges[middle];
    if (one && begin(one) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
