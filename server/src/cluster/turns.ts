import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which other work of this process gets its turn. */
const slice = 5;
/** Rounds of the event loop that others get: a message of the editor takes as many from its bytes to its answer. */
const rounds = 4;

let last: Promise<void> = Promise.resolve();

/**
 * Lets other work of this process go first. Of those who wait here one goes on at a time: however many parts of a large
 * cluster are worked on at once, the editor is answered between any two slices of it.
 */
export function turn(): Promise<void> {
  last = last.then(async () => {
    for (let i = 0; i < rounds; i++) await setImmediate();
  });
  return last;
}

/** Long work that gives way: `if (pace.due()) await pace.rest()` in its loop. */
export interface Pace {
  due(): boolean;
  rest(): Promise<void>;
}

/** A pace for one piece of work, which begins now. */
export function paced(): Pace {
  let until = performance.now() + slice;
  return {
    due: () => performance.now() > until,
    async rest() {
      await turn();
      until = performance.now() + slice;
    },
  };
}
