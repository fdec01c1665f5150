import assert from 'node:assert/strict';
import { matcher } from '../../../server/src/kustomize/selector.ts';

describe('a pattern for names in a kustomization', () => {
  it('means what it says', () => {
    assert.equal(matcher('^(?:orders-.*|.*-audit)$')('orders-eu'), true);
    assert.equal(matcher('^(?:orders-.*|.*-audit)$')('eu-audit'), true);
    assert.equal(matcher('^(?:a[|(]?b{2})$')('a|bb'), true);
    assert.equal(matcher('^(?:(a|b)-(c|d)-.+)$')('b-c-1'), true);
    assert.equal(matcher('^(?:(a|b)-(c|d)-.+)$')('e-c-1'), false);
  });

  // The test's own time limit is the proof: tried one way after the other, each would outlive us.
  it('of a stranger matches nothing when it takes too long', () => {
    const text = 'a'.repeat(250);
    for (const pattern of [
      '(a|a)'.repeat(39),
      `${'a?'.repeat(90)}b`,
      '(a+)+b',
      '(a|a)*b',
      '(?:(?:a|a){9}){9}b',
      `${'.*a'.repeat(50)}b`,
      `${'(a||)'.repeat(38)}b`,
      '[',
      '(?<n>a)\\k<n>*b*c*d*',
    ])
      assert.equal(matcher(`^(?:${pattern})$`)(text), false, pattern);
  });
});
