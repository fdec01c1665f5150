// A cluster of any size on 127.0.0.1 without Kafka: servers that answer the program's reads with what Kafka's own wire
// schemas allow, and count them. It stands in for size only; that the answers are Kafka's is shown on real brokers.
import { createServer, type Server, type Socket } from 'node:net';
import { decode } from '../../server/src/cluster/protocol/decode.ts';
import { encode } from '../../server/src/cluster/protocol/encode.ts';
import type { Messages } from '../../server/src/cluster/protocol/generated/messages.ts';
import { schemas } from '../../server/src/cluster/protocol/generated/schemas.ts';
import type { RequestName } from '../../server/src/cluster/protocol/requests.ts';

export interface SimulatedSize {
  brokers: number;
  topics: number;
  /** Of each topic; the replication factor is 3. */
  partitions: number;
  /** Consumer groups; together they have committed an offset in every partition. */
  groups: number;
}

export interface SimulatedKafka {
  /** host:port of the first broker. */
  bootstrap: string;
  /** How often each request has come, over all brokers. */
  requests: Map<RequestName, number>;
  /** Bytes that were answered. */
  answered(): number;
  /** Takes a broker out of the metadata and of every in-sync set; its replicas stay assigned to it. */
  lose(id: number): void;
  /** Brings a lost broker back, in sync at once. */
  regain(id: number): void;
  stop(): Promise<void>;
}

type Answers = {
  [N in RequestName]?: (request: Messages[N]['request'], broker: number) => Messages[N]['response'];
};

const replicationFactor = 3;
const committed = 990;
const end = 1000;
/** Kafka 4.3 tells 34 keys of a topic. */
const otherKeys = Array.from({ length: 31 }, (_, i) => `some.other.setting.of.a.topic.${i}`);

/** Starts one server for each broker and resolves when all listen. */
export async function simulateKafka(size: SimulatedSize): Promise<SimulatedKafka> {
  const ids = Array.from({ length: size.brokers }, (_, i) => i + 1);
  const names = Array.from({ length: size.topics }, (_, i) => `orders-of-region-${i}`);
  const partitionIds = Array.from({ length: size.partitions }, (_, i) => i);
  const groupNames = Array.from({ length: size.groups }, (_, i) => `service-${i}`);
  const lost = new Set<number>();
  const requests = new Map<RequestName, number>();
  const ports = new Map<number, number>();
  const sockets = new Set<Socket>();
  let answered = 0;

  const replicasOf = (topic: number, partition: number): number[] =>
    Array.from({ length: replicationFactor }, (_, i) => ids[(topic + partition + i) % ids.length] ?? 0);
  const alive = (broker: number): boolean => !lost.has(broker);
  const ok = { errorCode: 0, errorMessage: null, throttleTimeMs: 0 };
  const groupsOf = (broker: number): string[] =>
    groupNames.filter((_, i) => ids.filter(alive)[i % ids.filter(alive).length] === broker);

  const answers: Answers = {
    ApiVersions: () => ({
      ...ok,
      apiKeys: Object.values(schemas).map(({ key, versions }) => {
        const known = Object.keys(versions).map(Number);
        return { apiKey: key, minVersion: Math.min(...known), maxVersion: Math.max(...known) };
      }),
    }),
    Metadata: () => ({
      throttleTimeMs: 0,
      brokers: ids.filter(alive).map((nodeId) => ({
        nodeId,
        host: '127.0.0.1',
        port: ports.get(nodeId) ?? 0,
        rack: `rack-${nodeId % 3}`,
      })),
      clusterId: 'simulated',
      controllerId: 1,
      topics: names.map((name, topic) => ({
        errorCode: 0,
        name,
        isInternal: false,
        partitions: partitionIds.map((partitionIndex) => {
          const replicaNodes = replicasOf(topic, partitionIndex);
          const isrNodes = replicaNodes.filter(alive);
          return {
            partitionIndex,
            leaderId: isrNodes[0] ?? -1,
            replicaNodes,
            isrNodes,
          };
        }),
      })),
    }),
    DescribeCluster: () => ({
      ...ok,
      clusterId: 'simulated',
      controllerId: 1,
      brokers: [],
      clusterAuthorizedOperations: 1 << 8,
    }),
    DescribeQuorum: () => {
      const voter = { replicaId: 100, logEndOffset: 500, lastCaughtUpTimestamp: Date.now() };
      const partition = {
        partitionIndex: 0,
        errorCode: 0,
        leaderId: 100,
        leaderEpoch: 1,
        highWatermark: 500,
      };
      const partitions = [{ ...partition, currentVoters: [voter], observers: [] }];
      return { errorCode: 0, topics: [{ topicName: '__cluster_metadata', partitions }] };
    },
    ListPartitionReassignments: () => ({ ...ok, topics: [] }),
    DescribeAcls: () => ({ ...ok, resources: [] }),
    DescribeClientQuotas: () => ({ ...ok, entries: [] }),
    DescribeConfigs: ({ resources = [] }) => ({
      throttleTimeMs: 0,
      results: resources.map(({ resourceType = 0, resourceName = '' }) => ({
        errorCode: 0,
        errorMessage: null,
        resourceType,
        resourceName,
        configs: (resourceType === topicResource ? topicConfig : brokerConfig).map(
          ([name, value, configSource]) => ({
            name,
            value,
            configSource,
            isSensitive: false,
          }),
        ),
      })),
    }),
    DescribeLogDirs: (_, broker) => ({
      throttleTimeMs: 0,
      errorCode: 0,
      results: [
        {
          errorCode: 0,
          logDir: '/data',
          totalBytes: 1e12,
          usableBytes: 5e11,
          topics: names.flatMap((name, topic) => {
            const held = partitionIds.filter((id) => replicasOf(topic, id).includes(broker));
            const partitions = held.map(() => ({ partitionSize: 1e6 }));
            return partitions.length > 0 ? [{ name, partitions }] : [];
          }),
        },
      ],
    }),
    ListGroups: (_, broker) => ({
      errorCode: 0,
      groups: groupsOf(broker).map((groupId) => ({
        groupId,
        protocolType: 'consumer',
        groupState: 'Stable',
        groupType: 'consumer',
      })),
    }),
    ConsumerGroupDescribe: ({ groupIds = [] }) => ({
      throttleTimeMs: 0,
      groups: groupIds.map((groupId) => ({
        errorCode: 0,
        errorMessage: null,
        groupId,
        groupState: 'Stable',
        groupEpoch: 1,
        assignmentEpoch: 1,
        assignorName: 'uniform',
        members: [],
        authorizedOperations: 0,
      })),
    }),
    OffsetFetch: ({ groups = [] }) => ({
      throttleTimeMs: 0,
      groups: groups.map(({ groupId = '' }) => ({
        groupId,
        errorCode: 0,
        topics: names
          .filter((_, topic) => groupNames[topic % groupNames.length] === groupId)
          .map((name) => ({
            name,
            partitions: partitionIds.map((partitionIndex) => ({
              partitionIndex,
              committedOffset: committed,
              errorCode: 0,
            })),
          })),
      })),
    }),
    ListOffsets: ({ topics = [] }) => ({
      throttleTimeMs: 0,
      topics: topics.map(({ name = '', partitions = [] }) => ({
        name,
        partitions: partitions.map(({ partitionIndex = 0 }) => ({
          partitionIndex,
          errorCode: 0,
          offset: end,
        })),
      })),
    }),
  };

  /** The same question has the same answer until a broker is lost: encoded once. */
  const encoded = new Map<string, Buffer>();

  function answerTo(broker: number, frame: Buffer): Buffer {
    const [name, api] = Object.entries(schemas).find(([, { key }]) => key === frame.readInt16BE(0)) ?? [];
    const version = api?.versions[frame.readInt16BE(2)];
    if (!name || !version) throw new Error(`no answer to request ${frame.readInt16BE(0)}`);
    requests.set(name as RequestName, (requests.get(name as RequestName) ?? 0) + 1);
    const afterClientId = 10 + Math.max(0, frame.readInt16BE(8));
    // Flexible headers end with tagged fields; the program sends none.
    const bytes = frame.subarray(afterClientId + (version.requestHeader >= 2 ? 1 : 0));
    const key = `${broker} ${frame.toString('latin1', 0, 4)} ${bytes.toString('latin1')}`;
    let body = encoded.get(key);
    if (!body) {
      const answer = answers[name as RequestName] as
        | ((request: unknown, broker: number) => unknown)
        | undefined;
      if (!answer) throw new Error(`${name} is not simulated`);
      const content = encode(version.response, answer(decode(version.request, bytes), broker));
      body = version.responseHeader >= 1 ? Buffer.concat([Buffer.alloc(1), content]) : content;
      encoded.set(key, body);
    }
    const head = Buffer.alloc(8);
    head.writeInt32BE(4 + body.length, 0);
    frame.copy(head, 4, 4, 8);
    return Buffer.concat([head, body]);
  }

  function serve(broker: number): Server {
    return createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      let waiting = Buffer.alloc(0);
      socket.on('data', (chunk) => {
        waiting = Buffer.concat([waiting, chunk]);
        while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
          const length = waiting.readInt32BE(0);
          const answer = answerTo(broker, waiting.subarray(4, 4 + length));
          waiting = waiting.subarray(4 + length);
          answered += answer.length;
          socket.write(answer);
        }
      });
    }).listen(0, '127.0.0.1');
  }

  const servers = ids.map(serve);
  await Promise.all(servers.map((server) => new Promise((done) => server.once('listening', done))));
  for (const [i, server] of servers.entries()) {
    const address = server.address();
    if (address !== null && typeof address === 'object') ports.set(i + 1, address.port);
  }
  return {
    bootstrap: `127.0.0.1:${ports.get(1)}`,
    requests,
    answered: () => answered,
    lose(id) {
      lost.add(id);
      encoded.clear();
    },
    regain(id) {
      lost.delete(id);
      encoded.clear();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
}

/** DescribeConfigs' code of a topic, and of where a value comes from. */
const topicResource = 2;
const source = { topic: 1, file: 4, default: 5 };
const topicConfig: [string, string, number][] = [
  ['min.insync.replicas', '2', source.topic],
  ['retention.ms', '86400000', source.topic],
  ['cleanup.policy', 'delete', source.default],
  ...otherKeys.map((key): [string, string, number] => [key, '9223372036854775807', source.default]),
];
const brokerConfig: [string, string, number][] = [
  ['process.roles', 'broker', source.file],
  ['inter.broker.protocol.version', '4.3-IV0', source.default],
  ['offsets.retention.minutes', '10080', source.default],
];
