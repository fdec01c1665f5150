import assert from 'node:assert/strict';
import { changesOf } from '../../../server/src/cluster/changes.ts';
import type { Problem } from '../../../server/src/cluster/check.ts';
import type { Health } from '../../../server/src/cluster/health.ts';

const problem = (check: string, change: Partial<Problem> = {}): Problem => ({
  check,
  severity: 'warning',
  subject: { kind: 'topic', name: 'orders' },
  message: check,
  ...change,
});
const health = (problems: Problem[], unchecked: string[] = []): Health => ({
  state: 'warning',
  problems,
  unchecked: unchecked.map((check) => ({ check, reason: 'no answer' })),
});

/** Plays looks one after the other; what each one told, as +message and -message. */
function told(...looks: Health[]): string[][] {
  let known: ReadonlyMap<string, Problem> = new Map();
  return looks.map((look) => {
    const changes = changesOf(known, look);
    known = changes.known;
    return [
      ...changes.appeared.map(({ message }) => `+${message}`),
      ...changes.gone.map(({ message }) => `-${message}`),
    ];
  });
}

describe('changes between two looks at a cluster', () => {
  it('are problems that are new and problems that are gone', () => {
    assert.deepEqual(
      told(health([problem('a')]), health([problem('a'), problem('b')]), health([problem('b')])),
      [['+a'], ['+b'], ['-a']],
    );
  });

  it('are not numbers that move on, but another severity is one', () => {
    const lag = (message: string, severity: Problem['severity']) =>
      health([problem('lag', { message, severity })]);
    assert.deepEqual(
      told(lag('40 behind', 'warning'), lag('50 behind', 'warning'), lag('60 behind', 'error')),
      [['+40 behind'], [], ['+60 behind']],
    );
  });

  it('are none where a check could not look: its problems are known still', () => {
    const seen = health([problem('a')]);
    assert.deepEqual(told(seen, health([], ['a']), seen, health([])), [['+a'], [], [], ['-a']]);
  });

  it('tell problems of one check in one subject apart by what they are about', () => {
    const both = [problem('a', { about: 'x', message: 'x' }), problem('a', { about: 'y', message: 'y' })];
    assert.deepEqual(told(health(both), health(both.slice(1))), [['+x', '+y'], ['-x']]);
  });
});
