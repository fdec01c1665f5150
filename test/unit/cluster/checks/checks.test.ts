import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { problemKey } from '../../../../server/src/cluster/changes.ts';
import { checks } from '../../../../server/src/cluster/checks/index.ts';
import { type Health, healthOf } from '../../../../server/src/cluster/health.ts';
import { type PollRecord, recordOf, remember } from '../../../../server/src/cluster/history.ts';
import { remedies } from '../../../../server/src/cluster/remedies.ts';
import type { ClusterSnapshot } from '../../../../server/src/cluster/snapshot/types.ts';
import { repository } from '../../../support/shared.ts';
import { broker, entry, group, snapshot, topic } from '../snapshots.ts';

/** Checks that found something in some test. */
const exercised = new Set<string>();

/** Severity, subject and message of what one check finds. */
function find(
  id: string,
  state: Partial<ClusterSnapshot>,
  history: PollRecord[] = [],
  thresholds = {},
): string[] {
  const health = healthOf(snapshot(state), history, thresholds);
  assert.equal(
    new Set(health.problems.map(problemKey)).size,
    health.problems.length,
    'problems can be told apart',
  );
  const found = health.problems.filter(({ check }) => check === id);
  if (found.length > 0) exercised.add(id);
  return found.map(({ severity, message }) => `${severity}: ${message}`);
}

const unchecked = (health: Health): string[] => health.unchecked.map(({ check }) => check);
const one = (found: string[], pattern: RegExp): void => {
  assert.equal(found.length, 1, found.join('\n'));
  assert.match(String(found[0]), pattern);
};
const three = (partition = '1,2,3'): ReturnType<typeof topic> => topic('orders', [partition]);
/** Polls before, the latest first. */
const polls = (...states: Partial<ClusterSnapshot>[]): PollRecord[] =>
  states.reduceRight<PollRecord[]>(
    (history, state, i) => remember(history, snapshot({ takenAt: 1_000_000 - (i + 1) * 10_000, ...state })),
    [],
  );

describe('live checks', () => {
  it('find nothing in a healthy cluster', () => {
    assert.deepEqual(healthOf(snapshot()), { state: 'good', problems: [], unchecked: [] });
  });

  it('are all listed, each once, each in a file of its own, with an id, a reason and a source', () => {
    const files = readdirSync(join(repository, 'server/src/cluster/checks')).filter(
      (name) => name !== 'index.ts',
    );
    assert.equal(checks.length, files.length);
    assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
    for (const check of checks) {
      assert.match(check.id, /^live-[a-z-]+$/);
      assert.ok(check.title && check.why && check.sources.length > 0, check.id);
      const { remedy, tools = [] } = remedies[check.id] ?? {};
      assert.ok(remedy && tools.some((command) => /^kafka-[a-z-]+\.sh( |$)/.test(command)), check.id);
      for (const source of check.sources) assert.ok(URL.canParse(source), source);
    }
  });

  it('have a page each, and no page is of a check that is gone', () => {
    assert.deepEqual(Object.keys(remedies).sort(), checks.map(({ id }) => id).sort());
  });

  it('put the worst first', () => {
    const health = healthOf(snapshot({ topics: [topic('orders', ['1,2,3/1,2', '1,2,3/'])] }));
    assert.deepEqual(
      health.problems.map(({ severity }) => severity),
      ['error', 'warning', 'warning', 'warning'],
    );
    assert.equal(health.state, 'error');
  });

  it('are never green about what may not be read', () => {
    const denied = { state: 'not-authorized' } as const;
    const health = healthOf(
      snapshot({
        brokers: [1, 2, 3].map((id) => broker(id, { config: denied, logDirs: denied })),
        topics: [{ ...three(), config: denied }],
        quorum: denied,
        acls: denied,
        reassignments: denied,
      }),
    );
    assert.equal(health.state, 'unknown');
    assert.deepEqual(unchecked(health).sort(), [
      'live-config-drift',
      'live-disk-usage',
      'live-no-controller',
      'live-quorum-lag',
      'live-reassignment',
      'live-under-min-isr',
      'live-unsecured',
    ]);
  });

  it('leave to settings from which value on they report', () => {
    const topics = [topic('orders', ['1,2,3/1,2', '1,2,3'])];
    const under = (thresholds: object, history: PollRecord[] = []) =>
      find('live-under-replicated', { topics }, history, thresholds).length;
    assert.equal(under({}), 1);
    assert.equal(under({ 'live-under-replicated.partitions': 1 }), 0);
    assert.equal(under({ 'live-under-replicated.minutes': 15 }), 0);
    const long = [recordOf(snapshot({ topics, takenAt: 1_000_000 - 16 * 60_000 }))];
    assert.equal(under({ 'live-under-replicated.minutes': 15 }, long), 1);
  });

  it('list settings on topics that are usually left to the cluster', () => {
    const own = (name: string, ...entries: ReturnType<typeof entry>[]) =>
      topic(name, ['1,2,3'], 2, {
        config: { state: 'read', value: [entry('min.insync.replicas', '2'), ...entries] },
      });
    const usual = own('a', entry('retention.ms', '1000'), entry('cleanup.policy', 'compact'));
    assert.deepEqual(find('live-non-default-topic-config', { topics: [usual] }), []);
    const topics = [
      usual,
      own('b', entry('flush.messages', '1')),
      own('c', entry('flush.messages', '1'), entry('leader.replication.throttled.replicas', '0:1,0:2')),
      own('d', entry('flush.ms', '5', 'static')),
    ];
    one(
      find('live-non-default-topic-config', { topics }),
      /^information: 2 settings on topics .*: flush\.messages=1 \(b, c\), leader\.replication\.throttled\.replicas \(c\)\./,
    );
  });

  describe('partitions', () => {
    it('offline: no leader, or a leader that is gone', () => {
      one(
        find('live-offline-partitions', { topics: [three('1,2,3/')] }),
        /error: orders-0 has no leader: no replica may lead/,
      );
      const gone = {
        brokers: [broker(1), broker(2), broker(3, { registered: false })],
        topics: [topic('orders', ['3'])],
      };
      one(
        find('live-offline-partitions', gone),
        /error: orders-0 has no leader: broker 3 is gone.*Start broker 3\./,
      );
    });
    it('under min ISR, at min ISR, under-replicated', () => {
      one(
        find('live-under-min-isr', { topics: [three('1,2,3/1')] }),
        /error: orders-0 has 1 of 3 replicas in sync, min\.insync\.replicas is 2: .*Bring back 2, 3/,
      );
      assert.deepEqual(find('live-under-min-isr', { topics: [three('1,2,3/1,2')] }), []);
      one(
        find('live-at-min-isr', { topics: [three('1,2,3/1,2')] }),
        /warning: orders: 1 of 1 partition have just min\.insync\.replicas = 2/,
      );
      assert.deepEqual(
        find('live-at-min-isr', { topics: [topic('orders', ['1,2,3'], 3)] }),
        [],
        'by setting, not by failure',
      );
      one(
        find('live-under-replicated', { topics: [three('1,2,3/1,3')] }),
        /orders: 1 of 1 partition under-replicated; broker 2 is behind or gone/,
      );
    });
    it('under-replicated: says for how long, and passes over those being moved', () => {
      const state = { topics: [three('1,2,3/1,3')] };
      const since = polls(
        { ...state, takenAt: 1_000_000 - 60_000 },
        { ...state, takenAt: 1_000_000 - 900_000 },
        {},
      );
      one(find('live-under-replicated', state, since), /under-replicated for 15 min/);
      const move = [{ topic: 'orders', partition: 0, replicas: [1, 2, 3], adding: [2], removing: [] }];
      const moving = { ...state, reassignments: { state: 'read' as const, value: move } };
      assert.deepEqual(find('live-under-replicated', moving), []);
      one(find('live-reassignment', moving), /information: 1 partition being moved: orders-0/);
    });
    it('in one rack, or sharing racks', () => {
      const brokers = [
        broker(1, { rack: 'a' }),
        broker(2, { rack: 'a' }),
        broker(3, { rack: 'b' }),
        broker(4, { rack: 'c' }),
      ];
      one(
        find('live-rack-violation', { brokers, topics: [topic('orders', ['1,2'])] }),
        /^error: orders: 1 of 1 partition have all replicas in one rack/,
      );
      one(
        find('live-rack-violation', { brokers, topics: [topic('orders', ['1,2,3'])] }),
        /^warning: .*share a rack; there are racks a, b, c/,
      );
      assert.deepEqual(find('live-rack-violation', { brokers, topics: [topic('orders', ['1,3,4'])] }), []);
    });
  });

  describe('brokers', () => {
    it('missing, fenced, silent, out of the in-sync sets', () => {
      const gone = broker(3, { registered: false, rack: null });
      one(
        find('live-broker-missing', { brokers: [broker(1), broker(2), gone] }),
        /error: broker 3 is not in the cluster, and holds a replica of 3 partitions/,
      );
      one(
        find('live-broker-missing', { brokers: [broker(1), broker(2), { ...gone, fenced: true }] }),
        /fenced: the controller gets no heartbeat/,
      );
      const silent = broker(2, {
        answer: { state: 'silent', kind: 'refused', reason: 'nothing listens there.' },
      });
      one(
        find('live-advertised-unreachable', { brokers: [broker(1), silent, broker(3)] }),
        /error: broker 2 advertises b2\.example\.org:9092 and cannot be used there: nothing listens/,
      );
    });
    it('that advertise to other machines what each has for itself', () => {
      const id = 'live-advertised-unreachable';
      const local = ['localhost', '127.0.0.1', '::1'].map((host, i) => broker(i + 1, { host }));
      assert.deepEqual(find(id, { brokers: local }), [], 'a development cluster on this machine');
      const connected = { tls: false, sasl: false, elsewhere: true as const };
      const found = find(id, { brokers: local, connected });
      assert.equal(found.length, 3);
      one(
        found.slice(0, 1),
        /^error: broker 1 advertises localhost:9092: clients on other machines look for it on their own/,
      );
      const far = broker(3, { answer: { state: 'answered', roundTripMs: 2, elsewhere: true } });
      assert.equal(find(id, { brokers: [...local.slice(0, 2), far] }).length, 2, 'others are elsewhere');
      const unknown = broker(3, { answer: { state: 'silent', kind: 'unknown', reason: 'no address' } });
      one(find(id, { brokers: [...local.slice(0, 2), unknown] }), /broker 3 advertises .* no address/);
      assert.deepEqual(find(id, { connected }), [], 'names that are no machine’s own');
    });
    it('in sync with few partitions', () => {
      one(
        find('live-out-of-isr-broker', { topics: [topic('orders', ['1,2,3/1,2', '2,3,1/2,1'])] }),
        /broker 3 is in sync with 0 of its 2 replicas/,
      );
    });
    it('without a rack, or in racks of different size', () => {
      const none = [1, 2, 3].map((id) => broker(id, { rack: null }));
      one(find('live-rack-missing', { brokers: none }), /none of the 3 brokers has a rack/);
      one(
        find('live-rack-missing', { brokers: [broker(1), broker(2), broker(3, { rack: null })] }),
        /broker 3 has no rack, the others have/,
      );
      one(
        find('live-rack-uneven', {
          brokers: [broker(1, { rack: 'a' }), broker(2, { rack: 'a' }), broker(3, { rack: 'b' })],
        }),
        /\(a 2, b 1\)/,
      );
    });
    it('with more leaders, more replicas, or leaders elsewhere', () => {
      const many = (replicas: string, n: number): string[] => new Array(n).fill(replicas);
      one(
        find('live-leader-skew', { topics: [topic('orders', [...many('1,2,3', 40), ...many('2,3,1', 10)])] }),
        /broker 1 leads 40 partitions, the mean is 17/,
      );
      one(
        find('live-replica-skew', { topics: [topic('orders', [...many('1,2', 30), ...many('1,3', 30)])] }),
        /broker 1 holds 60 replicas, the mean is 40/,
      );
      one(
        find('live-preferred-leader-imbalance', {
          topics: [topic('orders', ['1,2,3/2,1,3', '1,2,3', '2,3,1', '3,1,2'])],
        }),
        /broker 1: 1 of the 2 partitions that it should lead.*\(50 %\)/,
      );
      one(
        find('live-partitions-per-broker', { topics: [topic('orders', many('1', 11))] }, [], {
          'live-partitions-per-broker.recommended': 10,
        }),
        /warning: broker 1 holds 11 replicas, more than 10/,
      );
    });
    it('in a rack with more replicas than the other racks', () => {
      const racked = (racks: string[]) => racks.map((rack, i) => broker(i + 1, { rack }));
      const skew = (racks: string[], partitions: string[]) =>
        find('live-replica-skew', { brokers: racked(racks), topics: [topic('orders', partitions)] });
      const times = (n: number, ...partitions: string[]): string[] => new Array(n).fill(partitions).flat();
      // Both brokers of rack a are as full as the rack: one finding, not three.
      assert.deepEqual(skew(['a', 'a', 'b', 'b'], times(20, '1,2', '1,3', '2,4')), [
        'information: rack a holds 80 replicas, the mean of 2 racks is 60. Spread them with kafka-reassign-partitions.',
      ]);
      // One broker makes its rack so full: both are told.
      assert.equal(skew(['a', 'a', 'b', 'b'], times(20, '1,3', '1,4', '1,2')).length, 2);
      // Racks of one broker are their broker, and those of different numbers of brokers have a finding of their own.
      assert.match(String(skew(['a', 'b'], times(40, '1'))), /^information: broker 1 holds/);
      assert.match(
        String(skew(['a', 'a', 'b'], times(40, '1', '2'))),
        /^information: broker \d holds 40.*broker/,
      );
    });
    it('whose volumes are as large as the settings say, where Kafka does not', () => {
      const bytes = 9 * 2 ** 30;
      const brokers = [broker(1, { logDirs: { state: 'read', value: [{ path: '/data', bytes }] } })];
      const health = healthOf(snapshot({ brokers }));
      assert.ok(unchecked(health).includes('live-disk-usage'));
      one(
        find('live-disk-usage', { brokers }, [], { 'live-disk-usage.gibibytes': 10 }),
        /error: disk of broker 1 at 90 %: /,
      );
    });
    it('one volume of which is full, however empty the others are', () => {
      const dir = (path: string, usableBytes: number, totalBytes = 1000) => ({
        path,
        totalBytes,
        usableBytes,
        bytes: 0,
      });
      const logDirs = (...value: ReturnType<typeof dir>[]) =>
        broker(1, { logDirs: { state: 'read', value } });
      one(
        find('live-disk-usage', { brokers: [logDirs(dir('/a', 900), dir('/b', 50), dir('/c', 800))] }),
        /^error: disk of broker 1 at 95 %, \/b: /,
      );
    });
    it('that is fenced and holds nothing: no outage', () => {
      const brokers = [broker(1), broker(2), broker(3), broker(4, { registered: false, fenced: true })];
      one(
        find('live-broker-missing', { brokers }),
        /^information: broker 4 is fenced and holds nothing: .* unregister --id 4/,
      );
      assert.deepEqual(find('live-rack-uneven', { brokers }), []);
    });
    it('one of which is down: its rack has it still', () => {
      const racks = ['a', 'a', 'b', 'b'];
      const all = racks.map((rack, i) => broker(i + 1, { rack }));
      const down = all.map((each) => (each.id === 4 ? { ...each, registered: false, fenced: true } : each));
      assert.deepEqual(find('live-rack-uneven', { brokers: down }), []);
      const unknown = all.map((each) => (each.id === 4 ? { ...each, registered: false, rack: null } : each));
      assert.deepEqual(find('live-rack-uneven', { brokers: unknown }), []);
      one(find('live-rack-uneven', { brokers: all.slice(0, 3) }), /a 2, b 1/);
    });
    it('of which a user sees a part only: neither skewed nor even', () => {
      const topics = [topic('orders', new Array(40).fill('1,2,3'))];
      const health = healthOf(snapshot({ topics, seesAll: false }));
      for (const id of ['live-leader-skew', 'live-preferred-leader-imbalance', 'live-replica-skew'])
        assert.ok(unchecked(health).includes(id), id);
      assert.ok(find('live-leader-skew', { topics }).length > 0, 'it would be');
    });
    it('with a full, uneven or broken disk', () => {
      const disk = (id: number, usable: number, size = 0) =>
        broker(id, {
          logDirs: {
            state: 'read',
            value: [{ path: '/data', totalBytes: 1000, usableBytes: usable, bytes: size }],
          },
        });
      const found = find('live-disk-usage', { brokers: [disk(1, 390), disk(2, 150), disk(3, 190)] });
      assert.deepEqual(
        found.map((text) => text.split(': ').slice(0, 2).join(': ')),
        [
          'error: disk of broker 2 at 85 %',
          'warning: disk of broker 3 at 81 %',
          'information: disk of broker 1 at 61 %',
        ],
      );
      const lower = { 'live-disk-usage.error': 10 };
      one(
        find('live-disk-usage', { brokers: [disk(1, 800)] }, [], lower),
        /^error: disk of broker 1 at 20 %/,
      );
      const gib = 2 ** 30;
      one(
        find('live-disk-skew', {
          brokers: [disk(1, 900, 100 * gib), disk(2, 900, 50 * gib), disk(3, 900, 50 * gib)],
        }),
        /broker 1 holds 100 GiB, the mean is 67 GiB/,
      );
      const broken = broker(1, {
        logDirs: { state: 'read', value: [{ path: '/d2', error: 'KAFKA_STORAGE_ERROR', bytes: 0 }] },
      });
      one(
        find('live-log-dir-offline', { brokers: [broken, broker(2), broker(3)] }),
        /error: broker 1: log directory \/d2 is offline \(KAFKA_STORAGE_ERROR\)/,
      );
    });
    it('whose volumes a young topic is on its way to fill', () => {
      const looked = (size: number, usableBytes: number, ...entries: ReturnType<typeof entry>[]) => ({
        brokers: [
          broker(1, {
            logDirs: {
              state: 'read' as const,
              value: [{ path: '/data', totalBytes: 2 ** 40, usableBytes, bytes: size }],
            },
          }),
        ],
        topics: [
          topic('orders', ['1'], 1, {
            size,
            config: { state: 'read', value: [entry('min.insync.replicas', '1'), ...entries] },
          }),
        ],
      });
      const [mib, gib] = [2 ** 20, 2 ** 30];
      // Ten minutes ago it had 100 MiB less: 10 MiB a minute.
      const before = [recordOf(snapshot({ ...looked(0, 90 * gib), takenAt: 1_000_000 - 600_000 }))];
      const growth = (usable: number, ...entries: ReturnType<typeof entry>[]) =>
        find('live-topic-size-growth', looked(100 * mib, usable, ...entries), before);
      const week = entry('retention.ms', String(7 * 86_400_000), 'default');
      one(
        growth(90 * gib, week),
        /^warning: orders grows by 10 MiB a minute\. Kept for 7 d it will take 98 GiB, 109 % of what it could have; 90 GiB are free, full in about 7 d/,
      );
      assert.deepEqual(growth(200 * gib, week), []);
      const forEver = entry('retention.ms', '-1');
      one(growth(90 * gib, forEver), /Nothing limits how long it is kept/);
      assert.deepEqual(growth(900 * gib, forEver), [], 'in fifty days, and who knows what is then');
      assert.deepEqual(growth(90 * gib, week, entry('retention.bytes', String(gib))), []);
      assert.deepEqual(
        find('live-topic-size-growth', looked(100 * mib, 90 * gib, week), [
          recordOf(snapshot({ ...looked(0, 90 * gib), takenAt: 1_000_000 - 10_000 })),
        ]),
        [],
        'ten seconds say nothing yet',
      );
    });
    it('that answer slowly', () => {
      const slow = broker(2, { answer: { state: 'answered', roundTripMs: 400 } });
      one(
        find('live-slow-broker', { brokers: [broker(1), slow, broker(3)] }),
        /broker 2 took 400 ms to answer, the median is 2 ms/,
      );
    });
    it('configured differently, or at run time', () => {
      const config = (value: string, source: 'static' | 'dynamic-broker' = 'static') => ({
        config: { state: 'read' as const, value: [entry('log.retention.hours', value, source)] },
      });
      const brokers = [
        broker(1, config('24')),
        broker(2, config('24')),
        broker(3, config('168', 'dynamic-broker')),
      ];
      one(
        find('live-config-drift', { brokers }),
        /log\.retention\.hours differs: 24 on broker 1, 2; 168 on broker 3/,
      );
      const written = [broker(1, config('168')), broker(2), broker(3)];
      assert.deepEqual(find('live-config-drift', { brokers: written }), [], 'the default, written down');
      one(
        find('live-config-drift', { brokers: [broker(1, config('24')), broker(2), broker(3)] }),
        /24 on broker 1; 168 on broker 2, 3/,
      );
      one(
        find('live-dynamic-overrides', { brokers }),
        /1 broker setting set dynamically, over the files: log\.retention\.hours/,
      );
    });
  });

  describe('the cluster', () => {
    it('without a controller, or with a lagging or even quorum', () => {
      one(
        find('live-no-controller', { quorum: { state: 'failed', reason: 'TIMEOUT' } }),
        /error: no active controller: the quorum does not answer \(TIMEOUT\)/,
      );
      assert.deepEqual(
        find('live-no-controller', { quorum: { state: 'unsupported' } }),
        [],
        'ZooKeeper mode',
      );
      one(find('live-no-controller', { quorum: { state: 'unsupported' }, controllerId: -1 }), /error/);
      const voters = [100, 101].map((id) => ({
        id,
        logEndOffset: id === 100 ? 5000 : 3000,
        // The controllers' clock is not this machine's.
        lastCaughtUp: id === 100 ? 5_000_000 : 4_970_000,
      }));
      const quorum = {
        state: 'read' as const,
        value: { leaderId: 100, leaderEpoch: 1, highWatermark: 1, voters, observers: [] },
      };
      const found = find('live-quorum-lag', { quorum });
      assert.match(
        String(found[0]),
        /warning: controller 101 is 2000 records behind, last caught up 30 s ago/,
      );
      assert.match(String(found[1]), /information: the quorum has 2 voters/);
    });
    it('with a single controller, or with one that never followed', () => {
      const quorum = (...ends: number[]) => ({
        quorum: {
          state: 'read' as const,
          value: {
            leaderId: 100,
            leaderEpoch: 1,
            highWatermark: 1,
            voters: ends.map((logEndOffset, i) => ({ id: 100 + i, logEndOffset })),
            observers: [],
          },
        },
      });
      one(find('live-quorum-lag', quorum(500)), /^warning: the cluster has 1 controller/);
      assert.deepEqual(find('live-quorum-lag', { ...quorum(500), brokers: [broker(1)] }), [], 'one broker');
      const silent = quorum(500, 499, -1);
      const found = /^warning: controller 102 has not followed since the leader was elected/;
      one(find('live-quorum-lag', silent), found);
      one(find('live-quorum-lag', silent, polls(silent)), found);
      assert.deepEqual(
        find('live-quorum-lag', silent, polls({ controllerId: 1, quorum: { state: 'unsupported' } })),
        [],
      );
    });
    it('whose active controller changes again and again', () => {
      const led = (leaderId: number) => ({
        quorum: {
          state: 'read' as const,
          value: { leaderId, leaderEpoch: 1, highWatermark: 1, voters: [], observers: [] },
        },
      });
      const lost = { quorum: { state: 'failed' as const, reason: 'TIMEOUT' } };
      one(
        find('live-controller-changes', led(100), polls(led(101), lost, led(100), led(102))),
        /^warning: the active controller changed 3 times in 40 s/,
      );
      assert.deepEqual(find('live-controller-changes', led(100), polls(led(100), lost, led(102))), []);
      const zooKeeper = (controllerId: number) => ({
        controllerId,
        quorum: { state: 'unsupported' as const },
      });
      one(
        find('live-controller-changes', zooKeeper(1), polls(zooKeeper(2), zooKeeper(1))),
        /changed 2 times/,
      );
    });
    it('in the middle of an upgrade', () => {
      const brokers = [
        broker(1),
        broker(2),
        broker(3, { kafka: '4.4', supports: { 'metadata.version': 33 } }),
      ];
      one(find('live-feature-mismatch', { brokers }), /different releases \(4\.3: 1, 2; 4\.4: 3\)/);
      one(
        find('live-feature-mismatch', { features: { 'metadata.version': 21 } }),
        /metadata\.version is 3\.9-IV0, every broker supports 4\.3-IV0/,
      );
    });
    it('open to anybody', () => {
      const none = { state: 'read' as const, value: { enabled: false, count: 0, allowAll: 0 } };
      one(
        find('live-unsecured', { acls: none, connected: { tls: false, sasl: false } }),
        /^error: a plaintext connection without sign-in works, and there is no authorizer/,
      );
      one(find('live-unsecured', { acls: none }), /^warning: there is no authorizer/);
      one(
        find('live-unsecured', { connected: { tls: false, sasl: false } }),
        /^warning: a plaintext connection/,
      );
      one(
        find('live-unsecured', { acls: { state: 'read', value: { enabled: true, count: 1, allowAll: 1 } } }),
        /1 ACL allows User:\*/,
      );
      const local = [1, 2].map((id) => broker(id, { host: id === 1 ? 'localhost' : '127.0.0.1' }));
      one(
        find('live-unsecured', { acls: none, connected: { tls: false, sasl: false }, brokers: local }),
        /^information: .* advertise this machine only/,
      );
      one(
        find('live-unsecured', {
          acls: none,
          connected: { tls: false, sasl: false },
          brokers: [...local, broker(3)],
        }),
        /^error/,
      );
    });
  });

  describe('topics', () => {
    it('with too few replicas or an unfit min ISR', () => {
      one(
        find('live-replication-factor', { topics: [topic('orders', ['1'], 1)] }),
        /warning: orders has replication factor 1/,
      );
      one(
        find('live-replication-factor', { topics: [topic('orders', ['1,2'], 1)] }),
        /information: orders has replication factor 2/,
      );
      assert.deepEqual(
        find('live-replication-factor', { brokers: [broker(1)], topics: [topic('orders', ['1'], 1)] }),
        [],
        'one broker',
      );
      one(
        find('live-min-isr-setting', { topics: [topic('orders', ['1,2,3'], 4)] }),
        /error: .* is more than its 3 replicas/,
      );
      one(
        find('live-min-isr-setting', { topics: [topic('orders', ['1,2,3'], 3)] }),
        /warning: .*one stopped broker blocks/,
      );
      one(
        find('live-min-isr-setting', { topics: [topic('orders', ['1,2,3'], 1)] }),
        /information: .*is 1 with 3 replicas/,
      );
    });
    it('with a min ISR above the replication factor, as their Kafka counts', () => {
      const topics = [topic('orders', ['1'], 2)];
      const [old, recent] = ['3.6', '3.7'].map((kafka) => [1, 2, 3].map((id) => broker(id, { kafka })));
      one(find('live-under-min-isr', { topics, brokers: old ?? [] }), /writes with acks=all fail/);
      assert.deepEqual(find('live-under-min-isr', { topics, brokers: recent ?? [] }), []);
      one(
        find('live-min-isr-setting', { topics: [topic('orders', ['1,2,3'], 4)], brokers: recent ?? [] }),
        /one stopped broker blocks/,
      );
    });
    it('of Kafka itself that are not safe', () => {
      const every = ['1,2,3', '2,3,1', '3,1,2'];
      const offsets = topic('__consumer_offsets', ['1', '1', '1'], 1, { internal: true });
      one(
        find('live-internal-topics', { topics: [offsets] }),
        /error: __consumer_offsets has replication factor 1 with 3 brokers/,
      );
      const config = {
        state: 'read' as const,
        value: [entry('min.insync.replicas', '2'), entry('cleanup.policy', 'delete')],
      };
      one(
        find('live-internal-topics', {
          topics: [topic('__consumer_offsets', every, 2, { internal: true, config })],
        }),
        /error: .*cleanup\.policy delete/,
      );
      one(
        find('live-internal-topics', {
          topics: [topic('__consumer_offsets', every, 3, { internal: true })],
        }),
        /warning: .*stops commits/,
      );
      one(
        find('live-internal-topics', {
          topics: [topic('__consumer_offsets', ['1,2,3'], 2, { internal: true })],
        }),
        /^information: __consumer_offsets has 1 partition with 3 brokers: .* consumer groups/,
      );
    });
    it('that nobody uses', () => {
      const state = { topics: [topic('orders', ['1,2,3']), topic('old', ['1,2,3'])] };
      const hours = 3_600_000;
      const [latest] = polls(state);
      assert.ok(latest);
      const quiet = (since: number) => [{ ...latest, quietSince: { orders: since, old: since } }];
      one(
        find('live-unused-topics', { ...state, takenAt: 25 * hours }, quiet(0)),
        /1 topic without a consumer group and without a new message for 24 h: old/,
      );
      assert.deepEqual(find('live-unused-topics', { ...state, takenAt: 25 * hours }, quiet(2 * hours)), []);
      assert.deepEqual(find('live-unused-topics', state, polls(state)), [], 'too early to tell');
    });
  });

  describe('consumer groups', () => {
    const behind = (...lags: number[]) => ({ groups: { list: [group('billing', lags)] } });
    const at = (committed: number, lag: number) => ({
      groups: {
        list: [
          group('billing', [], {
            offsets: { state: 'read', value: [{ topic: 'orders', partition: 0, committed, lag }] },
          }),
        ],
      },
    });
    it('falling behind for a minute although it commits, or beyond a threshold', () => {
      const minute = [70, 60, 50, 40, 30, 20].map((lag, i) => at(95 - i * 10, lag));
      one(
        find('live-consumer-lag', at(100, 80), polls(...minute)),
        /billing is 80 messages behind, 80 of them in orders-0, growing for 60 s/,
      );
      assert.deepEqual(
        find('live-consumer-lag', at(100, 80), polls(...minute.slice(0, 5))),
        [],
        'too early to tell',
      );
      assert.deepEqual(find('live-consumer-lag', at(100, 65), polls(...minute)), [], 'it shrinks');
      const pausing = [70, 60, 50, 40, 30, 20].map((lag) => at(100, lag));
      assert.deepEqual(find('live-consumer-lag', at(100, 80), polls(...pausing)), [], 'between two commits');
      one(
        find('live-consumer-lag', behind(40), [], { 'live-consumer-lag.messages': 39 }),
        /40 messages behind/,
      );
      one(
        find('live-consumer-lag', at(10, 120), polls(at(0, 120)), { 'live-consumer-lag.minutes': 1 }),
        /about 2 min to drain/,
      );
    });
    it('stuck: members, messages, no commit', () => {
      const waiting = Array.from({ length: 12 }, (_, i) => at(5, 120 - i * 10));
      one(
        find('live-group-stuck', at(5, 130), polls(...waiting)),
        /billing is Stable, 130 messages behind, and has committed nothing for 2 min while more arrive/,
      );
      assert.deepEqual(
        find('live-group-stuck', at(5, 130), polls(...waiting.slice(1))),
        [],
        'too early to tell',
      );
      assert.deepEqual(
        find('live-group-stuck', at(5, 40), polls(...waiting.map(() => at(5, 40)))),
        [],
        'nothing new came',
      );
      assert.deepEqual(find('live-group-stuck', at(6, 130), polls(...waiting)), [], 'it has just committed');
    });
    it('empty, rebalancing, idle, uncommitted', () => {
      one(
        find('live-group-empty', { groups: { list: [group('billing', [3], { state: 'Empty' })] } }),
        /billing has committed offsets and no members; 3 messages wait/,
      );
      const moving = { groups: { list: [group('billing', [3], { state: 'PreparingRebalance' })] } };
      one(
        find('live-group-rebalancing', moving, polls(moving, moving)),
        /billing is PreparingRebalance for 3 polls/,
      );
      const member = (partitions: number[]) => ({
        id: 'm',
        clientId: 'c',
        host: 'h',
        assigned: [{ topic: 'orders', partitions }],
      });
      const members = { state: 'read' as const, value: [member([0]), member([])] };
      one(
        find('live-idle-members', { groups: { list: [group('billing', [0], { members })] } }),
        /1 of 2 members have no partition/,
      );
      const standby = { ...member([]), clientId: 'app-StreamThread-1-consumer' };
      const streams = { state: 'read' as const, value: [member([0]), standby] };
      assert.deepEqual(
        find('live-idle-members', { groups: { list: [group('app', [0], { members: streams })] } }),
        [],
        'a standby of Kafka Streams',
      );
      const offsets = {
        state: 'read' as const,
        value: [{ topic: 'orders', partition: 0, committed: -1, lag: undefined }],
      };
      one(
        find('live-uncommitted-partitions', { groups: { list: [group('billing', [], { offsets })] } }),
        /never committed orders-0/,
      );
    });
  });

  // A suite of its own: mocha runs it after the others.
  describe('each', () => {
    it('finds something in a test above', () => {
      assert.deepEqual(
        checks.map(({ id }) => id).filter((id) => !exercised.has(id)),
        [],
      );
    });
  });
});
