import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which other work of this process gets its turn. */
const slice = 5;
/** Rounds of the event loop that others get: a message of the editor takes as many from its bytes to its answer. */
const rounds = 4;

let until = 0;
let last: Promise<void> = Promise.resolve();

/** Whether long work has gone on for a while, whoever did it: time for a `turn` of the others. */
export const due = (): boolean => performance.now() > until;

/**
 * Lets other work of this process go first. Of those who wait here one goes on at a time: however many parts of a large
 * cluster are worked on at once, the editor is answered between any two slices of it.
 */
export function turn(): Promise<void> {
  last = last.then(async () => {
    for (let i = 0; i < rounds; i++) await setImmediate();
    until = performance.now() + slice;
  });
  return last;
}
