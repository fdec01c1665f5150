import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries until nothing is thrown, and gives what came of it; after a minute and a half the last error is the test's. What it
 * waits for comes in its own time: a sign-in at a broker that has just started, a workspace that is still being read.
 */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  for (const until = Date.now() + 90_000; ; await sleep(100)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
