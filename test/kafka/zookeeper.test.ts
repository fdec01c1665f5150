// The oldest Kafka that is supported, and the last way of running it without KRaft: nothing that came later may be
// missed, and what it does not tell is said to be untold.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseBootstrap } from '../../server/src/cluster/connection.ts';
import { healthOf } from '../../server/src/cluster/health.ts';
import { type ClusterSession, openSession } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot } from '../../server/src/cluster/snapshot/types.ts';
import { childrenOf } from '../../server/src/cluster/tree.ts';
import { cli } from './support/command.ts';
import { fill, writeTo } from './support/fill.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';
import { describedOffsets, describedPartitions, describedSizes } from './support/printed.ts';
import { readNames, requestsOf } from './support/requests.ts';

describe('Kafka 2.8.2 with ZooKeeper', function () {
  this.timeout(240_000);
  let kafka: TestKafka;
  let session: ClusterSession;
  let consumer: ChildProcess | undefined;
  let snapshot: ClusterSnapshot;

  before(async () => {
    kafka = await startKafka({ version: '2.8.2', requestLog: true });
    await fill(kafka);
    const from = ['--bootstrap-server', kafka.bootstrap(), '--topic', 'orders', '--from-beginning'];
    consumer = kafka.toolInBackground('kafka-console-consumer', ...from, '--group', 'fresh');
    const bootstrap = parseBootstrap(kafka.bootstrap());
    assert.ok(Array.isArray(bootstrap));
    session = await openSession({ bootstrap });
    // The consumer has committed everywhere: its offsets stay as they are from now on.
    snapshot = await until(({ groups }) => {
      const fresh = groups.list.find(({ id }) => id === 'fresh')?.offsets;
      return (
        groups.list.length === 2 &&
        fresh?.state === 'read' &&
        fresh.value.length === 6 &&
        fresh.value.every(({ lag }) => lag === 0)
      );
    });
  });
  after(async () => {
    session?.close();
    consumer?.kill('SIGKILL');
    await kafka?.stop();
  });

  const tool = (name: Parameters<TestKafka['tool']>[0], ...args: string[]): string =>
    kafka.tool(name, '--bootstrap-server', kafka.bootstrap(), ...args);

  async function until(wanted: (snapshot: ClusterSnapshot) => boolean): Promise<ClusterSnapshot> {
    for (let i = 0; i < 100; i++) {
      const now = await takeSnapshot(session);
      if (wanted(now)) return now;
      await sleep(300);
    }
    throw new Error('never came');
  }

  const shownPartitions = ({ topics }: ClusterSnapshot) =>
    topics
      .flatMap(({ name, partitions }) =>
        partitions.map(({ id, leader, replicas, isr }) => [
          `${name}-${id}`,
          leader,
          replicas.join(),
          [...isr].sort().join(),
        ]),
      )
      .sort();

  /** The broker that ZooKeeper holds for the controller. */
  function electedController(): number {
    const printed = kafka.tool(
      'zookeeper-shell',
      '-server',
      `127.0.0.1:${kafka.controllerPort}`,
      'get',
      '/controller',
    );
    return Number(/"brokerid":(\d+)/.exec(printed)?.[1]);
  }

  const polled = () => ({ snapshot, health: healthOf(snapshot), history: [] });

  it('knows brokers, racks and the release', () => {
    assert.deepEqual(
      snapshot.brokers.map(({ id, rack, kafka: release, answer }) => [id, rack, release, answer.state]),
      [1, 2, 3].map((id) => [id, `rack-${'abc'[id - 1]}`, '2.8', 'answered']),
    );
  });

  it('names the controller that ZooKeeper has elected, in place of a quorum', () => {
    assert.equal(snapshot.controllerId, electedController());
    assert.deepEqual(snapshot.quorum, { state: 'unsupported' });
    assert.deepEqual(snapshot.features, {});
    const line = childrenOf(polled(), '').find(({ id }) => id === 'quorum');
    assert.deepEqual(
      [line?.label, line?.description],
      ['Controller', `broker ${snapshot.controllerId}, elected in ZooKeeper`],
    );
  });

  it('asks that controller for ongoing reassignments, by whichever broker it came in', async () => {
    for (const id of kafka.brokers) {
      const bootstrap = [{ host: '127.0.0.1', port: kafka.port(id) }];
      const through = await openSession({ bootstrap });
      try {
        const { reassignments } = await takeSnapshot(through);
        assert.deepEqual(reassignments, { state: 'read', value: [] }, `broker ${id}`);
      } finally {
        through.close();
      }
    }
  });

  it('shows every partition as kafka-topics does', () => {
    const printed = describedPartitions(tool('kafka-topics', '--describe'));
    assert.deepEqual(shownPartitions(snapshot), printed);
    assert.ok(printed.length > 10);
  });

  it('shows the set configuration of a topic as kafka-configs does', () => {
    const orders = snapshot.topics.find(({ name }) => name === 'orders');
    assert.ok(orders?.config.state === 'read');
    const printed = tool('kafka-configs', '--describe', '--topic', 'orders');
    const set = [...printed.matchAll(/^ {2}(\S+?)=(\S+) sensitive/gm)].map(
      ([, key, value]) => `${key}=${value}`,
    );
    const own = orders.config.value.filter(({ source }) => source === 'topic');
    assert.deepEqual(own.map(({ name, value }) => `${name}=${value}`).sort(), set.sort());
    assert.ok(set.includes('min.insync.replicas=2'));
  });

  it('counts the lag as kafka-consumer-groups does, a request for each group', () => {
    const printed = describedOffsets(tool('kafka-consumer-groups', '--describe', '--all-groups'));
    const shown = snapshot.groups.list.flatMap(({ id, offsets }) =>
      offsets.state === 'read'
        ? offsets.value.map(
            (o) => `${id} ${o.topic} ${o.partition} ${o.committed < 0 ? '-' : o.committed} ${o.lag ?? '-'}`,
          )
        : [],
    );
    assert.deepEqual(shown.sort(), printed);
    assert.ok(printed.includes('billing orders 0 10 40'), printed.join('\n'));
  });

  it('adds up sizes as kafka-log-dirs does, and does not guess how large the disks are', () => {
    const stable = (lines: string[]): string[] => lines.filter((line) => !line.includes('__')).sort();
    const shown = snapshot.brokers.flatMap(({ id, logDirs }) =>
      logDirs.state === 'read'
        ? logDirs.value.flatMap((dir) => dir.replicas.map((r) => `${id} ${r.topic}-${r.partition} ${r.size}`))
        : [],
    );
    assert.deepEqual(stable(shown), stable(describedSizes(tool('kafka-log-dirs', '--describe'))));
    assert.deepEqual(
      healthOf(snapshot).unchecked.map(({ check }) => check),
      ['live-disk-usage'],
    );
  });

  it('is printed by kafka-review cluster', async () => {
    const { out, code } = await cli(kafka.bootstrap());
    assert.match(out, /Brokers \(3 of 3\)/);
    assert.match(out, new RegExp(`Controller +${snapshot.controllerId} \\(ZooKeeper\\)`));
    assert.match(out, /billing {2}classic · Empty · 0 members · lag 40, worst orders-0 40/);
    assert.equal(code, 0, 'nothing in it is an error');
  });

  it('refuses acknowledged writes with fewer replicas than min.insync.replicas', async () => {
    await assert.rejects(writeTo(kafka, [1], '2'), /fewer in-sync replicas than required/);
  });

  it('follows the controller to another broker, and shows what kafka-topics counts as unavailable', async () => {
    const killed = snapshot.controllerId;
    await kafka.kill(killed);
    snapshot = await until(
      ({ controllerId, topics }) =>
        controllerId !== killed &&
        topics.every(({ partitions }) => partitions.every((p) => p.leader === -1 || !p.isr.includes(killed))),
    );
    assert.equal(snapshot.controllerId, electedController());
    assert.deepEqual(shownPartitions(snapshot), describedPartitions(tool('kafka-topics', '--describe')));
    const missing = healthOf(snapshot).problems.filter(({ check }) => check === 'live-broker-missing');
    assert.deepEqual(
      missing.map(({ subject }) => subject),
      [{ kind: 'broker', id: killed }],
    );
  });

  it('has only ever been asked to read', () => {
    const sent = requestsOf(kafka);
    assert.deepEqual(
      [...sent.keys()].filter((name) => !readNames.includes(name)),
      [],
    );
    assert.ok((sent.get('METADATA') ?? 0) > 2, JSON.stringify([...sent]));
  });
});
