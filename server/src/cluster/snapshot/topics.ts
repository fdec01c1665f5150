import type { BrokerConnection } from '../protocol/broker.ts';
import type { Messages } from '../protocol/generated/messages.ts';
import type { MetadataTopic } from '../session.ts';
import { readConfigs } from './configs.ts';
import { errorName, missing } from './part.ts';
import type { ConfigEntry, Part, PartitionState, TopicState } from './types.ts';

/** A topic of a Metadata answer, if it tells the name; its configuration and offsets are read afterwards. */
export function topicOf(topic: MetadataTopic): TopicState | undefined {
  if (topic.name === null) return undefined;
  const partitions = topic.partitions.map(
    ({ partitionIndex, leaderId, replicaNodes, isrNodes }): PartitionState => ({
      id: partitionIndex,
      leader: leaderId,
      replicas: replicaNodes,
      // Most partitions are in order: one list for both halves what they take.
      isr: sameList(replicaNodes, isrNodes) ? replicaNodes : isrNodes,
    }),
  );
  return {
    name: topic.name,
    internal: topic.isInternal === true,
    ...(topic.errorCode === 0 ? {} : { error: errorName(topic.errorCode) }),
    partitions: partitions.sort((a, b) => a.id - b.id),
    config: { state: 'failed', reason: 'no broker answers' },
  };
}

const sameList = (a: number[], b: number[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i]);

/** As many topics as one DescribeConfigs may ask for: larger answers hold up the broker's other work. */
const topicsPerRequest = 200;
/** Requests for configurations that wait at one broker: enough to keep it busy, little to hold of its answers. */
const waitingPerBroker = 2;

/**
 * Reads the configurations of all topics. The brokers that answer share the requests, each taking the next one when it
 * is done; a request that is lost goes to another broker once.
 */
export async function readTopicConfigs(
  names: string[],
  brokers: BrokerConnection[],
): Promise<Map<string, Part<ConfigEntry[]>>> {
  const found = new Map<string, Part<ConfigEntry[]>>();
  const chunks: string[][] = [];
  for (let i = 0; i < names.length; i += topicsPerRequest) chunks.push(names.slice(i, i + topicsPerRequest));
  async function work(broker: BrokerConnection, other: BrokerConnection | undefined): Promise<void> {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
      const parts = await readChunk(chunk, [broker, other]);
      for (const [i, name] of chunk.entries()) {
        const part = Array.isArray(parts) ? parts[i] : parts;
        if (part) found.set(name, part);
      }
    }
  }
  const workers = brokers.flatMap((broker, i) =>
    Array.from({ length: waitingPerBroker }, () => work(broker, brokers[(i + 1) % brokers.length])),
  );
  await Promise.all(workers);
  return found;
}

async function readChunk(
  names: string[],
  brokers: (BrokerConnection | undefined)[],
): Promise<Part<ConfigEntry[]>[] | Part<ConfigEntry[]>> {
  let lost: Part<ConfigEntry[]> = { state: 'failed', reason: 'no broker answers' };
  for (const broker of brokers) {
    if (!broker) continue;
    try {
      return await readConfigs(broker, 'topic', names);
    } catch (error) {
      lost = missing(error);
    }
  }
  return lost;
}

/** The partitions that each broker leads, by topic. */
export function ledPartitions(topics: TopicState[]): Map<number, Map<string, PartitionState[]>> {
  const led = new Map<number, Map<string, PartitionState[]>>();
  for (const { name, partitions } of topics) {
    for (const partition of partitions) {
      const byTopic = led.get(partition.leader) ?? new Map<string, PartitionState[]>();
      led.set(partition.leader, byTopic);
      const own = byTopic.get(name);
      if (own) own.push(partition);
      else byTopic.set(name, [partition]);
    }
  }
  return led;
}

/** Asks one broker for the end offsets of the partitions it leads, and notes them there. */
export async function readEndOffsets(
  broker: BrokerConnection,
  led: Map<string, PartitionState[]> | undefined,
): Promise<void> {
  if (!led) return;
  const topics = [...led].map(([name, partitions]) => ({
    name,
    partitions: partitions.map(({ id }) => ({
      partitionIndex: id,
      timestamp: latest,
      currentLeaderEpoch: -1,
    })),
  }));
  const note = ({ name, partitions }: EndOffsets): void => {
    const known = new Map(led.get(name)?.map((partition) => [partition.id, partition]));
    for (const { partitionIndex, errorCode, offset } of partitions) {
      const partition = known.get(partitionIndex);
      if (partition && errorCode === 0) partition.endOffset = offset;
    }
  };
  const body = { replicaId: -1, timeoutMs: 5000, topics };
  await broker.send('ListOffsets', body, { deadline: 15_000, each: { topics: note } });
}

type EndOffsets = Messages['ListOffsets']['response']['topics'][number];

/** ListOffsets' mark for the offset after the last message. */
const latest = -1;
