import fc, { type RunDetails } from 'fast-check';
import type { Target } from './target.ts';

/** Inputs that are made from one seed; between two batches it is looked whether the time is over. */
export const BATCH = 50;

/** No input may take longer, in ms of processor time, whatever number of things is asked of it. */
const LIMIT = 1_000;

/** Shrinking goes on no longer than this, in ms: a smaller input is a help, not a need. */
const SHRINKING = 4_000;

export interface Failure {
  target: string;
  seed: number;
  batch: number;
  input: unknown;
  error: string;
}

/** Told of each input before it is tried. */
export type OnInput = () => void;

/** The seed of a batch: each is reached by itself, whatever ran before. */
const seedOf = (seed: number, batch: number): number => (Math.imul(seed, 1_000_003) + batch) | 0;

/** Tries the inputs of one batch: the ms that the slowest took, and the smallest one that fails, if any does. */
export async function runBatch(
  target: Target,
  seed: number,
  batch: number,
  onInput: OnInput,
): Promise<{ slowest: number; failure: Failure | undefined }> {
  let slowest = 0;
  const property = fc.asyncProperty(target.inputs, async (input) => {
    onInput();
    slowest = Math.max(slowest, await timed(target, input));
  });
  const details: RunDetails<[unknown]> = await fc.check(property, {
    seed: seedOf(seed, batch),
    numRuns: BATCH,
    interruptAfterTimeLimit: SHRINKING,
  });
  if (!details.failed || !details.counterexample) return { slowest, failure: undefined };
  const [input] = details.counterexample;
  const error = textOf(details.errorInstance);
  return { slowest, failure: { target: target.name, seed, batch, input, error } };
}

/** The inputs of a batch, made but not tried: for one that never came back. */
export const inputsOf = (target: Target, seed: number, batch: number): unknown[] =>
  fc.sample(target.inputs, { seed: seedOf(seed, batch), numRuns: BATCH });

/**
 * Tries one input; the ms of processor time that it took. Throws when that is too much: by the quickest of four runs,
 * and by how quick the machine is just now, so that other work on it decides nothing.
 */
export async function timed({ check }: Pick<Target, 'check'>, input: unknown): Promise<number> {
  const spend = () => processorTime(() => check(input));
  const first = await spend();
  if (first <= LIMIT) return first;
  let best = Number.POSITIVE_INFINITY;
  for (let again = 0; again < 3; again += 1) {
    best = Math.min(best, (await spend()) / (await slowness()));
    if (best <= LIMIT) return best;
  }
  throw new Error(`took ${Math.round(best)} ms`);
}

async function processorTime(work: () => void | Promise<void>): Promise<number> {
  const { user, system } = process.cpuUsage();
  await work();
  const used = process.cpuUsage();
  return (used.user - user + used.system - system) / 1_000;
}

/** What the work below takes on an idle machine of 2025, in ms. */
const YARDSTICK = 100;

/** How many times slower than that this machine is now; at least 1. */
async function slowness(): Promise<number> {
  const spent = await processorTime(() => {
    let text = '';
    for (let at = 0; at < 20_000; at += 1) text += `key.${at}=${at * at}\n`;
    for (let times = 0; times < 12; times += 1) JSON.parse(JSON.stringify(text.split('\n').sort()));
  });
  return Math.max(1, spent / YARDSTICK);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${textOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
