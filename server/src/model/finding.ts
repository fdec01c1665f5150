import type { Fix } from './fix.ts';
import type { Place } from './place.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Profile = 'production' | 'staging' | 'dev';

/** The other place that matters for a finding: what the number was compared with. */
export interface Related {
  place: Place;
  message: string;
}

export interface Finding {
  rule: string;
  severity: Severity;
  place: Place;
  message: string;
  related: Related[];
  fixes: Fix[];
  /** Kafka or the operator refuses this: the same in every profile. */
  refused: boolean;
  /** The text has no effect (shown faded) or is out of date (shown struck through). */
  tag?: 'unnecessary' | 'deprecated';
  /** Set when a comment or annotation silences the finding; the reason it gives, or ''. */
  suppressed?: string;
}
