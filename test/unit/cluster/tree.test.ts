import assert from 'node:assert/strict';
import { healthOf } from '../../../server/src/cluster/health.ts';
import { recordOf } from '../../../server/src/cluster/history.ts';
import type { PolledCluster } from '../../../server/src/cluster/polling.ts';
import type { ClusterSnapshot } from '../../../server/src/cluster/snapshot/types.ts';
import { childrenOf } from '../../../server/src/cluster/tree/children.ts';
import { clusterNode } from '../../../server/src/cluster/tree/cluster.ts';
import type { TreeNode } from '../../../server/src/cluster/tree/node.ts';
import { duration, shortCount, size } from '../../../server/src/cluster/words.ts';
import { clusterText } from '../../../server/src/reports/cluster-text.ts';
import { broker, entry, group, snapshot, topic } from './snapshots.ts';

function polled(change: Partial<ClusterSnapshot> = {}, before?: Partial<ClusterSnapshot>): PolledCluster {
  const now = snapshot(change);
  const history = before ? [recordOf(snapshot(before))] : [];
  return { snapshot: now, health: healthOf(now, history), history: [recordOf(now), ...history] };
}

const lines = (nodes: TreeNode[]): string[] =>
  nodes.map(({ state, label, description }) => `${state} ${label}: ${description}`);

describe('the tree of a cluster', () => {
  it('says in its own line what is worst, and how old it is', () => {
    const line = (of: PolledCluster): string[] => lines([clusterNode('prod', of, 1_012_000)]);
    assert.deepEqual(line(polled()), ['good prod: all good · 12 s ago']);
    const topics = [topic('orders', ['1,2,3/1,2', '1,2,3/'])];
    assert.deepEqual(line(polled({ topics })), [
      'error prod: 1 offline, 1 topic under-replicated, 2 more · 12 s ago',
    ]);
    assert.deepEqual(line({ history: [] }), ['unknown prod: connecting']);
  });

  it('is never good about what may not be seen', () => {
    const acls = { state: 'not-authorized' } as const;
    const own = clusterNode('prod', polled({ acls, connected: { tls: true, sasl: true } }), 1_012_000);
    assert.deepEqual(lines([own]), [
      'unknown prod: nothing wrong was seen · 1 check could not look · 12 s ago',
    ]);
  });

  it('counts the same problems in its own line, above their list, in the list and in the terminal', () => {
    const denied = { state: 'not-authorized' } as const;
    const strict = topic('strict', ['1,2,3'], 3);
    for (const change of [
      {},
      { topics: [strict, topic('single', ['1'])] },
      { topics: [strict], acls: denied, groups: { list: [group('old', [0], { state: 'Empty' })] } },
      { topics: [topic('orders', ['1,2,3/1,2', '1,2,3/']), strict] },
    ]) {
      const cluster = polled(change);
      const { problems = [], unchecked = [] } = cluster.health ?? {};
      const numbers = (text = ''): number =>
        [...text.matchAll(/\b\d+\b(?! s ago)/g)].reduce((sum, [n]) => sum + Number(n), 0);
      const all = problems.length + unchecked.length;
      assert.equal(numbers(clusterNode('prod', cluster, 1_012_000).description), all);
      const header = childrenOf(cluster, '').find(({ id }) => id === 'problems');
      assert.equal(numbers(header?.description), all);
      assert.equal(childrenOf(cluster, 'problems').length, all);
      const { snapshot: now, health } = cluster;
      assert.ok(now && health);
      const last =
        clusterText(now, health, [], { name: 'prod', color: false }).trimEnd().split('\n').at(-1) ?? '';
      assert.ok(
        last.startsWith(header?.description ?? 'no problems · '),
        `${last} begins with ${header?.description}`,
      );
    }
  });

  it('shows five hundred problems, and how many there are beside them', () => {
    const partitions = Array.from({ length: 600 }, () => '1,2,3/');
    const cluster = polled({ topics: [topic('orders', partitions)] });
    const shown = childrenOf(cluster, 'problems');
    assert.equal(shown.length, 501);
    assert.equal(shown.at(-1)?.label, `${(cluster.health?.problems.length ?? 0) - 500} more problems`);
  });

  it('keeps the last state below the reason when the cluster cannot be reached', () => {
    const diagnosis = { kind: 'refused' as const, text: 'nothing listens' };
    const lost = { ...polled(), unreachable: { diagnosis, since: 0 } };
    assert.deepEqual(lines([clusterNode('prod', lost, 1_012_000)]), [
      'error prod: not reachable · last seen 12 s ago',
    ]);
    assert.deepEqual(
      childrenOf(lost, '').map(({ label }) => label),
      ['nothing listens', 'Brokers', 'Topics', 'Consumer groups', 'Quorum'],
    );
  });

  it('has the worst topics first, and internal ones folded away', () => {
    const topics = [
      topic('a', ['1,2,3']),
      topic('b', ['1,2,3/1,2']),
      topic('c', ['1,2,3/']),
      topic('__consumer_offsets', ['1,2,3'], 2, { internal: true }),
    ];
    const nodes = childrenOf(polled({ topics }), 'topics');
    assert.deepEqual(
      nodes.map(({ label }) => label),
      ['c', 'b', 'a', 'Internal topics'],
    );
    assert.equal(nodes[0]?.description, '1 offline · 1 under-replicated · 1 × RF 3 · min ISR 2');
    assert.deepEqual(
      childrenOf(polled({ topics }), 'internal').map(({ label }) => label),
      ['__consumer_offsets'],
    );
  });

  it('shows a broker that is gone, one that is silent, and disks that may not be seen', () => {
    const silent = { state: 'silent', kind: 'no-answer', reason: 'it hangs' } as const;
    const brokers = [
      broker(1, { rack: null, logDirs: { state: 'not-authorized' } }),
      broker(2, { rack: null, answer: silent }),
      broker(3, { rack: null, registered: false }),
    ];
    assert.deepEqual(lines(childrenOf(polled({ brokers }), 'brokers')), [
      'good 1  b1.example.org:9092: leaders 1 · replicas 3 · disk: not authorized to see',
      'error 2  b2.example.org:9092: not answering',
      'error 3  b3.example.org:9092: not in the cluster',
    ]);
  });

  it('shows at a broker the worst that was found of it', () => {
    const full = [{ path: '/data', totalBytes: 1000, usableBytes: 100, bytes: 0 }];
    const brokers = [
      broker(1, { rack: null }),
      broker(2, { rack: null, logDirs: { state: 'read', value: full } }),
    ];
    assert.deepEqual(
      childrenOf(polled({ brokers }), 'brokers').map(({ state }) => state),
      ['good', 'error'],
    );
    const { snapshot: now, health } = polled({ brokers });
    assert.ok(now && health);
    const text = clusterText(now, health, [], { name: 'prod', color: false });
    assert.match(text, /✓ 1 {2}b1.*\n.*✖ 2 {2}b2.* 90 % disk/);
  });

  it('names the active controller only where it is known', () => {
    const text = (change: Partial<ClusterSnapshot>): string => {
      const { snapshot: now, health } = polled({ controllerId: 2, ...change });
      assert.ok(now && health);
      return clusterText(now, health, [], { name: 'prod', color: false });
    };
    assert.match(text({ quorum: { state: 'unsupported' } }), / 2 {2}b2.*active controller/);
    // With KRaft the metadata names any broker.
    assert.doesNotMatch(text({ quorum: { state: 'not-authorized' } }), /active controller/);
  });

  it('shows groups by lag, with trend and time to drain, and names with slashes', () => {
    const now = { groups: { list: [group('team/billing', [20]), group('audit', [50])] } };
    const before = {
      takenAt: 990_000,
      groups: { list: [group('team/billing', [40]), group('audit', [10])] },
    };
    const nodes = childrenOf(polled(now, before), 'groups');
    assert.deepEqual(lines(nodes), [
      'good audit: classic · Stable · 1 member · lag 50 · growing',
      'good team/billing: classic · Stable · 1 member · lag 20 · shrinking · about 10 s to drain',
    ]);
    assert.deepEqual(
      childrenOf(polled(now), 'group/team/billing').map(({ label }) => label),
      ['c', 'orders-0'],
    );
  });

  it('names the partition that is most behind', () => {
    const [line] = childrenOf(polled({ groups: { list: [group('a', [5, 1200, 0])] } }), 'groups');
    assert.equal(line?.description, 'classic · Stable · 1 member · lag 1205 · 1200 of it in orders-1');
  });

  it('leads from a problem to what it is about', () => {
    const topics = [topic('orders', ['1,2,3/1']), topic('__offsets', ['1,2,3/1'], 2, { internal: true })];
    const of = polled({
      topics,
      brokers: [broker(1), broker(2), broker(3, { registered: false, rack: null })],
      groups: { list: [group('billing', [9], { state: 'Dead' })] },
    });
    const ends = new Set<string>();
    for (const { label, about } of childrenOf(of, 'problems')) {
      if (!about) continue;
      // Each step is among the children of the one before.
      about.path.reduce((at, id) => {
        const found = childrenOf(of, at).some((child) => child.id === id);
        assert.ok(found, `${label}: ${id} stands below ${at}`);
        return id;
      }, '');
      ends.add(String(about.path.at(-1)));
    }
    for (const end of ['topic/orders', 'topic/__offsets', 'broker/3'])
      assert.ok(ends.has(end), `${end} is among ${[...ends].join(', ')}`);
  });

  it('says which brokers are controllers too, with KRaft and without', () => {
    const { quorum } = snapshot();
    assert.ok(quorum.state === 'read');
    const voters = [1, 2].map((id) => ({ id, logEndOffset: 500, lastCaughtUp: 999_900 }));
    const combined = { state: 'read' as const, value: { ...quorum.value, leaderId: 2, voters } };
    const brokers = [1, 2, 3].map((id) => broker(id, { rack: null }));
    const roles = (change: Partial<ClusterSnapshot>) =>
      childrenOf(polled({ brokers, ...change }), 'brokers').map(
        ({ description }) => description?.split(' · leaders')[0],
      );
    assert.deepEqual(roles({ quorum: combined }), [
      'controller',
      'active controller',
      'leaders 1 · replicas 3 · 10 % disk',
    ]);
    assert.deepEqual(roles({ quorum: { state: 'unsupported' }, controllerId: 3 })[2], 'controller');
  });

  it("tells a topic's own settings on hover", () => {
    const own = [entry('retention.ms', '1000'), entry('segment.bytes', '9', 'default')];
    const topics = [topic('orders', ['1,2,3'], 2, { config: { state: 'read', value: own } })];
    const [line] = childrenOf(polled({ topics }), 'topics');
    assert.deepEqual(line?.tooltip?.split('\n').slice(2), ['retention.ms = 1000']);
  });

  const labels = (nodes: TreeNode[]): string[] => nodes.map(({ label }) => label);
  const header = (of: PolledCluster, label: string, lists = {}): TreeNode | undefined =>
    childrenOf(of, '', lists).find((line) => line.label === label);

  it('gives what is worth copying: the address of a broker, a partition with its topic', () => {
    const brokers = [broker(1, { rack: null })];
    assert.equal(childrenOf(polled({ brokers }), 'brokers')[0]?.name, 'b1.example.org:9092');
    assert.equal(childrenOf(polled(), 'topic/orders')[1]?.name, 'orders-1');
  });

  it('marks a topic by its worst problem, whatever check found it', () => {
    const topics = [topic('single', ['1'], 1), topic('sound', ['1,2,3'])];
    assert.deepEqual(
      childrenOf(polled({ topics }), 'topics').map(({ label, state }) => `${state} ${label}`),
      ['warning single', 'good sound'],
    );
  });

  it('filters and sorts topics, and says so in their header', () => {
    const topics = [
      topic('orders', ['1,2,3']),
      topic('orders-dlq', ['1,2,3', '1,2,3']),
      topic('payments', ['1,2,3']),
    ];
    const lists = { topics: { filter: 'orders', sort: 'partitions' as const } };
    assert.deepEqual(labels(childrenOf(polled({ topics }), 'topics', lists)), ['orders-dlq', 'orders']);
    const shown = header(polled({ topics }), 'Topics', lists);
    assert.equal(shown?.description, '2 of 3 · filter "orders" · by partitions');
    assert.equal(shown?.list, 'filtered');
    assert.equal(header(polled({ topics }), 'Topics')?.description, '3');
  });

  it('filters and sorts groups', () => {
    const groups = { list: [group('a-billing', [1]), group('b-audit', [9]), group('c-billing', [5])] };
    const order = (how: object) => labels(childrenOf(polled({ groups }), 'groups', { groups: how }));
    assert.deepEqual(order({}), ['b-audit', 'c-billing', 'a-billing']);
    assert.deepEqual(order({ sort: 'name', filter: 'billing' }), ['a-billing', 'c-billing']);
  });

  it('shows no more of a long list than can be drawn, and how many are left', () => {
    const topics = Array.from({ length: 10_000 }, (_, i) => topic(`t${i}`, ['1,2,3']));
    const nodes = childrenOf(polled({ topics }), 'topics', { topics: { sort: 'name' } });
    assert.equal(nodes.length, 501);
    assert.equal(nodes.at(-1)?.label, '9500 more');
    assert.deepEqual(labels(childrenOf(polled({ topics }), 'topics', { topics: { filter: 't9999' } })), [
      't9999',
    ]);
  });

  it('marks topics as incomplete, with what is missing', () => {
    const denied = { state: 'not-authorized' } as const;
    const tooltip = (change: Partial<ClusterSnapshot>): string | undefined => {
      const shown = header(polled(change), 'Topics');
      assert.match(String(shown?.description), / · incomplete$/);
      return shown?.tooltip;
    };
    assert.match(String(tooltip({ seesAll: false })), /Only the topics that this user may describe/);
    assert.match(
      String(tooltip({ topics: [topic('orders', ['1,2,3'], 2, { config: denied })] })),
      /configuration of 1 topic was not read/,
    );
    assert.match(
      String(tooltip({ topics: [topic('orders', [], 2, { error: 'TOPIC_AUTHORIZATION_FAILED' })] })),
      /could not tell about orders/,
    );
    assert.match(
      String(tooltip({ brokers: [broker(1), broker(2, { logDirs: denied })] })),
      /log directories of broker 2/,
    );
  });

  it('has nothing below what is gone', () => {
    for (const id of ['topic/gone', 'broker/9', 'group/gone', 'rack/none', 'nonsense']) {
      assert.deepEqual(childrenOf(polled(), id), []);
    }
  });
});

describe('words for numbers', () => {
  it('are those people use', () => {
    assert.deepEqual([12, 9999, 12_345, 1_234_567].map(shortCount), ['12', '9999', '12.3 k', '1.2 M']);
    assert.deepEqual([0, 1023, 1536, 2 ** 30, 1.5 * 2 ** 40].map(size), [
      '0 B',
      '1023 B',
      '1.5 KiB',
      '1.0 GiB',
      '1.5 TiB',
    ]);
    assert.deepEqual([5, 119, 120, 7199, 7200].map(duration), ['5 s', '119 s', '2 min', '120 min', '2 h']);
  });
});
