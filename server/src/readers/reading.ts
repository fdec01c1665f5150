import type { Broker, Client, ClusterFacts, Pool, Resource, Topic, Unit, User } from '../model/deployment.ts';
import type { Change } from '../model/fix.ts';
import type { Name } from '../model/name.ts';
import type { Format, Part, Place } from '../model/place.ts';
import type { Known } from '../model/value.ts';

/** What a reader makes of one part; the joints to other files are still open. */
export type Draft =
  | (Omit<Broker, 'cluster'> & { live?: LiveNode; extends?: ServiceElsewhere })
  | Omit<Pool, 'cluster'>
  | (Omit<Topic, 'cluster' | 'twins'> & { live?: ClusterFacts })
  | Omit<User, 'cluster'>
  | Client
  | Unit
  | Omit<
      Resource,
      | 'before'
      | 'owner'
      | 'candidates'
      | 'connectors'
      | 'connect'
      | 'reads'
      | 'sharers'
      | 'users'
      | 'cluster'
      | 'reached'
      | 'operator'
    >;

/** A compose service of another file, whose description a service takes over. */
export interface ServiceElsewhere {
  uri: string;
  name: string;
}

/** What only a running cluster can say of a node beside its configuration. A live topic knows its cluster's facts. */
export interface LiveNode {
  brokers: Known<number>;
}

export type DraftOf<K extends Draft['kind']> = Extract<Draft, { kind: K }>;

/** Text that the format itself does not allow. */
export interface SyntaxProblem {
  place: Place;
  message: string;
  /** Kafka or the operator refuses the whole file for it. */
  refused: boolean;
}

/** A comment or annotation that silences rules from `start` to `end` (exclusive, in the part). */
export interface Suppression {
  /** Rule ids; empty: all rules. */
  rules: string[];
  reason: string;
  scope: 'file' | 'range';
  /** What it silences. */
  place: Place;
  /** The comment or annotation itself. */
  at: Place;
}

export interface Reading {
  drafts: Draft[];
  problems: SyntaxProblem[];
  suppressions: Suppression[];
  /** A comment that pins the profile or the version for the whole file: `kafka-review profile=dev`. */
  pragmas: Record<string, string>;
  /** How much this part looks like development, with the reasons (catalogue section 0). */
  devSignals: string[];
  /** What the part declares and uses by name, for finding one from the other; looked for when it is asked for. */
  names?: () => readonly Name[];
}

export interface TextEdit {
  /** UTF-16 code units in the part's text; `end` is exclusive. */
  start: number;
  end: number;
  text: string;
}

/** Knows one source format, and nothing about good practice. */
export interface Reader {
  format: Format;
  /** Its files are no deployment of Kafka's: only what they share names with is looked at. */
  namesOnly?: true;
  /** Quick look at name and content: is there anything of Kafka's here? Costs next to nothing for other files. */
  recognises(uri: string, text: string): boolean;
  /** Where parts begin, the first at 0, and what kind of text each is where a file holds several. */
  split(text: string): { offset: number; section?: string }[];
  read(part: Part): Reading;
  /** Spells the changes as edits of the part's text; a change that does not fit the text gives no edit. */
  spell(part: Part, changes: Change[]): TextEdit[];
}
