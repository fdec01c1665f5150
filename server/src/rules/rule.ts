import type { SubjectKind, SubjectOf } from '../model/deployment.ts';
import type { Profile, Related, Severity } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Place } from '../model/place.ts';
import type { Value } from '../model/value.ts';

export type Category =
  | 'availability'
  | 'capacity'
  | 'correctness'
  | 'durability'
  | 'networking'
  | 'operations'
  | 'performance'
  | 'racks'
  | 'security'
  | 'upgrade';

/** Severity by profile; staging is judged as production unless it is named. */
export interface Levels {
  production: Severity | 'off';
  staging?: Severity | 'off';
  dev: Severity | 'off';
}

export interface Details {
  /** The preferred fix first. */
  fixes?: Fix[];
  related?: Related[];
  /** Other levels than the rule's own, where one condition has several weights. */
  levels?: Levels;
  /** Kafka or the operator refuses this: an error in every profile. */
  refused?: true;
  tag?: 'unnecessary' | 'deprecated';
}

/** Reports one finding at a value or place: what is wrong with the numbers in it, what will happen, what to do. */
export type Report = (at: Place | Value<unknown>, message: string, details?: Details) => void;

export interface Source {
  title: string;
  url: string;
}

/**
 * Files by name. In `bad`, «» mark the exact ranges that are reported; `good` yields nothing from any rule.
 * With `fixed`, the preferred fix of each finding turns `bad` into it (else into `good`); `false`: there is no fix.
 */
export interface Example {
  /** What files of these names said in the commit that is compared with. */
  before?: Record<string, string>;
  bad: Record<string, string>;
  good: Record<string, string>;
  fixed?: Record<string, string> | false;
  profile?: Profile;
  kafkaVersion?: string;
  strimziVersion?: string;
}

/** One idea about a sound deployment: its examples are its tests and its page. */
export interface Rule {
  /** Kebab-case; never changed once released. */
  id: string;
  title: string;
  category: Category;
  levels: Levels;
  /** A few lines: what happens, and why the advice holds. */
  why: string;
  sources: Source[];
  /** Rules whose finding on the same subject explains this one: then only theirs is shown. */
  yieldsTo?: string[];
  /** What to look at, by subject. A check reports only on its own subject. */
  check: { [K in SubjectKind]?: (subject: SubjectOf<K>, report: Report) => void };
  examples: Example[];
}
