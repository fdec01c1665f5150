import { setTimeout as sleep } from 'node:timers/promises';
import type { Deadlines } from '../../../server/src/cluster/protocol/broker.ts';

/** Deadlines of a session for a test in which no broker is lost, however slow it is. */
export const patient: Deadlines = { connect: 30_000, request: 30_000 };

/** Tries until an assertion holds, for a minute: the first sign-in at a broker that has just started takes its time. */
export async function eventually(assertion: () => Promise<void>): Promise<void> {
  for (const until = Date.now() + 60_000; ; await sleep(200)) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
