// How quickly a live cluster is read, beside Kafka's own AdminClient, and how a very large one weighs on the language
// server. Needs java and maven; takes four minutes.
import type { Goal } from '../goals.ts';
import { besideAdminClient } from './beside-admin-client.ts';
import { large } from './large.ts';

/** Prints both tables. */
export const live = async (): Promise<Goal[]> => [...(await besideAdminClient()), ...(await large())];
