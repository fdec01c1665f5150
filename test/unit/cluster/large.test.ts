// How the work for a cluster grows with its size. Nothing here is a time: what is counted is what is asked, sent and
// looked at (npm run bench -- live measures times and memory).
import assert from 'node:assert/strict';
import { parseBootstrap } from '../../../server/src/cluster/connection.ts';
import { healthOf } from '../../../server/src/cluster/health.ts';
import { remember } from '../../../server/src/cluster/history.ts';
import { openSession } from '../../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot } from '../../../server/src/cluster/snapshot/types.ts';
import { patient } from '../../kafka/support/patient.ts';
import { type SimulatedSize, simulateKafka } from '../../support/simulated-kafka.ts';

interface Read {
  snapshots: ClusterSnapshot[];
  /** Requests of each snapshot by name. */
  requests: Record<string, number>[];
  /** Bytes answered for each. */
  bytes: number[];
}

/** Takes some snapshots of a simulated cluster, one after the other. */
async function read(size: SimulatedSize, times = 1): Promise<Read> {
  const cluster = await simulateKafka(size);
  const bootstrap = parseBootstrap(cluster.bootstrap);
  assert.ok(Array.isArray(bootstrap));
  const session = await openSession({ bootstrap }, patient);
  try {
    const result: Read = { snapshots: [], requests: [], bytes: [] };
    for (let i = 0; i < times; i++) {
      const before = cluster.answered();
      cluster.requests.clear();
      result.snapshots.push(await takeSnapshot(session));
      result.requests.push(Object.fromEntries(cluster.requests));
      result.bytes.push(cluster.answered() - before);
    }
    return result;
  } finally {
    session.close();
    await cluster.stop();
  }
}

const brokers = 3;
const size = (topics: number): SimulatedSize => ({ brokers, topics, partitions: 4, groups: 20 });

describe('a large cluster', () => {
  it('is read whole', async () => {
    const { snapshots } = await read(size(450));
    const [snapshot] = snapshots;
    assert.ok(snapshot);
    assert.equal(snapshot.topics.length, 450);
    assert.ok(snapshot.topics.every(({ config }) => config.state === 'read' && config.value.length === 3));
    assert.ok(snapshot.topics.every(({ partitions }) => partitions.every((p) => p.endOffset === 1000)));
    assert.deepEqual(
      snapshot.brokers.map(({ logDirs }) =>
        logDirs.state === 'read' ? logDirs.value.map(({ bytes }) => bytes) : logDirs,
      ),
      [[1800e6], [1800e6], [1800e6]],
    );
    assert.ok(snapshot.topics.every(({ size: bytes }) => bytes === 4 * 3 * 1e6));
    const lags = snapshot.groups.list.flatMap(({ offsets }) =>
      offsets.state === 'read' ? offsets.value.map(({ lag }) => lag) : [],
    );
    assert.equal(lags.length, 1800);
    assert.ok(lags.every((lag) => lag === 10));
    assert.deepEqual(healthOf(snapshot).unchecked, []);
  });

  it('has one object for what is equal: lists of replicas, and settings of topics read together', async () => {
    const { snapshots } = await read(size(150), 2);
    const partitions = snapshots.flatMap(({ topics }) => topics.flatMap((topic) => topic.partitions));
    assert.equal(partitions.length, 2 * 150 * 4);
    assert.equal(new Set(partitions.flatMap(({ replicas, isr }) => [replicas, isr])).size, brokers);
    for (const { topics } of snapshots) {
      const entries = topics.flatMap(({ config }) => (config.state === 'read' ? config.value : []));
      assert.equal(new Set(entries).size, 3);
    }
  });

  it('is asked for the ends of two thousand partitions at a time', async () => {
    const { snapshots, requests } = await read({ brokers: 3, topics: 300, partitions: 30, groups: 1 });
    assert.equal(requests[0]?.ListOffsets, brokers * 2);
    assert.ok(
      snapshots[0]?.topics.every(({ partitions }) => partitions.every((p) => p.endOffset === 1000)),
      'all of them were read',
    );
  });

  it('is asked in as few requests as a small one, but for configurations by two hundred topics', async () => {
    for (const topics of [10, 450]) {
      const { requests } = await read(size(topics));
      assert.deepEqual(requests, [
        {
          ApiVersions: brokers + 1,
          ConsumerGroupDescribe: brokers,
          DescribeAcls: 1,
          DescribeClientQuotas: 1,
          DescribeCluster: 1,
          DescribeConfigs: brokers + Math.ceil(topics / 200),
          DescribeLogDirs: brokers,
          DescribeQuorum: 1,
          ListGroups: brokers,
          ListOffsets: brokers,
          ListPartitionReassignments: 1,
          Metadata: 1,
          OffsetFetch: brokers,
        },
      ]);
    }
  });

  it('connects once: later polls ask the same, and sign in no more', async () => {
    const { requests, bytes } = await read(size(100), 3);
    const [first, ...later] = requests;
    const { ApiVersions: _, ...asked } = first ?? {};
    assert.deepEqual(later, [asked, asked]);
    assert.equal(bytes[1], bytes[2]);
  });

  it('answers in proportion: twice the topics are twice the bytes', async () => {
    const [n = 0, twice = 0, four = 0] = (
      await Promise.all([200, 400, 800].map((topics) => read(size(topics), 2)))
    ).map(({ bytes }) => bytes[1]);
    const grown = (twice - n) / 200;
    assert.ok(Math.abs(four - twice - 400 * grown) < 0.02 * four, `${n}, ${twice}, ${four}`);
  });

  it('is judged in proportion, also when a broker is gone and every topic is under-replicated', async () => {
    const looked = async (topics: number): Promise<number> => {
      const { snapshots } = await read(size(topics));
      const [snapshot] = snapshots;
      assert.ok(snapshot);
      for (const { partitions } of snapshot.topics) {
        for (const partition of partitions) partition.isr = partition.replicas.slice(1);
      }
      const counted = countingLooks(snapshot);
      healthOf(counted.snapshot, remember(remember([], snapshot), snapshot));
      return counted.looks();
    };
    const [n, twice, four] = [await looked(50), await looked(100), await looked(200)];
    assert.ok(n > 50);
    assert.ok(twice <= 2.1 * n && four <= 2.1 * twice, `${n}, ${twice}, ${four}`);
  });
});

/** The same snapshot, counting how often the in-sync replicas of a partition are looked at. */
function countingLooks(snapshot: ClusterSnapshot): { snapshot: ClusterSnapshot; looks: () => number } {
  let looks = 0;
  const topics = snapshot.topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((partition) => {
      const { isr } = partition;
      return Object.defineProperty({ ...partition }, 'isr', {
        enumerable: true,
        get() {
          looks += 1;
          return isr;
        },
      });
    }),
  }));
  return { snapshot: { ...snapshot, topics }, looks: () => looks };
}
