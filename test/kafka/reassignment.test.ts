// A partition on its way to another broker, held back by a throttle, is shown as kafka-reassign-partitions lists it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { parseBootstrap } from '../../server/src/cluster/connection.ts';
import { healthOf } from '../../server/src/cluster/health.ts';
import { type ClusterSession, openSession } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot } from '../../server/src/cluster/snapshot/types.ts';
import { childrenOf } from '../../server/src/cluster/tree/children.ts';
import { eventually } from '../support/eventually.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';
import { patient } from './support/patient.ts';
import { createTopics } from './support/topics.ts';

describe('a reassignment', function () {
  this.timeout(240_000);
  let kafka: TestKafka;
  let session: ClusterSession;
  let snapshot: ClusterSnapshot;

  before(async () => {
    // A broker fetches one batch and then waits until the throttle's window of eleven seconds is over.
    kafka = await startKafka({ version: '4.3.1', settings: { 'replica.fetch.max.bytes': 1000 } });
    await fill(kafka.bootstrap());
    reassign('--execute', '--throttle', '1000');
    const bootstrap = parseBootstrap(kafka.bootstrap());
    assert.ok(Array.isArray(bootstrap));
    session = await openSession({ bootstrap }, patient);
    snapshot = await until(({ reassignments }) => moves(reassignments) > 0);
  });
  after(async () => {
    session?.close();
    await kafka?.stop();
  });

  /** Moves "moving" from brokers 1 and 2 to 2 and 3; two megabytes at a thousand bytes a second take their time. */
  function reassign(...args: string[]): string {
    const plan = join(kafka.folder, 'plan.json');
    const partitions = [{ topic: 'moving', partition: 0, replicas: [2, 3] }];
    writeFileSync(plan, JSON.stringify({ version: 1, partitions }));
    return tool('--reassignment-json-file', plan, ...args);
  }
  const tool = (...args: string[]): string =>
    kafka.tool('kafka-reassign-partitions', '--bootstrap-server', kafka.bootstrap(), ...args);

  const moves = (part: ClusterSnapshot['reassignments']): number =>
    part.state === 'read' ? part.value.length : -1;

  function until(wanted: (snapshot: ClusterSnapshot) => boolean): Promise<ClusterSnapshot> {
    return eventually(async () => {
      const now = await takeSnapshot(session);
      assert.ok(wanted(now), 'never came');
      return now;
    });
  }

  /** Topic, partition, and the brokers that kafka-reassign-partitions --list names. */
  function listed(): {
    topic: string;
    partition: number;
    replicas: number[];
    adding: number[];
    removing: number[];
  }[] {
    const ids = (text = ''): number[] => text.split(',').filter(Boolean).map(Number);
    const lines = tool('--list').matchAll(
      /^([\w-]+)-(\d+): replicas: ([\d,]*)\.(?: adding: ([\d,]*)\.)?(?: removing: ([\d,]*)\.)?/gm,
    );
    return [...lines].map(([, topic = '', partition, replicas, adding, removing]) => ({
      topic,
      partition: Number(partition),
      replicas: ids(replicas),
      adding: ids(adding),
      removing: ids(removing),
    }));
  }

  it('is shown as kafka-reassign-partitions --list does', () => {
    const printed = listed();
    assert.deepEqual(snapshot.reassignments, { state: 'read', value: printed });
    assert.deepEqual(
      printed.map(({ topic, partition, adding, removing }) => [topic, partition, adding, removing]),
      [['moving', 0, [3], [1]]],
    );
  });

  it('has its lines in the tree, and is no lack of replicas', () => {
    const health = healthOf(snapshot);
    const polled = { snapshot, health, history: [] };
    const section = childrenOf(polled, '').find(({ id }) => id === 'reassignments');
    assert.deepEqual([section?.label, section?.description], ['Reassignments', '1']);
    assert.deepEqual(
      childrenOf(polled, 'reassignments').map(({ label, description }) => [label, description]),
      [['moving-0', 'to 3, from 1']],
    );
    const found = health.problems.map(({ check }) => check);
    assert.ok(found.includes('live-reassignment'));
    assert.ok(!found.includes('live-under-replicated'), 'the new replica is not behind, it is on its way');
  });

  it('shows the throttle that holds it back among the settings of its brokers and its topic', () => {
    const rates = snapshot.brokers.map(({ config }) =>
      config.state === 'read'
        ? config.value.find(({ name }) => name === 'leader.replication.throttled.rate')
        : undefined,
    );
    assert.deepEqual(
      rates.map((entry) => [entry?.value, entry?.source]),
      [1, 2, 3].map(() => ['1000', 'dynamic-broker']),
    );
    const { config } = snapshot.topics.find(({ name }) => name === 'moving') ?? {};
    assert.ok(config?.state === 'read');
    assert.deepEqual(
      config.value
        .filter(({ name }) => name.endsWith('throttled.replicas'))
        .map(({ name, source }) => [name, source])
        .sort(),
      ['follower', 'leader'].map((side) => [`${side}.replication.throttled.replicas`, 'topic']),
    );
  });

  it('is gone once it is cancelled', async () => {
    reassign('--cancel');
    const after = await until(({ reassignments }) => moves(reassignments) === 0);
    assert.deepEqual(listed(), []);
    const [partition] = after.topics.find(({ name }) => name === 'moving')?.partitions ?? [];
    assert.deepEqual([...(partition?.replicas ?? [])].sort(), [1, 2]);
  });
});

/** A topic on brokers 1 and 2 with two megabytes in it, in batches of a tenth. */
async function fill(bootstrap: string): Promise<void> {
  const client = new Kafka({ clientId: 'filler', brokers: bootstrap.split(','), logLevel: logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  const replicaAssignment = [{ partition: 0, replicas: [1, 2] }];
  await createTopics(admin, [{ topic: 'moving', replicaAssignment }]);
  await admin.disconnect();
  const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const value = 'x'.repeat(100_000);
  for (let i = 0; i < 20; i++) await producer.send({ topic: 'moving', messages: [{ value }] });
  await producer.disconnect();
}
