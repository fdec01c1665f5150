import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Part } from '../../../server/src/model/place.ts';
import type { Suppression } from '../../../server/src/readers/reading.ts';
import { silencer } from '../../../server/src/review/silenced.ts';

const parts: Part[] = [0, 1].map((n) => ({
  uri: `file:///${n}`,
  format: 'yaml' as const,
  text: ' '.repeat(100),
  offset: 0,
}));
const part = fc.constantFrom(...parts);
const place = fc
  .record({ part, start: fc.nat(99), length: fc.oneof(fc.nat(3), fc.nat(100)) })
  .map(({ part: where, start, length }) => ({ part: where, start, end: start + length }));
const rule = fc.constantFrom('a', 'b', 'c');
const suppression: fc.Arbitrary<Suppression> = fc.record({
  rules: fc.array(rule, { maxLength: 2 }),
  reason: fc.string(),
  scope: fc.constantFrom('range', 'range', 'range', 'file'),
  place,
  at: place,
});

describe('what silences a finding', () => {
  it('is the first comment of all that speaks of its rule and reaches over its place', () => {
    fc.assert(
      fc.property(fc.array(suppression), rule, place, (all, id, at) => {
        const first = all.find(
          ({ rules, scope, place: range }) =>
            (rules.length === 0 || rules.includes(id)) &&
            (scope === 'file' ||
              (range.part === at.part &&
                at.start >= range.start &&
                at.start < Math.max(range.end, range.start + 1))),
        );
        assert.equal(silencer(all)(id, at), first);
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });
});
