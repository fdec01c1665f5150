import type { Deadlines } from '../../../server/src/cluster/protocol/broker.ts';

/** Deadlines of a session for a test in which no broker is lost, however slow it is. */
export const patient: Deadlines = { connect: 30_000, request: 30_000 };
