import { diagnoseAny } from '../diagnose.ts';
import type { BrokerConnection } from '../protocol/broker.ts';
import { metadataVersions } from '../protocol/generated/codes.ts';
import type { Messages } from '../protocol/generated/messages.ts';
import type { ClusterSession, Metadata } from '../session.ts';
import { readConfigs } from './configs.ts';
import { accept, errorName, part, whenRead } from './part.ts';
import type { BrokerState, LogDir, TopicState } from './types.ts';

/** What DescribeCluster adds to Metadata, as far as it could be read. */
export interface FencedBroker {
  brokerId: number;
  host: string;
  port: number;
  rack: string | null;
  isFenced?: boolean;
}

/** All brokers there should be: registered, fenced, or named by a partition; nothing is asked of them yet. */
export function brokersOf(
  metadata: Metadata,
  described: FencedBroker[],
  topics: TopicState[],
): BrokerState[] {
  const brokers = new Map<number, BrokerState>();
  const silent = { state: 'silent', kind: 'unknown', reason: 'not asked' } as const;
  const unread = { state: 'failed', reason: 'the broker does not answer' } as const;
  const add = (id: number, known: Partial<BrokerState>): void => {
    if (brokers.has(id)) return;
    brokers.set(id, {
      id,
      rack: null,
      registered: false,
      fenced: false,
      answer: silent,
      apiVersions: {},
      supports: {},
      config: unread,
      logDirs: unread,
      ...known,
    });
  };
  for (const { nodeId, host, port, rack } of metadata.brokers) {
    add(nodeId, { host, port, rack: rack ?? null, registered: true });
  }
  for (const { brokerId, host, port, rack, isFenced } of described) {
    // One that registered after the metadata was read is alive, too.
    add(brokerId, { host, port, rack, registered: isFenced !== true, fenced: isFenced === true });
  }
  const lists = new Set<readonly number[]>();
  for (const { partitions } of topics) for (const { replicas } of partitions) lists.add(replicas);
  for (const list of lists) for (const id of list) add(id, {});
  return [...brokers.values()].sort((a, b) => a.id - b.id);
}

/** Connects to a broker; what it says of itself, or why it is silent, is noted in `broker`. */
export async function askBroker(
  session: ClusterSession,
  broker: BrokerState,
): Promise<BrokerConnection | undefined> {
  if (!broker.registered) {
    const reason = broker.fenced
      ? 'the cluster has fenced it off: it sends no heartbeat'
      : 'the cluster no longer lists it';
    broker.answer = { state: 'silent', kind: 'unknown', reason };
    return undefined;
  }
  try {
    const connection = await session.broker(broker.id);
    const { apiKeys, supportedFeatures = [] } = connection.apiVersions;
    const { roundTripMs, elsewhere } = connection;
    broker.answer = { state: 'answered', roundTripMs, ...(elsewhere ? { elsewhere } : {}) };
    broker.apiVersions = Object.fromEntries(apiKeys.map(({ apiKey, maxVersion }) => [apiKey, maxVersion]));
    broker.supports = Object.fromEntries(supportedFeatures.map(({ name, maxVersion }) => [name, maxVersion]));
    const release = releaseOf(broker.supports['metadata.version']);
    if (release !== undefined) broker.kafka = release;
    return connection;
  } catch (error) {
    const { kind, text } = await diagnoseAny(error, session.credentials);
    broker.answer = { state: 'silent', kind, reason: text };
    return undefined;
  }
}

/** "4.3-IV0" belongs to release 4.3; a level newer than this program knows has no name. */
const releaseOf = (level: number | undefined): string | undefined =>
  level === undefined ? undefined : metadataVersions[level]?.split('-')[0];

/**
 * A broker's own configuration. Without KRaft the release is the default of inter.broker.protocol.version; where
 * somebody set it, it names the oldest release that brokers must speak with, and not this one.
 */
export async function readBrokerConfig(connection: BrokerConnection, broker: BrokerState): Promise<void> {
  const read = await part(async () => (await readConfigs(connection, 'broker', [String(broker.id)]))[0]);
  if (read.state !== 'read') broker.config = read;
  else if (read.value) broker.config = read.value;
  if (broker.kafka !== undefined) return;
  const protocol = whenRead(broker.config)?.find(({ name }) => name === 'inter.broker.protocol.version');
  if (protocol?.source === 'default' && protocol.value) broker.kafka = protocol.value.split('-')[0] ?? '';
}

/** Every log directory of a broker; what it holds of each topic is added to `sizes`, bytes by name. */
export async function readLogDirs(
  connection: BrokerConnection,
  sizes: Map<string, number>,
): Promise<LogDir[]> {
  const held = new Map<object, number>();
  const note = ({ name, partitions }: LogDirTopic, dir: object): void => {
    const bytes = partitions.reduce((sum, { partitionSize }) => sum + partitionSize, 0);
    held.set(dir, (held.get(dir) ?? 0) + bytes);
    sizes.set(name, (sizes.get(name) ?? 0) + bytes);
  };
  const answer = await connection.send(
    'DescribeLogDirs',
    { topics: null },
    { deadline: 15_000, each: { results: { topics: note } } },
  );
  accept(answer.errorCode);
  return answer.results.map((dir) => ({
    path: dir.logDir,
    ...(dir.errorCode === 0 ? {} : { error: errorName(dir.errorCode) }),
    ...(dir.totalBytes !== undefined && dir.totalBytes >= 0 ? { totalBytes: dir.totalBytes } : {}),
    ...(dir.usableBytes !== undefined && dir.usableBytes >= 0 ? { usableBytes: dir.usableBytes } : {}),
    bytes: held.get(dir) ?? 0,
  }));
}

type LogDirTopic = Messages['DescribeLogDirs']['response']['results'][number]['topics'][number];
