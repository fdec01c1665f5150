// The oldest Kafka that is supported, and the last way of running it without KRaft: nothing that came later may be
// missed, and what it does not tell is said to be untold.
import assert from 'node:assert/strict';
import { parseBootstrap } from '../../server/src/cluster/connection.ts';
import { healthOf } from '../../server/src/cluster/health.ts';
import { lagOf } from '../../server/src/cluster/history.ts';
import { type ClusterSession, openSession } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot } from '../../server/src/cluster/snapshot/types.ts';
import { childrenOf } from '../../server/src/cluster/tree/children.ts';
import { eventually } from '../support/eventually.ts';
import { cli } from './support/command.ts';
import { readEveryVersion } from './support/every-version.ts';
import { agree, configFigure, lagFigure, partitionFigure, sizeFigure, type Tool } from './support/figures.ts';
import { fill, writeTo } from './support/fill.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';
import { patient } from './support/patient.ts';
import { readNames, requestsOf } from './support/requests.ts';

describe('Kafka 2.8.2 with ZooKeeper', function () {
  this.timeout(240_000);
  let kafka: TestKafka;
  let session: ClusterSession;
  let snapshot: ClusterSnapshot;

  before(async () => {
    kafka = await startKafka({ version: '2.8.2', requestLog: true });
    await fill(kafka);
    const from = ['--bootstrap-server', kafka.bootstrap(), '--topic', 'orders', '--from-beginning'];
    kafka.toolInBackground('kafka-console-consumer', ...from, '--group', 'fresh');
    const bootstrap = parseBootstrap(kafka.bootstrap());
    assert.ok(Array.isArray(bootstrap));
    session = await openSession({ bootstrap }, patient);
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
    await kafka?.stop();
  });

  const tool: Tool = (name, ...args) => kafka.tool(name, '--bootstrap-server', kafka.bootstrap(), ...args);

  function until(wanted: (snapshot: ClusterSnapshot) => boolean): Promise<ClusterSnapshot> {
    return eventually(async () => {
      const now = await takeSnapshot(session);
      assert.ok(wanted(now), 'never came');
      return now;
    });
  }

  function showsEveryFigure(): void {
    for (const figure of [partitionFigure, configFigure, lagFigure, sizeFigure]) {
      it(`shows ${figure.what}`, () => agree(() => takeSnapshot(session), figure, tool));
    }
  }

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
      const through = await openSession({ bootstrap }, patient);
      try {
        const { reassignments } = await takeSnapshot(through);
        assert.deepEqual(reassignments, { state: 'read', value: [] }, `broker ${id}`);
      } finally {
        through.close();
      }
    }
  });

  showsEveryFigure();

  it('reads every version of every request that the brokers and this program have', async () => {
    for (const id of kafka.brokers) {
      const count = await readEveryVersion(kafka.port(id));
      assert.ok(count > 40, `${count} answers`);
    }
  });

  it('counts a known lag, and does not guess how large the disks are', () => {
    const billing = snapshot.groups.list.find(({ id }) => id === 'billing');
    assert.equal(billing && lagOf(billing, snapshot.takenAt)?.sum, 40);
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

  it('follows the controller to another broker', async () => {
    const killed = snapshot.controllerId;
    await kafka.kill(killed);
    snapshot = await until(
      ({ controllerId, topics }) =>
        controllerId !== killed &&
        topics.every(({ partitions }) => partitions.every((p) => p.leader === -1 || !p.isr.includes(killed))),
    );
    assert.equal(snapshot.controllerId, electedController());
    const missing = healthOf(snapshot).problems.filter(({ check }) => check === 'live-broker-missing');
    assert.deepEqual(
      missing.map(({ subject }) => subject),
      [{ kind: 'broker', id: killed }],
    );
  });

  describe('when that broker is gone', () => showsEveryFigure());

  it('has only ever been asked to read', () => {
    const sent = requestsOf(kafka);
    assert.deepEqual(
      [...sent.keys()].filter((name) => !readNames.includes(name)),
      [],
    );
    assert.ok((sent.get('METADATA') ?? 0) > 2, JSON.stringify([...sent]));
  });
});
