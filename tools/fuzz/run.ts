import fc, { type RunDetails } from 'fast-check';
import type { Target } from './target.ts';

/** Inputs that are made from one seed; between two batches it is looked whether the time is over. */
export const BATCH = 50;

/**
 * No input may take longer, in ms of this process's own time. One thing asked of an input is to take less than a second;
 * a check asks for up to thirty, and the machine may be slow.
 */
const LIMIT = 5_000;

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

/** Tries the inputs of one batch; the smallest one that fails, if any does. */
export async function runBatch(
  target: Target,
  seed: number,
  batch: number,
  onInput: OnInput,
): Promise<Failure | undefined> {
  const property = fc.asyncProperty(target.inputs, async (input) => {
    onInput();
    await timed(target, input);
  });
  const details: RunDetails<[unknown]> = await fc.check(property, {
    seed: seedOf(seed, batch),
    numRuns: BATCH,
    interruptAfterTimeLimit: SHRINKING,
  });
  if (!details.failed || !details.counterexample) return undefined;
  const [input] = details.counterexample;
  return { target: target.name, seed, batch, input, error: textOf(details.errorInstance) };
}

/** The inputs of a batch, made but not tried: for one that never came back. */
export const inputsOf = (target: Target, seed: number, batch: number): unknown[] =>
  fc.sample(target.inputs, { seed: seedOf(seed, batch), numRuns: BATCH });

/**
 * Tries one input, and throws when it takes too long. On a machine with other work a slow run says little: it is
 * tried again, and the quickest run counts, by the time that this process itself has used.
 */
export async function timed({ check }: Pick<Target, 'check'>, input: unknown): Promise<void> {
  const begun = performance.now();
  await check(input);
  if (performance.now() - begun <= LIMIT) return;
  let best = Number.POSITIVE_INFINITY;
  for (let again = 0; again < 3; again += 1) {
    const { user, system } = process.cpuUsage();
    await check(input);
    const used = process.cpuUsage();
    best = Math.min(best, (used.user - user + used.system - system) / 1_000);
    if (best <= LIMIT) return;
  }
  throw new Error(`took ${Math.round(best)} ms`);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${textOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
