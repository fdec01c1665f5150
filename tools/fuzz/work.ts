import type { Failure } from './run.ts';

/** What the process that tries the inputs is told. */
export interface Work {
  seed: number;
  /** The batch that each target begins with, by its name; targets that are not named rest. */
  batches: Record<string, number>;
  /** When to stop, in ms since 1970. */
  until: number;
}

/** What it tells: a batch begins, the input of this number (from 0) is tried, the batch is done. */
export type Told =
  | { begun: { target: string; batch: number } }
  | { input: number }
  | { done: { target: string; inputs: number; failure: Failure | undefined } };
