import assert from 'node:assert/strict';
import { knownThresholds, thresholdsFrom } from '../../../server/src/cluster/thresholds.ts';

describe('thresholds', () => {
  it('are taken by the name of the check and their own', () => {
    assert.equal(knownThresholds.get('live-disk-usage.error')?.value, 85);
    assert.deepEqual(thresholdsFrom({ 'live-disk-usage.error': 90, 'live-leader-skew.factor': 1.5 }), {
      thresholds: { 'live-disk-usage.error': 90, 'live-leader-skew.factor': 1.5 },
      problems: [],
    });
  });

  it('that are none, or no number, are left out and told', () => {
    const wrong = {
      'live-disk-usage.eror': 90,
      'live-disk-usage.error': '90',
      'live-leader-skew.factor': -1,
    };
    assert.deepEqual(thresholdsFrom(wrong), {
      thresholds: {},
      problems: [
        'there is no threshold live-disk-usage.eror',
        'live-disk-usage.error must be a number, 0 or more',
        'live-leader-skew.factor must be a number, 0 or more',
      ],
    });
    assert.deepEqual(thresholdsFrom(null), { thresholds: {}, problems: [] });
    assert.deepEqual(thresholdsFrom('nonsense'), { thresholds: {}, problems: [] });
  });
});
