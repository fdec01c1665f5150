import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ageing } from '../../../client/src/explorer/ageing.ts';

describe('lines that grow older', () => {
  let drawn = 0;
  let seen = true;
  const make = () =>
    ageing(
      10_000,
      () => seen,
      () => {
        drawn += 1;
      },
    );

  beforeEach(() => {
    drawn = 0;
    seen = true;
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => mock.timers.reset());

  it('are drawn again though another cluster changes every few seconds', () => {
    const lines = make();
    for (let second = 0; second < 60; second += 5) {
      lines.start();
      mock.timers.tick(5000);
    }
    assert.equal(drawn, 6);
    lines.dispose();
  });

  it('are left alone when nobody sees them, and begin anew when somebody does', () => {
    const lines = make();
    lines.start();
    seen = false;
    mock.timers.tick(60_000);
    lines.start();
    mock.timers.tick(60_000);
    assert.equal(drawn, 0);
    seen = true;
    lines.start();
    mock.timers.tick(10_000);
    assert.equal(drawn, 1);
    lines.dispose();
    mock.timers.tick(60_000);
    assert.equal(drawn, 1);
  });
});
