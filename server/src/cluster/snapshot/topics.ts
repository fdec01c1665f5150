import { internedIds } from '../interned.ts';
import type { BrokerConnection } from '../protocol/broker.ts';
import type { Messages } from '../protocol/generated/messages.ts';
import type { MetadataTopic } from '../session.ts';
import { turn } from '../turns.ts';
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
      replicas: internedIds(replicaNodes),
      isr: internedIds(isrNodes),
      endOffset: undefined,
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

/** As many topics as one DescribeConfigs may ask for: larger answers hold up the broker's other work. */
const topicsPerRequest = 200;
/** Requests for configurations that wait at one broker, and at all of them: enough to keep them busy, little to hold. */
const waiting = { perBroker: 2, inAll: 8 };

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
  const workers = Array.from({ length: waiting.perBroker }, () => brokers)
    .flat()
    .slice(0, waiting.inAll);
  await Promise.all(workers.map((broker, i) => work(broker, brokers[(i + 1) % brokers.length])));
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

/** Topics by name, in the order of names. */
export type Topics = ReadonlyMap<string, TopicState>;

/** A partition of a topic; they are sorted by their number, and there is mostly one for each. */
export const partitionOf = (topic: TopicState | undefined, id: number): PartitionState | undefined =>
  topic?.partitions[id]?.id === id
    ? topic.partitions[id]
    : topic?.partitions.find((partition) => partition.id === id);

/** As many partitions as one ListOffsets may ask for. */
const partitionsPerRequest = 2000;

/** Asks one broker for the end offsets of the partitions it leads, and notes them there. */
export async function readEndOffsets(broker: BrokerConnection, id: number, topics: Topics): Promise<void> {
  const left = topics.values();
  const note = (told: EndOffsets): void => noteEnds(told, topics);
  const askNext = () => {
    const asked = nextLed(left, id);
    if (asked.length === 0) return undefined;
    const body = { replicaId: -1, timeoutMs: 5000, topics: asked };
    return broker.send('ListOffsets', body, { deadline: 15_000, each: { topics: note } });
  };
  do await turn();
  while (await askNext());
}

/** What to ask a broker of the next topics that it leads partitions of. */
function nextLed(topics: Iterator<TopicState>, broker: number) {
  const asked: { name: string; partitions: ReturnType<typeof questionOf>[] }[] = [];
  let count = 0;
  while (count < partitionsPerRequest) {
    const { value: topic, done } = topics.next();
    if (done) break;
    const partitions = topic.partitions.filter(({ leader }) => leader === broker).map(questionOf);
    if (partitions.length === 0) continue;
    asked.push({ name: topic.name, partitions });
    count += partitions.length;
  }
  return asked;
}

function noteEnds({ name, partitions }: EndOffsets, topics: Topics): void {
  const topic = topics.get(name);
  for (const { partitionIndex, errorCode, offset } of partitions) {
    const partition = partitionOf(topic, partitionIndex);
    if (partition && errorCode === 0) partition.endOffset = offset;
  }
}

type EndOffsets = Messages['ListOffsets']['response']['topics'][number];

/** ListOffsets' mark for the offset after the last message. */
const latest = -1;

const questionOf = ({ id }: PartitionState) => ({
  partitionIndex: id,
  timestamp: latest,
  currentLeaderEpoch: -1,
});
