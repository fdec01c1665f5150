import { connect } from 'node:net';
import { decode, skipHeaderTags } from '../../../server/src/cluster/protocol/decode.ts';
import { encode } from '../../../server/src/cluster/protocol/encode.ts';
import type { Messages } from '../../../server/src/cluster/protocol/generated/messages.ts';
import { schemas } from '../../../server/src/cluster/protocol/generated/schemas.ts';
import { type RequestName, readRequests } from '../../../server/src/cluster/protocol/requests.ts';

/** What a broker answered to one version of a request: all bytes after the number of the request. */
export interface RawAnswer {
  name: RequestName;
  version: number;
  bytes: Buffer;
}

const anything = 1;
const topicResource = 2;
const groups = ['billing', 'classic', 'fresh', 'sharing'];

/** A body that the topics and groups of `fill` have an answer to; older versions take what they know of it. */
const bodies: Record<RequestName, (version: number) => object> = {
  ApiVersions: () => ({ clientSoftwareName: 'test', clientSoftwareVersion: '1', nodeId: -1 }),
  ConsumerGroupDescribe: () => ({ groupIds: groups }),
  DescribeAcls: () => ({
    resourceTypeFilter: anything,
    patternTypeFilter: anything,
    operation: anything,
    permissionType: anything,
  }),
  DescribeClientQuotas: () => ({ components: [] }),
  DescribeCluster: () => ({ includeClusterAuthorizedOperations: true, endpointType: 1 }),
  DescribeConfigs: () => ({
    resources: [{ resourceType: topicResource, resourceName: 'orders', configurationKeys: null }],
    includeSynonyms: true,
  }),
  DescribeGroups: () => ({ groups, includeAuthorizedOperations: true }),
  DescribeLogDirs: () => ({ topics: null }),
  DescribeQuorum: () => ({
    topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }],
  }),
  DescribeShareGroupOffsets: () => ({ groups: [{ groupId: 'sharing', topics: null }] }),
  DescribeTopicPartitions: () => ({ topics: [{ name: 'orders' }], responsePartitionLimit: 4, cursor: null }),
  ListGroups: () => ({}),
  ListOffsets: () => ({
    replicaId: -1,
    topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, timestamp: -1, currentLeaderEpoch: -1 }] }],
  }),
  ListPartitionReassignments: () => ({ timeoutMs: 1000, topics: null }),
  // Before version 1 an empty list stood for all topics; before 2 a group's topics had to be named.
  Metadata: (version) => ({ topics: version === 0 ? [] : null }),
  OffsetFetch: (version) => ({
    groupId: 'billing',
    topics: version < 2 ? [{ name: 'orders', partitionIndexes: [0, 1] }] : null,
    groups: [{ groupId: 'billing', memberEpoch: -1, topics: null }],
  }),
  SaslHandshake: () => ({ mechanism: 'PLAIN' }),
  ShareGroupDescribe: () => ({ groupIds: groups }),
  StreamsGroupDescribe: () => ({ groupIds: groups }),
};

/**
 * Asks the broker at a port of 127.0.0.1 every version of every request that it and this program have in common, each
 * on a connection of its own. `ranges` are the versions that the broker has, by API key.
 */
export async function askEveryVersion(
  port: number,
  ranges: Map<number, { min: number; max: number }>,
): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  for (const name of readRequests) {
    const { key = -1, versions = {} } = schemas[name] ?? {};
    const { min, max } = ranges.get(key) ?? { min: 0, max: -1 };
    for (const version of Object.keys(versions).map(Number)) {
      if (version < min || version > max) continue;
      answers.push({ name, version, bytes: await ask(port, name, version) });
    }
  }
  return answers;
}

/**
 * Asks a broker every version of every request and decodes the answers; gives how many there were. Throws with the name
 * of the one that is not what its schema says.
 */
export async function readEveryVersion(port: number): Promise<number> {
  const answers = await askEveryVersion(port, await apiVersionsOf(port));
  for (const { name, version, bytes } of answers) {
    const schema = schemas[name]?.versions[version];
    if (!schema) throw new Error(`no version ${version} of ${name}`);
    const content = schema.responseHeader >= 1 ? skipHeaderTags(bytes) : bytes;
    try {
      decode(schema.response, content);
    } catch (error) {
      throw new Error(`${name} ${version}`, { cause: error });
    }
  }
  return answers.length;
}

/** The versions of every request that a broker has, by API key. */
export async function apiVersionsOf(port: number): Promise<Map<number, { min: number; max: number }>> {
  const schema = schemas.ApiVersions?.versions[0]?.response;
  if (!schema) throw new Error('no ApiVersions 0');
  const answer = decode(schema, await ask(port, 'ApiVersions', 0)) as Messages['ApiVersions']['response'];
  return new Map(answer.apiKeys.map((api) => [api.apiKey, { min: api.minVersion, max: api.maxVersion }]));
}

/** Sends one request on a bare socket and gives what came back after its number. */
function ask(port: number, name: RequestName, version: number): Promise<Buffer> {
  const { key = -1, versions = {} } = schemas[name] ?? {};
  const schema = versions[version];
  if (!schema) throw new Error(`no version ${version} of ${name}`);
  const head = Buffer.alloc(14);
  head.writeInt16BE(key, 4);
  head.writeInt16BE(version, 6);
  const noClientId = -1;
  head.writeInt16BE(noClientId, 12);
  // Flexible headers end with the number of their tagged fields.
  const tags = Buffer.alloc(schema.requestHeader >= 2 ? 1 : 0);
  const frame = Buffer.concat([head, tags, encode(schema.request, bodies[name](version))]);
  frame.writeInt32BE(frame.length - 4, 0);
  return exchange(port, frame);
}

function exchange(port: number, frame: Buffer): Promise<Buffer> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(frame));
    let bytes = Buffer.alloc(0);
    socket.setTimeout(15_000, () => socket.destroy(new Error('no answer')));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the broker hung up')));
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < 4 || bytes.length < 4 + bytes.readInt32BE(0)) return;
      done(bytes.subarray(8));
      socket.destroy();
    });
  });
}
