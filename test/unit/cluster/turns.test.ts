import assert from 'node:assert/strict';
import { setImmediate as round } from 'node:timers/promises';
import { due, turn } from '../../../server/src/cluster/turns.ts';

describe('the turns of long work', () => {
  it('go to one piece of work at a time, in the order in which they were asked for', async () => {
    const order: number[] = [];
    let rounds = 0;
    let done = false;
    const counting = (async () => {
      for (; !done; rounds++) await round();
    })();
    const seen: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (work) => {
        await turn();
        order.push(work);
        seen.push(rounds);
      }),
    );
    done = true;
    await counting;
    assert.deepEqual(order, [1, 2, 3]);
    // Others had rounds of the event loop before each of them.
    const [first = 0, second = 0, third = 0] = seen;
    assert.ok(first > 0 && second > first && third > second, seen.join());
  });

  it('are due after a while, and let others work', async () => {
    await turn();
    let worked = false;
    setImmediate(() => {
      worked = true;
    });
    while (!due()) assert.equal(worked, false);
    await turn();
    assert.equal(worked, true);
  });
});
