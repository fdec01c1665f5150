import type { Path, Place } from '../../model/place.ts';
import type { FieldPath } from './schema.ts';

/** A name to write instead of an unknown one; `path` is set when it belongs to another place of the same kind. */
export interface Suggestion {
  name: string;
  path?: FieldPath;
}

/** What is wrong with the structure of a resource, as plain data: the words are the rule's. */
export type StructureProblem = Located & Detail;

export interface Located {
  path: Path;
  /** The key of an unknown field, the value that is wrong, or the key that something is missing under. */
  place: Place;
}

export type Detail =
  /** `since`: a newer release has the field. */
  | {
      kind: 'unknown-field';
      name: string;
      suggestions: Suggestion[];
      known: readonly string[];
      since?: string;
    }
  /** `suggestions` tell where the field belongs; `type` is set when it means nothing beside that value of `type`. */
  | { kind: 'misplaced-field'; name: string; suggestions: Suggestion[]; type?: string }
  | { kind: 'wrong-type'; expected: string; found: string }
  | { kind: 'missing-required'; name: string }
  | { kind: 'not-in-enum'; value: string; expected: readonly string[]; suggestions: Suggestion[] }
  | { kind: 'out-of-range'; value: number; minimum?: number; maximum?: number; items?: true }
  | { kind: 'wrong-format'; value: string; pattern: string }
  /** Not exactly one of the groups is there; `present` are those that are. */
  | { kind: 'one-of'; groups: readonly (readonly string[])[]; present: readonly (readonly string[])[] }
  | { kind: 'condition'; name: string }
  | { kind: 'deprecated-field'; name: string; movedTo?: FieldPath; value?: string }
  /** A field or value of `type` that older releases had. */
  | { kind: 'removed-field'; name: string; lastIn: string; movedTo?: FieldPath; value?: string };

export type ProblemKind = Detail['kind'];
