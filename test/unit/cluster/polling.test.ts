import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { pause, startPolling } from '../../../server/src/cluster/polling.ts';
import type { ClusterSession } from '../../../server/src/cluster/session.ts';
import { snapshot } from './snapshots.ts';

const session = { close() {} } as ClusterSession;
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('polling', () => {
  it('waits longer after a slow poll, and longer with every failure, up to a minute', () => {
    assert.equal(pause(5000, 100, 0), 5000);
    assert.equal(pause(5000, 2000, 0), 20_000);
    assert.deepEqual(
      [1, 2, 3, 4, 50].map((failures) => pause(5000, 0, failures)),
      [10_000, 20_000, 40_000, 60_000, 60_000],
    );
  });

  it('does nothing while nobody watches', async () => {
    let taken = 0;
    const take = async () => {
      taken += 1;
      return snapshot();
    };
    const polling = startPolling(session, { interval: 1, take, onChange() {} });
    await settled();
    assert.equal(taken, 0);
    polling.stop();
  });

  it('polls while somebody watches and ends with the last who does', async () => {
    const changes: number[] = [];
    const take = async () => snapshot();
    let third: (() => void) | undefined;
    const reached = new Promise<void>((done) => {
      third = done;
    });
    const polling = startPolling(session, {
      interval: 1,
      take,
      onChange() {
        changes.push(1);
        if (changes.length === 3) third?.();
      },
    });
    const [first, second] = [polling.watch(), polling.watch()];
    await reached;
    first();
    first();
    second();
    await settled();
    const seen = changes.length;
    await new Promise((done) => setTimeout(done, 20));
    assert.ok(changes.length <= seen + 1, 'a poll under way may end');
    polling.stop();
  });

  it('leaves a cluster that cannot be reached alone for longer each time, but not for ever', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    let polled: (() => void) | undefined;
    let taken = 0;
    const polling = startPolling(session, {
      interval: 5000,
      async take() {
        taken += 1;
        throw new Error('gone');
      },
      onChange: () => polled?.(),
    });
    const next = (): Promise<void> =>
      new Promise((done) => {
        polled = done;
      });
    try {
      const first = next();
      polling.watch();
      await first;
      for (const [polls, quiet] of [
        [1, 9999],
        [2, 19_999],
        [3, 39_999],
        [4, 59_999],
      ] as const) {
        await settled();
        mock.timers.tick(quiet);
        await settled();
        assert.equal(taken, polls);
        const again = next();
        // A minute is the longest that it waits.
        mock.timers.tick(60_000 - quiet);
        await again;
      }
    } finally {
      polling.stop();
      mock.timers.reset();
    }
  });

  it('takes one snapshot at a time, whoever asks', async () => {
    let under = 0;
    const take = async () => {
      under += 1;
      assert.equal(under, 1);
      await settled();
      under -= 1;
      return snapshot();
    };
    const polling = startPolling(session, { take, onChange() {} });
    await Promise.all([polling.refresh(), polling.refresh(), polling.refresh()]);
    polling.stop();
  });

  it('keeps the last snapshot with its age when the cluster cannot be reached', async () => {
    const taken = snapshot();
    let reachable = true;
    const take = async () => {
      if (!reachable) throw new Error('gone');
      return taken;
    };
    const polling = startPolling(session, { take, onChange() {} });
    await polling.refresh();
    reachable = false;
    const lost = await polling.refresh();
    assert.equal(lost.snapshot, taken);
    assert.equal(lost.unreachable?.diagnosis.text, 'gone');
    const { since } = lost.unreachable ?? {};
    assert.equal((await polling.refresh()).unreachable?.since, since);
    reachable = true;
    assert.equal((await polling.refresh()).unreachable, undefined);
    polling.stop();
  });
});
