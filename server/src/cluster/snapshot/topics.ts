import type { BrokerConnection } from '../protocol/broker.ts';
import type { Metadata } from '../session.ts';
import { readConfigs } from './configs.ts';
import { errorName, missing } from './part.ts';
import type { ConfigEntry, Part, PartitionState, TopicState } from './types.ts';

/** The topics of a Metadata answer, by name; configurations and offsets are read afterwards. */
export function topicsOf(metadata: Metadata): TopicState[] {
  const topics: TopicState[] = [];
  for (const topic of metadata.topics) {
    if (topic.name === null) continue;
    const partitions = topic.partitions.map(
      ({ partitionIndex, leaderId, replicaNodes, isrNodes }): PartitionState => ({
        id: partitionIndex,
        leader: leaderId,
        replicas: replicaNodes,
        isr: isrNodes,
      }),
    );
    topics.push({
      name: topic.name,
      internal: topic.isInternal === true,
      ...(topic.errorCode === 0 ? {} : { error: errorName(topic.errorCode) }),
      partitions: partitions.sort((a, b) => a.id - b.id),
      config: { state: 'failed', reason: 'not read' },
    });
  }
  return topics.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As many topics as one DescribeConfigs may ask for: larger answers hold up the broker's other work. */
const topicsPerRequest = 200;

/**
 * Reads the configurations of all topics, the requests spread over the brokers that answer; a request that is lost
 * goes to the next broker once.
 */
export async function readTopicConfigs(
  names: string[],
  brokers: BrokerConnection[],
): Promise<Map<string, Part<ConfigEntry[]>>> {
  const found = new Map<string, Part<ConfigEntry[]>>();
  const chunks: string[][] = [];
  for (let i = 0; i < names.length; i += topicsPerRequest) chunks.push(names.slice(i, i + topicsPerRequest));
  await Promise.all(
    chunks.map(async (chunk, index) => {
      const parts = await readChunk(chunk, [
        brokers[index % brokers.length],
        brokers[(index + 1) % brokers.length],
      ]);
      for (const [i, name] of chunk.entries()) {
        const part = Array.isArray(parts) ? parts[i] : parts;
        if (part) found.set(name, part);
      }
    }),
  );
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

/** Asks one broker for the end offsets of the partitions it leads and notes them in the topics. */
export async function readEndOffsets(
  broker: BrokerConnection,
  id: number,
  topics: TopicState[],
): Promise<void> {
  const led = new Map<string, Map<number, PartitionState>>();
  for (const topic of topics) {
    const own = topic.partitions.filter(({ leader }) => leader === id);
    if (own.length > 0) led.set(topic.name, new Map(own.map((partition) => [partition.id, partition])));
  }
  if (led.size === 0) return;
  const answer = await broker.send(
    'ListOffsets',
    {
      replicaId: -1,
      timeoutMs: 5000,
      topics: [...led].map(([name, partitions]) => ({
        name,
        partitions: [...partitions.keys()].map((partitionIndex) => ({
          partitionIndex,
          timestamp: latest,
          currentLeaderEpoch: -1,
        })),
      })),
    },
    { deadline: 15_000 },
  );
  for (const { name, partitions } of answer.topics) {
    for (const { partitionIndex, errorCode, offset } of partitions) {
      const partition = led.get(name)?.get(partitionIndex);
      if (partition && errorCode === 0) partition.endOffset = offset;
    }
  }
}

/** ListOffsets' mark for the offset after the last message. */
const latest = -1;
