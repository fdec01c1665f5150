// One cluster per Kafka version goes through its states; in each, what is shown equals what Kafka's own tools print.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseBootstrap } from '../../server/src/cluster/connection.ts';
import { type Health, healthOf } from '../../server/src/cluster/health.ts';
import { lagOf } from '../../server/src/cluster/history.ts';
import { type ClusterSession, openSession, Unreachable } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot, GroupState } from '../../server/src/cluster/snapshot/types.ts';
import { cli } from './support/command.ts';
import { fill, writeTo } from './support/fill.ts';
import { controllerId, type KafkaVersion, startKafka, type TestKafka } from './support/kafka.ts';
import { describedOffsets, describedPartitions, describedSizes } from './support/printed.ts';
import { readNames, requestsOf } from './support/requests.ts';

const versions: KafkaVersion[] = ['3.9.2', '4.3.1', '4.4.0'];

for (const version of versions) {
  describe(`Kafka ${version}`, function () {
    this.timeout(240_000);
    let kafka: TestKafka;
    let session: ClusterSession;
    const consumers: ChildProcess[] = [];
    const withShareGroups = version !== '3.9.2';

    before(async () => {
      kafka = await startKafka({ version, requestLog: true });
      await fill(kafka);
      const consume = ['--bootstrap-server', kafka.bootstrap(), '--topic', 'orders'];
      const newProtocol = ['--consumer-property', 'group.protocol=consumer', '--from-beginning'];
      consumers.push(
        kafka.toolInBackground('kafka-console-consumer', ...consume, '--group', 'fresh', ...newProtocol),
      );
      if (withShareGroups) {
        kafka.tool(
          'kafka-configs',
          '--bootstrap-server',
          kafka.bootstrap(),
          '--entity-type',
          'groups',
          '--entity-name',
          'sharing',
          '--alter',
          '--add-config',
          'share.auto.offset.reset=earliest',
        );
        consumers.push(
          kafka.toolInBackground('kafka-console-share-consumer', ...consume, '--group', 'sharing'),
        );
      }
      const bootstrap = parseBootstrap(kafka.bootstrap());
      assert.ok(Array.isArray(bootstrap));
      session = await openSession({ bootstrap });
    });
    after(async () => {
      session?.close();
      for (const consumer of consumers) consumer.kill('SIGKILL');
      await kafka?.stop();
    });

    const tool = (name: Parameters<TestKafka['tool']>[0], ...args: string[]): string =>
      kafka.tool(name, '--bootstrap-server', kafka.bootstrap(), ...args);

    /** Takes snapshots until one is as wanted, and gives it with its health. */
    async function until(
      wanted: (snapshot: ClusterSnapshot, health: Health) => boolean,
    ): Promise<{ snapshot: ClusterSnapshot; health: Health }> {
      let last: { snapshot: ClusterSnapshot; health: Health } | undefined;
      for (let i = 0; i < 100; i++) {
        const snapshot = await takeSnapshot(session);
        last = { snapshot, health: healthOf(snapshot) };
        if (wanted(snapshot, last.health)) return last;
        await sleep(300);
      }
      throw new Error(`never came: ${JSON.stringify(last?.health)}`);
    }

    const partitions = ({ topics }: ClusterSnapshot) =>
      topics.flatMap(({ name, partitions }) => partitions.map((p) => ({ name: `${name}-${p.id}`, ...p })));
    const group = ({ groups }: ClusterSnapshot, id: string): GroupState => {
      const found = groups.list.find((candidate) => candidate.id === id);
      assert.ok(found, `no group ${id}`);
      return found;
    };
    const found = (health: Health, check: string): string[] =>
      health.problems
        .filter((problem) => problem.check === check)
        .map(({ subject }) =>
          subject.kind === 'partition'
            ? `${subject.topic}-${subject.id}`
            : 'name' in subject
              ? subject.name
              : 'id' in subject
                ? String(subject.id)
                : subject.kind,
        )
        .sort();
    const committed = ({ offsets }: GroupState): number =>
      offsets.state === 'read' ? offsets.value.filter((offset) => offset.committed >= 0).length : -1;
    const memberCount = ({ members }: GroupState): number =>
      members.state === 'read' ? members.value.length : -1;

    describe('when all is well', () => {
      let snapshot: ClusterSnapshot;
      let health: Health;
      before(async () => {
        ({ snapshot, health } = await until(
          (now) =>
            now.groups.list.length === (withShareGroups ? 3 : 2) &&
            now.groups.list.filter(({ id }) => id !== 'billing').every((g) => memberCount(g) === 1) &&
            committed(group(now, 'fresh')) === 6 &&
            now.topics.some(({ name }) => name === '__share_group_state') === withShareGroups,
        ));
      });

      it('knows brokers, racks, release and active controller', () => {
        assert.deepEqual(
          snapshot.brokers.map(({ id, rack, kafka: release, answer }) => [id, rack, release, answer.state]),
          [1, 2, 3].map((id) => [id, `rack-${'abc'[id - 1]}`, version.slice(0, 3), 'answered']),
        );
        assert.ok(snapshot.quorum.state === 'read');
        const status = tool('kafka-metadata-quorum', 'describe', '--status');
        assert.equal(snapshot.quorum.value.leaderId, Number(/LeaderId:\s+(\d+)/.exec(status)?.[1]));
        assert.deepEqual(
          snapshot.quorum.value.voters.map(({ id }) => id),
          [controllerId],
        );
        assert.deepEqual(snapshot.quorum.value.observers.map(({ id }) => id).sort(), [1, 2, 3]);
      });

      it('shows every partition as kafka-topics does', () => {
        const printed = describedPartitions(tool('kafka-topics', '--describe'));
        const shown = partitions(snapshot).map(({ name, leader, replicas, isr }) => [
          name,
          leader,
          replicas.join(),
          [...isr].sort().join(),
        ]);
        assert.deepEqual(shown.sort(), printed);
        assert.ok(printed.length > 10);
      });

      it('shows configurations with their source as kafka-configs does', () => {
        const orders = snapshot.topics.find(({ name }) => name === 'orders');
        assert.ok(orders?.config.state === 'read');
        const own = orders.config.value.filter(({ source }) => source === 'topic');
        const printed = tool(
          'kafka-configs',
          '--describe',
          '--entity-type',
          'topics',
          '--entity-name',
          'orders',
        );
        const set = [...printed.matchAll(/^ {2}(\S+?)=(\S+) sensitive/gm)].map(
          ([, key, value]) => `${key}=${value}`,
        );
        assert.deepEqual(own.map(({ name, value }) => `${name}=${value}`).sort(), set.sort());
        assert.ok(set.includes('min.insync.replicas=2'));
      });

      it('counts the lag as kafka-consumer-groups does', () => {
        const printed = describedOffsets(tool('kafka-consumer-groups', '--describe', '--all-groups'));
        const shown = snapshot.groups.list
          .filter(({ kind }) => kind !== 'share')
          .flatMap(({ id, offsets }) =>
            offsets.state === 'read'
              ? offsets.value.map(
                  (o) =>
                    `${id} ${o.topic} ${o.partition} ${o.committed < 0 ? '-' : o.committed} ${o.lag ?? '-'}`,
                )
              : [],
          );
        assert.deepEqual(shown.sort(), printed);
        assert.equal(lagOf(group(snapshot, 'billing'), snapshot.takenAt)?.sum, 40);
        assert.deepEqual(lagOf(group(snapshot, 'billing'), snapshot.takenAt)?.worst, {
          topic: 'orders',
          partition: 0,
        });
      });

      it('knows groups of every protocol with their members', () => {
        const shown = snapshot.groups.list.map((g) => [g.id, g.kind, g.state, memberCount(g)]);
        const wanted = [
          ['billing', 'classic', 'Empty', 0],
          ['fresh', 'consumer', 'Stable', 1],
          ...(withShareGroups ? [['sharing', 'share', 'Stable', 1]] : []),
        ];
        assert.deepEqual(shown, wanted);
        const { members } = group(snapshot, 'fresh');
        assert.ok(members.state === 'read');
        assert.deepEqual(
          members.value[0]?.assigned?.map(({ topic, partitions: own }) => [topic, [...own].sort()]),
          [['orders', [0, 1, 2, 3, 4, 5]]],
        );
      });

      it('adds up sizes as kafka-log-dirs does', () => {
        const printed = describedSizes(tool('kafka-log-dirs', '--describe'));
        const shown = snapshot.brokers.flatMap(({ id, logDirs }) =>
          logDirs.state === 'read'
            ? logDirs.value.flatMap((dir) =>
                dir.replicas.map((r) => `${id} ${r.topic}-${r.partition} ${r.size}`),
              )
            : [],
        );
        const stable = (lines: string[]): string[] => lines.filter((line) => !line.includes('__')).sort();
        assert.deepEqual(stable(shown), stable(printed));
        assert.ok(stable(printed).length >= 20);
      });

      it('finds what is wrong by design and nothing else', () => {
        const wrong = health.problems
          .filter(({ severity }) => severity !== 'information')
          .map(({ check }) => check);
        assert.deepEqual([...new Set(wrong)].sort(), [
          'live-min-isr-setting',
          'live-quorum-lag',
          'live-replication-factor',
        ]);
        assert.deepEqual(found(health, 'live-quorum-lag'), ['cluster'], 'one controller');
        assert.deepEqual(found(health, 'live-replication-factor'), ['single']);
        assert.deepEqual(
          found(health, 'live-min-isr-setting').filter((name) => name === 'strict'),
          ['strict'],
        );
        assert.deepEqual(found(health, 'live-group-empty'), ['billing']);
        assert.deepEqual(health.unchecked, []);
      });

      it('is printed by kafka-review cluster, with exit code 1 for a warning where those count', async () => {
        const { out, code } = await cli(kafka.bootstrap(), 'text', { failOn: 'warning' });
        assert.match(out, /Brokers \(3 of 3\)/);
        assert.match(out, /billing {2}classic · Empty · 0 members · lag 40, worst orders-0 40/);
        assert.equal(code, 1);
        assert.equal((await cli(kafka.bootstrap())).code, 0, 'no error in it');
        const json = JSON.parse((await cli(kafka.bootstrap(), 'json')).out);
        assert.equal(json.snapshot.brokers.length, 3);
      });
    });

    describe('when a broker is killed', () => {
      let snapshot: ClusterSnapshot;
      let health: Health;
      before(async () => {
        await kafka.kill(2);
        // Settled: no partition counts on the broker any more, and another one has taken over its groups.
        ({ snapshot, health } = await until(
          (state, now) =>
            found(now, 'live-offline-partitions').length > 0 &&
            partitions(state).every(({ isr, leader }) => !isr.includes(2) || leader === -1) &&
            state.groups.list.some(
              (group) => group.id === 'billing' && lagOf(group, state.takenAt)?.sum === 40,
            ),
        ));
      });

      it('shows the partitions that kafka-topics counts as unavailable, under-replicated and under min ISR', () => {
        const named = (...args: string[]): string[] =>
          describedPartitions(tool('kafka-topics', '--describe', ...args)).map(([name]) => String(name));
        assert.deepEqual(found(health, 'live-offline-partitions'), named('--unavailable-partitions'));
        assert.deepEqual(found(health, 'live-offline-partitions'), ['single-0']);
        const under = partitions(snapshot)
          .filter(({ isr, replicas }) => isr.length < replicas.length)
          .map(({ name }) => name);
        assert.deepEqual(under.sort(), named('--under-replicated-partitions'));
        const offline = found(health, 'live-offline-partitions');
        // A partition without a leader is reported as that, not as one with too few replicas too.
        assert.deepEqual(
          found(health, 'live-under-min-isr'),
          named('--under-min-isr-partitions').filter((name) => !offline.includes(name)),
        );
        assert.ok(found(health, 'live-under-min-isr').includes('strict-0'));
        const atMin = named('--at-min-isr-partitions')
          .filter((name) => under.includes(name) && !offline.includes(name))
          .map((name) => name.replace(/-\d+$/, ''));
        assert.deepEqual(found(health, 'live-at-min-isr'), [...new Set(atMin)].sort());
      });

      it('names the broker, and still has every other part', () => {
        assert.deepEqual(found(health, 'live-broker-missing'), ['2']);
        assert.equal(health.state, 'error');
        assert.equal(snapshot.quorum.state, 'read');
        for (const { id, config, logDirs } of snapshot.brokers.filter((broker) => broker.registered)) {
          assert.deepEqual([config.state, logDirs.state], ['read', 'read'], `broker ${id}`);
        }
        assert.ok(snapshot.topics.every(({ config }) => config.state === 'read'));
        assert.deepEqual(lagOf(group(snapshot, 'billing'), snapshot.takenAt)?.sum, 40);
      });

      it('sees it heal after a restart', async () => {
        await kafka.start(2);
        const healed = await until(
          (_, now) =>
            found(now, 'live-under-replicated').length === 0 &&
            found(now, 'live-offline-partitions').length === 0,
        );
        assert.deepEqual(found(healed.health, 'live-broker-missing'), []);
      });
    });

    describe('when a broker is frozen', () => {
      after(() => kafka.thaw(3));

      it('costs that broker only: the others are read, and the view comes', async () => {
        kafka.freeze(3);
        const { snapshot, health } = await until((now) =>
          now.brokers.some(
            ({ id, answer, registered }) => id === 3 && (answer.state === 'silent' || !registered),
          ),
        );
        assert.deepEqual(
          snapshot.brokers
            .filter(({ answer }) => answer.state === 'answered')
            .map(({ id, logDirs }) => [id, logDirs.state]),
          [
            [1, 'read'],
            [2, 'read'],
          ],
        );
        assert.equal(health.state, 'error');
        kafka.thaw(3);
        await until((_, now) =>
          now.problems.every(({ check }) => !/missing|unreachable|under-replicated/.test(check)),
        );
      });
    });

    describe('when the controller is gone', () => {
      it('says so, shows the rest, and sees it come back', async () => {
        await kafka.kill(controllerId);
        const { health, snapshot } = await until((_, now) => found(now, 'live-no-controller').length > 0);
        assert.equal(health.state, 'error');
        assert.ok(snapshot.topics.length > 0);
        await kafka.start(controllerId);
        await until((_, now) => found(now, 'live-no-controller').length === 0);
      });
    });

    describe('in the end', () => {
      it('takes acknowledged writes with fewer replicas than min.insync.replicas from 3.7 on', async () => {
        await writeTo(kafka, [1], '2');
        await writeTo(kafka, [1, 2], '3');
      });

      it('has only ever been asked to read', () => {
        const sent = requestsOf(kafka);
        assert.deepEqual(
          [...sent.keys()].filter((name) => !readNames.includes(name)),
          [],
        );
        assert.ok((sent.get('METADATA') ?? 0) > 5, JSON.stringify([...sent]));
      });

      it('is told to be unreachable when nothing answers, never to be empty', async () => {
        await Promise.all(kafka.brokers.map((id) => kafka.kill(id)));
        await assert.rejects(takeSnapshot(session), Unreachable);
        const { err, code } = await cli(kafka.bootstrap());
        assert.match(err, /nothing listens on 127\.0\.0\.1/);
        assert.equal(code, 2);
      });
    });
  });
}
