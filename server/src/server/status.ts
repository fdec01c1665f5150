import { setImmediate as turn } from 'node:timers/promises';
import type { Profile } from '../model/finding.ts';
import { type Status, statusNotification } from '../protocol.ts';
import type { Review } from '../review/review.ts';
import { inLull } from './lull.ts';
import type { Session } from './session.ts';

/** The status is about all files, so that it waits for a pause: in milliseconds. */
const PAUSE_MS = 200;
/** But while files never rest it is told so often at least, in milliseconds. */
const LONGEST_MS = 1000;

/** How many files the status looks at in one go. */
const SLICE = 500;

/** The profile that all files are judged by; undefined when they differ. Between two slices of them keys are answered. */
async function onlyProfile(review: Review, uris: readonly string[]): Promise<Profile | undefined> {
  let only: Profile | undefined;
  for (const [index, uri] of uris.entries()) {
    const { profile } = review.profile(uri);
    if (only !== undefined && only !== profile) return undefined;
    only = profile;
    if (index % SLICE === SLICE - 1) await turn();
  }
  return only;
}

/** Makes a function that tells the client the status soon; `problems` says how many there are in all files. */
export function createStatus(
  session: Pick<Session, 'connection' | 'review'>,
  problems: () => number,
): () => void {
  let counting = false;
  let again = false;
  const soon = inLull(PAUSE_MS, LONGEST_MS, () => void tell());

  async function tell(): Promise<void> {
    if (counting) {
      again = true;
      return;
    }
    counting = true;
    const { review } = session;
    const uris = review.files();
    const only = await onlyProfile(review, uris);
    counting = false;
    const replaced = session.review !== review;
    if (again || replaced) soon();
    again = false;
    if (replaced) return;
    const status: Status = {
      files: uris.length,
      clusters: review.clusters().length,
      problems: problems(),
      ...(only ? { profile: only } : {}),
    };
    void session.connection.sendNotification(statusNotification, status);
  }

  return soon;
}
