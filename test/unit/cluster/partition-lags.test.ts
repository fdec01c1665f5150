import assert from 'node:assert/strict';
import { recordOf } from '../../../server/src/cluster/history.ts';
import { partitionLags, topicLags } from '../../../server/src/cluster/partition-lags.ts';
import type { GroupOffset } from '../../../server/src/cluster/snapshot/types.ts';
import { group, snapshot } from './snapshots.ts';

const at = (topic: string, partition: number, committed: number, lag?: number): GroupOffset => ({
  topic,
  partition,
  committed,
  lag,
});
const of = (...value: GroupOffset[]) => group('billing', [], { offsets: { state: 'read', value } });
const now = of(
  at('orders', 0, 130, 60),
  at('orders', 1, 100, 0),
  at('orders', 2, 50, 10),
  at('payments', 0, -1),
);
const tenSecondsAgo = recordOf(
  snapshot({
    takenAt: 990_000,
    groups: { list: [of(at('orders', 0, 100, 90), at('orders', 1, 100, 0), at('orders', 2, 50, 5))] },
  }),
);

describe('the lag of a group in its partitions', () => {
  it('is in messages, and in seconds where the group has moved on since the look before', () => {
    assert.deepEqual(
      partitionLags(now, 1_000_000, [tenSecondsAgo]).map(({ topic, partition, lag, seconds }) => [
        `${topic}-${partition}`,
        lag,
        seconds,
      ]),
      [
        // 30 messages in 10 seconds.
        ['orders-0', 60, 20],
        ['orders-1', 0, 0],
        ['orders-2', 10, undefined],
        ['payments-0', undefined, undefined],
      ],
    );
    assert.equal(partitionLags(now, 1_000_000, [])[0]?.seconds, undefined);
  });

  it('is added up by topic: the sum, the most, the longest', () => {
    assert.deepEqual(topicLags(partitionLags(now, 1_000_000, [tenSecondsAgo])), [
      { topic: 'orders', sum: 70, max: 60, maxSeconds: 20 },
    ]);
    assert.deepEqual(topicLags(partitionLags(now, 1_000_000, [])), [{ topic: 'orders', sum: 70, max: 60 }]);
    const idle = of(at('orders', 0, 100, 0));
    assert.deepEqual(topicLags(partitionLags(idle, 1_000_000, [])), [
      { topic: 'orders', sum: 0, max: 0, maxSeconds: 0 },
    ]);
  });

  it('is not there where offsets may not be read', () => {
    assert.deepEqual(
      partitionLags(group('billing', [], { offsets: { state: 'not-authorized' } }), 0, []),
      [],
    );
  });
});
