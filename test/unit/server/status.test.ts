import { strict as assert } from 'node:assert';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Status } from '../../../server/src/protocol.ts';
import type { Review } from '../../../server/src/review/review.ts';
import type { Session } from '../../../server/src/server/session.ts';
import { createStatus } from '../../../server/src/server/status.ts';

/** As much of a review as the status looks at. */
const reviewOf = (files: number): Review =>
  ({
    files: () => Array.from({ length: files }, (_, n) => `file:///${n}`),
    profile: () => ({ profile: 'production', reasons: [], pinned: false }),
    clusters: () => [],
  }) as Partial<Review> as Review;

describe('the status', () => {
  let told: Status[] = [];
  let now = 0;
  let clock: { mock: { restore(): void } };
  let session: Pick<Session, 'connection' | 'review'>;
  let soon: () => void;

  /** Lets time pass, and what is due begin. */
  const wait = (ms: number): void => {
    now += ms;
    mock.timers.tick(ms);
  };
  /** Lets what has begun end. */
  const rest = async (): Promise<void> => {
    for (let n = 0; n < 10; n += 1) await turn();
  };

  beforeEach(() => {
    told = [];
    now = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    clock = mock.method(performance, 'now', () => now);
    const connection = {
      sendNotification: async (_: unknown, status: Status) => void told.push(status),
    } as Partial<Session['connection']> as Session['connection'];
    session = { connection, review: reviewOf(2) };
    soon = createStatus(session, () => 7);
  });
  afterEach(() => {
    clock.mock.restore();
    mock.timers.reset();
  });

  it('is told once after several changes', async () => {
    soon();
    soon();
    wait(199);
    await rest();
    assert.deepEqual(told, []);
    wait(1);
    await rest();
    wait(5000);
    await rest();
    assert.deepEqual(told, [{ files: 2, clusters: 0, problems: 7, profile: 'production' }]);
  });

  it('is told every second while changes never end', async () => {
    for (let change = 0; change < 30; change += 1) {
      soon();
      wait(100);
      await rest();
    }
    assert.equal(told.length, 3);
  });

  it('is told although the next one waits already, and then that one', async () => {
    session.review = reviewOf(600);
    soon();
    wait(200);
    soon();
    await rest();
    assert.equal(told.length, 1);
    wait(200);
    await rest();
    assert.equal(told.length, 2);
  });

  it('is counted by one at a time, and once more for what changed meanwhile', async () => {
    session.review = reviewOf(600);
    soon();
    wait(200);
    session.review.files = () => ['file:///0'];
    soon();
    wait(200);
    await rest();
    assert.deepEqual(
      told.map(({ files }) => files),
      [600],
    );
    wait(200);
    await rest();
    wait(5000);
    await rest();
    assert.deepEqual(
      told.map(({ files }) => files),
      [600, 1],
    );
  });

  it('is counted again, not told, when the review was replaced meanwhile', async () => {
    session.review = reviewOf(600);
    soon();
    wait(200);
    session.review = reviewOf(3);
    await rest();
    assert.deepEqual(told, []);
    wait(200);
    await rest();
    assert.deepEqual(
      told.map(({ files }) => files),
      [3],
    );
  });
});
