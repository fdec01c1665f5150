import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createMultimap } from '../../../server/src/review/multimap.ts';

describe('a map of several values by key', () => {
  it('holds what a map of sets holds, in the same order, whatever comes and goes', () => {
    const values = ['a', 'b', 'c'].map((name) => ({ name }));
    const step = fc.record({
      isNew: fc.boolean(),
      key: fc.constantFrom('x', 'y'),
      value: fc.constantFrom(...values),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const map = createMultimap<{ name: string }>();
        const plain = new Map([
          ['x', new Set<{ name: string }>()],
          ['y', new Set<{ name: string }>()],
        ]);
        for (const { isNew, key, value } of steps) {
          map[isNew ? 'add' : 'delete'](key, value);
          plain.get(key)?.[isNew ? 'add' : 'delete'](value);
        }
        for (const [key, expected] of plain) assert.deepEqual([...map.get(key)], [...expected]);
        assert.deepEqual([...map.get('never')], []);
      }),
    );
  });
});
