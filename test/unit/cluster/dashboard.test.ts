import assert from 'node:assert/strict';
import { dashboardOf } from '../../../server/src/cluster/dashboard.ts';
import { healthOf } from '../../../server/src/cluster/health.ts';
import { extend, type LagSeries, noLags } from '../../../server/src/cluster/lag-series.ts';
import type { ClusterSnapshot } from '../../../server/src/cluster/snapshot/types.ts';
import { broker, group, snapshot, topic } from './snapshots.ts';

const dashboard = (change: Partial<ClusterSnapshot>) => {
  const now = snapshot(change);
  return dashboardOf('prod', { snapshot: now, health: healthOf(now), history: [] });
};

describe('the figures of the dashboard', () => {
  it('count each partition once, in its worst state', () => {
    const partitions = ['1,2,3/', '1,2,3/1', '1,2,3/1,2', '1,2,3', '2,3,1'];
    const topics = [topic('orders', partitions, 2), topic('audit', ['1,2,3/1,2'], 1)];
    assert.deepEqual(dashboard({ topics }).figures?.partitions, [
      { state: 'offline', count: 1 },
      { state: 'below min ISR', count: 1 },
      { state: 'at min ISR', count: 1 },
      { state: 'under-replicated', count: 1 },
      { state: 'in sync', count: 2 },
    ]);
  });

  it('have brokers by rack, with what they lead, hold and have used; not known is not nothing', () => {
    const brokers = [
      broker(1, { rack: 'b' }),
      broker(2, { rack: 'a', logDirs: { state: 'not-authorized' } }),
      broker(3, { rack: 'b', registered: false }),
    ];
    const topics = [topic('orders', ['1,2', '2,1', '1,2'])];
    assert.deepEqual(dashboard({ brokers, topics }).figures?.brokers, [
      { id: 2, rack: 'a', live: true, leaders: 1, replicas: 3 },
      { id: 1, rack: 'b', live: true, leaders: 2, replicas: 3, disk: { used: 100, total: 1000 } },
      { id: 3, rack: 'b', live: false, leaders: 0, replicas: 0, disk: { used: 100, total: 1000 } },
    ]);
  });

  it('stand below the state in words, with the time they were read', () => {
    const { figures, ...said } = dashboard({});
    assert.deepEqual(said, { name: 'prod', state: 'good', summary: 'all good' });
    assert.equal(figures?.takenAt, snapshot().takenAt);
  });

  it('stay while the cluster cannot be reached, with the reason; without a first look there are none', () => {
    const now = snapshot();
    const unreachable = { diagnosis: { kind: 'refused' as const, text: 'Nothing listens.' }, since: 0 };
    const said = { name: 'prod', state: 'error', summary: 'not reachable', why: 'Nothing listens.' };
    const { figures, ...lost } = dashboardOf('prod', {
      snapshot: now,
      health: healthOf(now),
      history: [],
      unreachable,
    });
    assert.deepEqual(lost, said);
    assert.equal(figures?.partitions.length, 5);
    assert.deepEqual(dashboardOf('prod', { history: [], unreachable }), said);
    assert.deepEqual(dashboardOf('prod', { history: [] }), {
      name: 'prod',
      state: 'unknown',
      summary: 'connecting',
    });
  });
});

describe('the lag over the session', () => {
  const looked = (...looks: Record<string, number>[]): LagSeries =>
    looks.reduce<LagSeries>(
      (series, lags, i) =>
        extend(
          series,
          snapshot({
            takenAt: i * 1000,
            groups: { list: Object.entries(lags).map(([id, lag]) => group(id, [lag])) },
          }),
        ),
      noLags,
    );

  it('follows the groups that are behind, also when they have caught up, and knows when it knew nothing', () => {
    assert.deepEqual(looked({ a: 5, b: 0 }, { a: 0, b: 7 }, { b: 9 }), {
      times: [0, 1000, 2000],
      groups: { b: [null, 7, 9], a: [5, 0, null] },
    });
  });

  it('keeps the groups that are most behind', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`g${i}`, i]));
    const { groups } = looked(many);
    assert.deepEqual(Object.keys(groups).slice(0, 2), ['g49', 'g48']);
    assert.equal(Object.keys(groups).length, 12);
  });

  it('keeps the whole time with fewer points, the latest one among them', () => {
    const looks = Array.from({ length: 1000 }, (_, i) => ({ a: i + 1 }));
    const { times, groups } = looked(...looks);
    assert.ok(times.length <= 240 && times.length >= 120, String(times.length));
    assert.equal(times.at(-1), 999_000);
    assert.ok((times[0] ?? Number.NaN) < 10_000, String(times[0]));
    assert.deepEqual(
      groups.a,
      times.map((time) => time / 1000 + 1),
    );
  });
});
