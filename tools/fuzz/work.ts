import type { Failure } from './run.ts';

/** What the process that tries the inputs is told. */
export interface Work {
  seed: number;
  /** The batch that each target begins with, by its name; targets that are not named rest. */
  batches: Record<string, number>;
  /** When to stop, in ms since 1970. */
  until: number;
  /** Tries nothing but this input of the one target, by itself. */
  only?: { input: unknown };
}

/** What it tells: a batch begins, the input of this number (from 0) is tried, the batch is done. */
export type Told = { begun: { target: string; batch: number } } | { input: number } | { done: Done };

export interface Done {
  target: string;
  inputs: number;
  /** Processor time of the slowest input, in ms. */
  slowest: number;
  /** The most memory that the process has had so far, in bytes. */
  memory: number;
  failure: Failure | undefined;
}
