import type { BrokerConnection } from '../protocol/broker.ts';
import { type ClusterSession, readMetadata } from '../session.ts';
import { turn } from '../turns.ts';
import { askBroker, brokersOf, readBrokerConfig, readLogDirs } from './brokers.ts';
import {
  describeCluster,
  maySeeAll,
  readAcls,
  readQuorum,
  readQuotas,
  readReassignments,
} from './cluster.ts';
import { countLag, readGroups, readShareOffsets } from './groups.ts';
import { part, whenRead } from './part.ts';
import { readEndOffsets, readTopicConfigs, type Topics, topicOf } from './topics.ts';
import type { BrokerState, ClusterSnapshot, GroupState, Groups, Part, TopicState } from './types.ts';

/**
 * Reads the cluster's state. Metadata comes from any broker; then every broker is asked at the same time, each with its
 * own deadlines, so that one that is dead or frozen costs its own part only.
 * Throws Unreachable when no broker gives metadata; everything else that fails is told in the snapshot.
 */
export async function takeSnapshot(session: ClusterSession): Promise<ClusterSnapshot> {
  const takenAt = Date.now();
  const began = performance.now();
  const topics: TopicState[] = [];
  const metadata = await readMetadata(session, (told) => {
    const topic = topicOf(told);
    if (topic) topics.push(topic);
  });
  topics.sort((a, b) => (a.name < b.name ? -1 : 1));
  const seed = await session.any();
  const describing = part(() => describeCluster(seed));
  const beside = session.beside(seed);
  const clusterWide = Promise.all([
    part(async () => readQuorum(await beside)),
    part(async () => readReassignments(await controllerVia(session, await beside, metadata.controllerId))),
    part(() => readAcls(seed)),
    part(() => readQuotas(seed)),
  ]);

  const listed = whenRead(await describing)?.brokers ?? [];
  const brokers = brokersOf(metadata, listed, topics);
  session.learn([
    ...listed.filter(({ isFenced }) => !isFenced).map((each) => ({ ...each, nodeId: each.brokerId })),
    ...metadata.brokers,
  ]);
  const connections = await Promise.all(brokers.map((broker) => askBroker(session, broker)));
  const answering = connections.filter((connection) => connection !== undefined);
  const configs = readTopicConfigs(
    topics.map(({ name }) => name),
    answering,
  );
  const byName: Topics = new Map(topics.map((topic) => [topic.name, topic]));
  const sizes = new Map<string, number>();
  const groupParts = await Promise.all(
    brokers.map((broker, index) =>
      readBroker(session, broker, connections[index], { topics: byName, sizes }),
    ),
  );
  const read = await configs;
  await turn();
  const allSized = brokers.every(({ registered, logDirs }) => !registered || logDirs.state === 'read');
  for (const topic of topics) {
    topic.config = read.get(topic.name) ?? topic.config;
    const size = allSized ? sizes.get(topic.name) : undefined;
    if (size !== undefined) topic.size = size;
  }
  const [quorum, reassignments, acls, quotas] = await clusterWide;
  const described = whenRead(await describing);
  const seesAll = described ? maySeeAll(described.clusterAuthorizedOperations) : undefined;
  const groups = joinGroups(brokers, groupParts, seesAll);
  await countLag(groups.list, byName);
  return {
    takenAt,
    tookMs: Math.round(performance.now() - began),
    ...(metadata.clusterId ? { clusterId: metadata.clusterId } : {}),
    connected: {
      tls: session.credentials.tls !== null,
      sasl: session.credentials.sasl !== null,
      ...(session.elsewhere() ? { elsewhere: true } : {}),
    },
    ...(seesAll === undefined ? {} : { seesAll }),
    brokers,
    controllerId: metadata.controllerId ?? -1,
    quorum,
    features: Object.fromEntries(
      (seed.apiVersions.finalizedFeatures ?? []).map(({ name, maxVersionLevel }) => [name, maxVersionLevel]),
    ),
    topics,
    groups,
    reassignments,
    acls,
    quotas,
  };
}

/** Whom to ask what only the controller knows: with KRaft every broker passes it on, before KRaft none did. */
function controllerVia(
  session: ClusterSession,
  broker: BrokerConnection,
  controllerId = -1,
): BrokerConnection | Promise<BrokerConnection> {
  return broker.supports('DescribeQuorum') ? broker : session.broker(controllerId);
}

/** Where brokers note what they tell about topics. */
interface Notes {
  topics: Topics;
  /** Bytes by topic. */
  sizes: Map<string, number>;
}

/** Everything that only this broker can tell; notes it in `broker` and in `notes`, and gives its groups. */
async function readBroker(
  session: ClusterSession,
  broker: BrokerState,
  connection: BrokerConnection | undefined,
  { topics, sizes }: Notes,
): Promise<Part<GroupState[]>> {
  if (!connection) return { state: 'failed', reason: 'the broker does not answer' };
  // The smallest question goes first: a frozen broker is found out by its short deadline, and the others end with it.
  const [groups, , logDirs] = await Promise.all([
    part(() => readGroups(connection, broker.id)),
    readBrokerConfig(connection, broker),
    part(() => readLogDirs(connection, sizes)),
    part(() => readEndOffsets(connection, broker.id, topics)),
  ]);
  broker.logDirs = logDirs;
  if (!connection.isOpen()) {
    broker.answer = {
      state: 'silent',
      kind: 'no-answer',
      reason: 'it takes requests and does not answer them',
    };
  }
  const shared = (whenRead(groups) ?? []).filter(({ kind }) => kind === 'share');
  if (shared.length > 0) {
    const beside = await part(() => session.beside(connection));
    if (beside.state === 'read') await readShareOffsets(beside.value, shared);
  }
  return groups;
}

function joinGroups(
  brokers: BrokerState[],
  parts: Part<GroupState[]>[],
  seesAll: boolean | undefined,
): Groups {
  const list = parts.flatMap((groups) => whenRead(groups) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
  const lost = brokers
    .filter(({ registered }, i) => registered && parts[i]?.state !== 'read')
    .map(({ id }) => id);
  if (lost.length > 0) {
    return { list, incomplete: `broker ${lost.join(', ')} did not tell which groups it coordinates` };
  }
  return seesAll === false ? { list, incomplete: 'only the groups that this user may describe' } : { list };
}
