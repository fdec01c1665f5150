import type { Place, Slot } from './place.ts';

/**
 * What to change, without saying how it is spelled in the file: the reader of the part's format knows that.
 * - set: write `value` at the slot, whether or not something stands there; missing parents are made.
 * - remove: take away the entry at the slot, with its key.
 * - rename: give the last key of the slot another name; the value stays.
 * - replace: exchange the text of one place as it is (for a part of a value that only its reader can point at).
 */
export type Change =
  | { kind: 'set'; slot: Slot; value: Json }
  | { kind: 'remove'; slot: Slot }
  | { kind: 'rename'; slot: Slot; to: string }
  | { kind: 'replace'; place: Place; text: string };

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A fix that a person may choose; the first of a finding is the preferred one, applied by "fix all" only if `safe`. */
export interface Fix {
  /** Says the result: "Set min.insync.replicas to 2". */
  title: string;
  changes: Change[];
  /** May be applied without asking: it cannot make a sound deployment worse. */
  safe: boolean;
}

export const set = (slot: Slot, value: Json): Change => ({ kind: 'set', slot, value });
export const remove = (slot: Slot): Change => ({ kind: 'remove', slot });
export const replace = (place: Place, text: string): Change => ({ kind: 'replace', place, text });
export const rename = (slot: Slot, to: string): Change => ({ kind: 'rename', slot, to });

/** A fix that is right whenever the finding is. */
export const fix = (title: string, ...changes: Change[]): Fix => ({ title, changes, safe: true });

/** A fix that is one of several ways, or has a price that a person must weigh. */
export const choice = (title: string, ...changes: Change[]): Fix => ({ title, changes, safe: false });
