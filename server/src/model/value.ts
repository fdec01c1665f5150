import type { Place, Slot } from './place.ts';

/**
 * A value of a deployment: set, unset or unknown, never guessed.
 * - set: somebody wrote it; `text` is what they wrote.
 * - unset: nobody wrote it; `value` is the default that holds instead, if Kafka has one, and `place` is the header it would stand under.
 * - unknown: a template or placeholder; rules about values pass over it.
 */
export type Value<T> = SetValue<T> | UnsetValue<T> | UnknownValue;

export interface SetValue<T> {
  state: 'set';
  value: T;
  text: string;
  place: Place;
  slot: Slot;
}

export interface UnsetValue<T> {
  state: 'unset';
  value?: T;
  place: Place;
  slot: Slot;
}

export interface UnknownValue {
  state: 'unknown';
  text: string;
  place: Place;
  slot: Slot;
}

/** A conclusion drawn from the deployment, with the places it was drawn from. */
export interface Known<T> {
  value: T;
  from: Place[];
}

export const isSet = <T>(value: Value<T> | undefined): value is SetValue<T> => value?.state === 'set';

export const isUnset = <T>(value: Value<T> | undefined): value is UnsetValue<T> =>
  value === undefined || value.state === 'unset';

/** The value that counts: the one that is set, else the default; undefined when unknown or without default. */
export function effective<T>(value: Value<T> | undefined): T | undefined {
  return value === undefined || value.state === 'unknown' ? undefined : value.value;
}

/** The value as a conclusion: with its place when set, without one when it is a default. */
export function known<T>(value: Value<T> | undefined): Known<T> | undefined {
  const counts = effective(value);
  if (counts === undefined || value === undefined) return undefined;
  return { value: counts, from: value.state === 'set' ? [value.place] : [] };
}

/** Changes the type of a set value or default; `undefined` from `convert` makes the value unknown. */
export function mapValue<A, B>(value: Value<A>, convert: (from: A) => B | undefined): Value<B> {
  if (value.state === 'unknown') return value;
  const converted = value.value === undefined ? undefined : convert(value.value);
  const { place, slot } = value;
  if (value.state === 'unset') {
    return converted === undefined
      ? { state: 'unset', place, slot }
      : { state: 'unset', value: converted, place, slot };
  }
  return converted === undefined
    ? { state: 'unknown', text: value.text, place, slot }
    : { state: 'set', value: converted, text: value.text, place, slot };
}
