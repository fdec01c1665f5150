import assert from 'node:assert/strict';
import { healthOf } from '../../../server/src/cluster/health.ts';
import type { PolledCluster } from '../../../server/src/cluster/polling.ts';
import type { ClusterSnapshot } from '../../../server/src/cluster/snapshot/types.ts';
import { quiet, unwatched, worsening } from '../../../server/src/cluster/worsening.ts';
import { snapshot, topic } from './snapshots.ts';

const polled = (change: Partial<ClusterSnapshot> = {}): PolledCluster => {
  const now = snapshot(change);
  return { snapshot: now, health: healthOf(now), history: [] };
};
const with_ = (...topics: ReturnType<typeof topic>[]): PolledCluster => polled({ topics });
const sound = polled();
const warned = with_(topic('orders', ['1,2,3/1,2'], 1));
const offline = with_(topic('orders', ['1,2,3/'], 1));
const lost: PolledCluster = {
  ...sound,
  unreachable: { diagnosis: { kind: 'refused', text: 'Nothing listens.' }, since: 0 },
};

/** Plays polls, each at its second; the texts that a person reads, with the second. */
function told(...polls: [second: number, cluster: PolledCluster][]): string[] {
  let watched = unwatched;
  return polls.flatMap(([second, cluster]) => {
    const step = worsening(watched, cluster, second * 1000);
    watched = step.watched;
    return step.notice ? [`${second} ${step.notice.severity} ${step.notice.text}`] : [];
  });
}

describe('a cluster that gets worse', () => {
  it('is told of, with what is worst', () => {
    const [notice, ...more] = told([0, sound], [10, offline]);
    assert.match(String(notice), /^10 error orders-0 has no leader.* And \d more problems?\.$/);
    assert.deepEqual(more, []);
  });

  it('is not told of at the first look, nor while it stays or gets better', () => {
    assert.deepEqual(told([0, offline], [100, offline], [200, warned], [300, sound]), []);
  });

  it('is told of when a warning becomes an error', () => {
    const full = (usableBytes: number) =>
      polled({
        brokers:
          sound.snapshot?.brokers.map((one) => ({
            ...one,
            logDirs: {
              state: 'read' as const,
              value: [{ path: '/data', totalBytes: 1000, usableBytes, bytes: 0 }],
            },
          })) ?? [],
      });
    const notices = told([0, full(300)], [100, full(190)], [200, full(190)], [300, full(100)]);
    assert.deepEqual(
      notices.map((text) => text.split(':')[0]),
      ['100 warning disk of broker 1 at 81 %', '300 error disk of broker 1 at 90 %'],
    );
  });

  it('is told of when it cannot be reached any more, and not again when it can', () => {
    assert.deepEqual(told([0, warned], [100, lost], [200, lost], [300, warned]), [
      '100 error not reachable. Nothing listens.',
    ]);
  });

  it('is told of once a minute at most; what comes between is kept, unless it heals', () => {
    const other = with_(topic('orders', ['1,2,3/1,2'], 1), topic('payments', ['1,2,3/1,2'], 1));
    const later = told([0, sound], [100, warned], [130, other], [100 + quiet.cluster / 1000, other]);
    assert.equal(later.length, 2);
    assert.match(String(later[1]), /^160 warning payments: /);
    assert.equal(told([0, sound], [100, warned], [130, other], [150, warned], [160, warned]).length, 1);
  });

  it('is not told of again and again when it comes and goes', () => {
    assert.equal(told([0, sound], [100, warned], [200, sound], [300, warned], [400, sound]).length, 1);
    // It was there from the beginning, and a broker's restart hid it.
    assert.deepEqual(told([0, warned], [900, warned], [910, sound], [940, warned]), []);
    const again = 100 + quiet.problem / 1000;
    assert.equal(told([0, sound], [100, warned], [200, sound], [again, warned]).length, 2);
  });
});
