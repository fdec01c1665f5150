import { strict as assert } from 'node:assert';
import { mock } from 'node:test';
import { inLull } from '../../../server/src/server/lull.ts';

describe('work put off until nothing changes', () => {
  let done = 0;
  let now = 0;
  let clock: { mock: { restore(): void } };
  const wait = (ms: number): void => {
    now += ms;
    mock.timers.tick(ms);
  };

  beforeEach(() => {
    done = 0;
    now = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    clock = mock.method(performance, 'now', () => now);
  });
  afterEach(() => {
    clock.mock.restore();
    mock.timers.reset();
  });

  it('is done once, after the last of many calls', () => {
    const soon = inLull(300, 2000, () => {
      done += 1;
    });
    for (let call = 0; call < 5; call += 1) {
      soon();
      wait(100);
    }
    assert.equal(done, 0);
    wait(200);
    assert.equal(done, 1);
    wait(5000);
    assert.equal(done, 1);
  });

  it('is done all the same when the calls never end', () => {
    const soon = inLull(300, 2000, () => {
      done += 1;
    });
    for (let call = 0; call < 100; call += 1) {
      soon();
      wait(100);
    }
    assert.equal(done, 5);
  });

  it('does not ask for itself again by what it changes', () => {
    const soon = inLull(300, 2000, () => {
      done += 1;
      soon();
    });
    soon();
    wait(300);
    wait(5000);
    assert.equal(done, 1);
    soon();
    wait(300);
    assert.equal(done, 2);
  });
});
