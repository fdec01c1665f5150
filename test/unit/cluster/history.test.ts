import assert from 'node:assert/strict';
import { lagOf, recordOf, remember } from '../../../server/src/cluster/history.ts';
import { group, snapshot, topic } from './snapshots.ts';

describe('the lag of a group', () => {
  const at = (takenAt: number, ...lags: number[]) =>
    snapshot({ takenAt, groups: { list: [group('billing', lags)] } });
  const lagNow = (now: ReturnType<typeof at>, before?: ReturnType<typeof at>) => {
    const [billing] = now.groups.list;
    assert.ok(billing);
    return lagOf(billing, now.takenAt, before ? [recordOf(before)] : []);
  };

  it('is the sum and the largest over partitions', () => {
    const worst = { topic: 'orders', partition: 1 };
    assert.deepEqual(lagNow(at(0, 10, 30, 0)), { sum: 40, max: 30, unknown: 0, worst });
  });

  it('in seconds is the lag over what was consumed since the poll before', () => {
    // In 10 s partition 0 went on by 20 and has 10 to go, partition 1 by 5 and has 30 to go.
    const lag = lagNow(at(20_000, 10, 30), at(10_000, 30, 35));
    assert.equal(lag?.seconds, 40 / 2.5);
    assert.equal(lag?.maxSeconds, 30 / 0.5);
    assert.equal(lag?.trend, 'shrinking');
  });

  it('has no time when nothing was consumed', () => {
    const lag = lagNow(at(20_000, 30), at(10_000, 30));
    assert.equal(lag?.seconds, undefined);
    assert.equal(lag?.trend, 'steady');
  });

  it('counts partitions whose end is not known apart', () => {
    const offsets = {
      state: 'read' as const,
      value: [{ topic: 'orders', partition: 0, committed: 5, lag: undefined }],
    };
    assert.deepEqual(lagOf(group('billing', [], { offsets }), 0), { sum: 0, max: 0, unknown: 1 });
  });

  it('is not there when offsets may not be read', () => {
    assert.equal(lagOf(group('billing', [], { offsets: { state: 'not-authorized' } }), 0), undefined);
  });
});

describe('the history of a cluster', () => {
  const offsets = (committed: number) => ({
    state: 'read' as const,
    value: [{ topic: 'orders', partition: 0, committed, lag: 1 }],
  });
  const poll = (i: number) =>
    snapshot({ takenAt: i, groups: { list: [group('billing', [], { offsets: offsets(i) })] } });

  it('keeps thirty polls, the latest first, and offsets by partition of two only', () => {
    let history: ReturnType<typeof remember> = [];
    for (let i = 1; i <= 50; i++) history = remember(history, poll(i * 5000));
    assert.deepEqual(
      history.map(({ takenAt, groups }) => [takenAt, groups.billing?.consumed]),
      Array.from({ length: 30 }, (_, i) => [(50 - i) * 5000, (50 - i) * 5000]),
    );
    assert.deepEqual(
      history.map(({ groups }) => groups.billing?.committed !== undefined),
      history.map((_, i) => i < 2),
    );
  });

  it('holds minutes, not seconds, where somebody looks every second: the latest look and some before', () => {
    let history: ReturnType<typeof remember> = [];
    for (let i = 1; i <= 200; i++) history = remember(history, poll(i * 1000));
    const times = history.map(({ takenAt }) => takenAt / 1000);
    assert.equal(times[0], 200);
    assert.equal(times.length, 30);
    assert.ok((times[0] ?? 0) - (times.at(-1) ?? 0) > 100, times.join(' '));
  });

  it('knows since when a topic gets no messages', () => {
    const ends = (takenAt: number, endOffset: number) =>
      snapshot({
        takenAt,
        topics: [
          { ...topic('orders', []), partitions: [{ id: 0, leader: 1, replicas: [1], isr: [1], endOffset }] },
        ],
      });
    const since = (...offsets: number[]) =>
      offsets.reduce<ReturnType<typeof remember>>(
        (history, end, i) => remember(history, ends(i * 5000, end)),
        [],
      )[0]?.quietSince.orders;
    assert.equal(since(7, 7, 7), 0);
    assert.equal(since(7, 8, 8, 8), 5000);
  });

  it('knows since when a topic is under-replicated, and begins anew once it was not', () => {
    const state = (takenAt: number, partition: string) =>
      snapshot({ takenAt, topics: [topic('orders', [partition])] });
    const since = (...partitions: string[]) =>
      partitions.reduce<ReturnType<typeof remember>>(
        (history, partition, i) => remember(history, state(i, partition)),
        [],
      )[0]?.underReplicated;
    assert.deepEqual(since('1,2,3', '1,2,3/1,2', '1,2,3/1', '1,2,3/1,3'), { orders: 1 });
    assert.deepEqual(since('1,2,3/1,2', '1,2,3', '1,2,3/1,2'), { orders: 2 });
    assert.deepEqual(since('1,2,3/1,2', '1,2,3'), {});
  });
});
