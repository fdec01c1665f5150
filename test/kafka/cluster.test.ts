// One cluster per Kafka version goes through its states; in each, what is shown equals what Kafka's own tools print.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBootstrap } from '../../server/src/cluster/connection.ts';
import { type Health, healthOf } from '../../server/src/cluster/health.ts';
import { lagOf } from '../../server/src/cluster/history.ts';
import { type ClusterSession, openSession, Unreachable } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot, GroupState } from '../../server/src/cluster/snapshot/types.ts';
import { eventually } from '../support/eventually.ts';
import { cli } from './support/command.ts';
import { readEveryVersion } from './support/every-version.ts';
import {
  agree,
  configFigure,
  lagFigure,
  partitionFigure,
  quorumFigure,
  shareFigure,
  sizeFigure,
  type Tool,
} from './support/figures.ts';
import { fill, writeTo } from './support/fill.ts';
import { type KafkaVersion, startKafka, type TestKafka } from './support/kafka.ts';
import { patient } from './support/patient.ts';
import { describedPartitions } from './support/printed.ts';
import { readNames, requestsOf } from './support/requests.ts';

const versions: KafkaVersion[] = ['3.9.2', '4.3.1', '4.4.0'];

// Every version is brought into every state, and in each of them every figure is held to what Kafka's own tool prints:
// well, a user with few ACLs, a broker killed (under-replicated, under min ISR and offline partitions), restarted,
// frozen, the active controller killed, no majority of the controllers, nothing left.

for (const version of versions) {
  describe(`Kafka ${version}`, function () {
    this.timeout(240_000);
    let kafka: TestKafka;
    let session: ClusterSession;
    const withShareGroups = version !== '3.9.2';

    before(async () => {
      kafka = await startKafka({ version, requestLog: true, security: true, controllers: 3 });
      await fill(kafka);
      const consume = ['--bootstrap-server', kafka.bootstrap(), '--topic', 'orders'];
      const newProtocol = ['--consumer-property', 'group.protocol=consumer', '--from-beginning'];
      kafka.toolInBackground('kafka-console-consumer', ...consume, '--group', 'fresh', ...newProtocol);
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
        kafka.toolInBackground('kafka-console-share-consumer', ...consume, '--group', 'sharing');
      }
      const bootstrap = parseBootstrap(kafka.bootstrap());
      assert.ok(Array.isArray(bootstrap));
      session = await openSession({ bootstrap });
    });
    after(async () => {
      session?.close();
      await kafka?.stop();
    });

    /** By way of broker 1, which is there to the end. */
    const tool: Tool = (name, ...args) =>
      kafka.tool(name, '--bootstrap-server', `127.0.0.1:${kafka.port(1)}`, ...args);
    const figures = [
      partitionFigure,
      configFigure,
      lagFigure,
      sizeFigure,
      quorumFigure,
      ...(withShareGroups ? [shareFigure] : []),
    ];
    function showsEveryFigure(): void {
      for (const figure of figures) {
        it(`shows ${figure.what}`, () => agree(() => takeSnapshot(session), figure, tool));
      }
    }

    /** Takes snapshots until one is as wanted, and gives it with its health. */
    function until(
      wanted: (snapshot: ClusterSnapshot, health: Health) => boolean,
    ): Promise<{ snapshot: ClusterSnapshot; health: Health }> {
      return eventually(async () => {
        const snapshot = await takeSnapshot(session);
        const health = healthOf(snapshot);
        assert.ok(wanted(snapshot, health), `never came: ${JSON.stringify(health)}`);
        return { snapshot, health };
      });
    }

    /** These brokers have told everything: none was too slow for its deadline. */
    const isRead = ({ brokers, topics, quorum }: ClusterSnapshot, ids: number[]): boolean =>
      quorum.state === 'read' &&
      topics.every(({ config }) => config.state === 'read') &&
      brokers
        .filter(({ id }) => ids.includes(id))
        .every(
          ({ answer, config, logDirs }) =>
            answer.state === 'answered' && config.state === 'read' && logDirs.state === 'read',
        );
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
            isRead(now, [1, 2, 3]) &&
            now.groups.list.length === (withShareGroups ? 3 : 2) &&
            now.groups.list.filter(({ id }) => id !== 'billing').every((g) => memberCount(g) === 1) &&
            committed(group(now, 'fresh')) === 6 &&
            now.topics.some(({ name }) => name === '__share_group_state') === withShareGroups,
        ));
      });

      showsEveryFigure();

      it('knows brokers, racks and the release', () => {
        assert.deepEqual(
          snapshot.brokers.map(({ id, rack, kafka: release, answer }) => [id, rack, release, answer.state]),
          [1, 2, 3].map((id) => [id, `rack-${'abc'[id - 1]}`, version.slice(0, 3), 'answered']),
        );
        assert.ok(snapshot.quorum.state === 'read');
        assert.deepEqual(
          snapshot.quorum.value.voters.map(({ id }) => id),
          kafka.controllers,
        );
      });

      it('shows the configuration of a broker as kafka-configs does', () => {
        const config = snapshot.brokers.find(({ id }) => id === 1)?.config;
        assert.ok(config?.state === 'read');
        const text = tool(
          'kafka-configs',
          '--describe',
          '--all',
          '--entity-type',
          'brokers',
          '--entity-name',
          '1',
        );
        const printed = new Set([...text.matchAll(/^ {2}(\S+?=.*?) sensitive=/gm)].map(([, pair]) => pair));
        const shown = config.value.map(({ name, value }) => `${name}=${value}`);
        assert.deepEqual(
          shown.filter((pair) => !printed.has(pair)),
          [],
        );
        assert.ok(shown.includes('broker.rack=rack-a') && shown.length > 20);
      });

      it('counts a known lag', () => {
        const lag = lagOf(group(snapshot, 'billing'), snapshot.takenAt);
        assert.deepEqual([lag?.sum, lag?.worst], [40, { topic: 'orders', partition: 0 }]);
      });

      it('reads every version of every request that the brokers and this program have', async () => {
        for (const id of kafka.brokers) {
          const count = await readEveryVersion(kafka.port(id));
          assert.ok(count > 50, `${count} answers`);
        }
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

      it('finds what is wrong by design and nothing else', () => {
        const wrong = health.problems
          .filter(({ severity }) => severity !== 'information')
          .map(({ check }) => check);
        assert.deepEqual([...new Set(wrong)].sort(), ['live-min-isr-setting', 'live-replication-factor']);
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

    describe('for a user with few ACLs', () => {
      const listener = 'SASL_PLAINTEXT';
      let viewer: ClusterSession;
      before(async () => {
        const operations = ['--operation', 'Describe', '--operation', 'DescribeConfigs'];
        tool('kafka-acls', '--add', '--allow-principal', 'User:viewer', ...operations, '--topic', 'orders');
        const bootstrap = parseBootstrap(kafka.bootstrap(listener));
        assert.ok(Array.isArray(bootstrap));
        const sasl = { mechanism: 'SCRAM-SHA-256', username: 'viewer', password: 'viewer-secret' } as const;
        viewer = await openSession({ bootstrap, sasl }, patient);
      });
      after(() => viewer?.close());

      it('shows the partitions that kafka-topics shows to the same user', async () => {
        const login = 'org.apache.kafka.common.security.scram.ScramLoginModule';
        const file = join(kafka.folder, 'viewer.properties');
        writeFileSync(
          file,
          `security.protocol=${listener}\nsasl.mechanism=SCRAM-SHA-256\nsasl.jaas.config=${login} required username="viewer" password="viewer-secret";\n`,
        );
        const asViewer: Tool = (name, ...args) =>
          kafka.tool(
            name,
            '--bootstrap-server',
            kafka.bootstrap(listener),
            '--command-config',
            file,
            ...args,
          );
        await agree(() => takeSnapshot(viewer), partitionFigure, asViewer);
      });

      it('says of everything else that the user is not authorized', async () => {
        const snapshot = await takeSnapshot(viewer);
        assert.deepEqual(
          snapshot.topics.map(({ name, config }) => [name, config.state]),
          [['orders', 'read']],
        );
        const { quorum, reassignments, acls, quotas, brokers, groups, seesAll } = snapshot;
        const parts = [quorum, reassignments, acls, quotas, ...brokers.flatMap((b) => [b.config, b.logDirs])];
        assert.deepEqual([...new Set(parts.map(({ state }) => state))], ['not-authorized']);
        assert.equal(seesAll, false);
        assert.match(String(groups.incomplete), /this user may describe/);
        assert.equal(healthOf(snapshot).state, 'unknown');
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
            isRead(state, [1, 3]) &&
            found(now, 'live-offline-partitions').length > 0 &&
            partitions(state).every(({ isr, leader }) => !isr.includes(2) || leader === -1) &&
            state.groups.list.some(
              (group) => group.id === 'billing' && lagOf(group, state.takenAt)?.sum === 40,
            ),
        ));
      });

      showsEveryFigure();

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
    });

    describe('when the broker is restarted', () => {
      it('sees it heal', async () => {
        await kafka.start(2);
        const healed = await until(
          (_, now) =>
            found(now, 'live-under-replicated').length === 0 &&
            found(now, 'live-offline-partitions').length === 0,
        );
        assert.deepEqual(found(healed.health, 'live-broker-missing'), []);
      });

      showsEveryFigure();
    });

    describe('when a broker is frozen', () => {
      after(() => kafka.thaw(3));

      it('costs that broker only: the others are read, and the view comes', async () => {
        kafka.freeze(3);
        const { snapshot, health } = await until(
          (now) =>
            now.brokers.some(
              ({ id, answer, registered }) => id === 3 && (answer.state === 'silent' || !registered),
            ) && now.brokers.every(({ id, logDirs }) => id === 3 || logDirs.state === 'read'),
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
        // Kafka's tools wait long for a frozen broker; once it is fenced, they no longer ask it.
        await until(({ brokers }) => brokers.some(({ id, registered }) => id === 3 && !registered));
      });

      showsEveryFigure();

      it('sees it heal once it runs again', async () => {
        kafka.thaw(3);
        await until((_, now) =>
          now.problems.every(({ check }) => !/missing|unreachable|under-replicated/.test(check)),
        );
      });
    });

    describe('when the active controller is killed', () => {
      const leader = ({ quorum }: ClusterSnapshot): number =>
        quorum.state === 'read' ? quorum.value.leaderId : -1;
      let killed: number;
      before(async () => {
        killed = leader(await takeSnapshot(session));
        assert.ok(kafka.controllers.includes(killed));
        await kafka.kill(killed);
        await until((now) => ![-1, killed].includes(leader(now)));
      });

      showsEveryFigure();

      it('says so when no majority is left, shows the rest, and sees it come back', async () => {
        const second = leader(await takeSnapshot(session));
        await kafka.kill(second);
        const { health, snapshot } = await until((_, now) => found(now, 'live-no-controller').length > 0);
        assert.equal(health.state, 'error');
        assert.ok(snapshot.topics.length > 0);
        await kafka.start(killed);
        await until((now, { problems }) => {
          const checks = problems.map(({ check }) => check);
          return leader(now) !== second && !checks.includes('live-no-controller');
        });
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
