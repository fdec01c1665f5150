import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { TestKafka } from './kafka.ts';
import { createTopics } from './topics.ts';

/** Topics with known places, a hundred messages or some more, and a group that is 40 behind. */
export async function fill(kafka: TestKafka): Promise<void> {
  const client = new Kafka({
    clientId: 'filler',
    brokers: kafka.bootstrap().split(','),
    logLevel: logLevel.NOTHING,
  });
  const admin = client.admin();
  await admin.connect();
  const placed = (...replicas: number[][]) =>
    replicas.map((ids, partition) => ({ partition, replicas: ids }));
  const minIsr = (value: string) => [{ name: 'min.insync.replicas', value }];
  const spread = placed([1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 3, 2], [2, 1, 3], [3, 2, 1]);
  await createTopics(admin, [
    { topic: 'orders', replicaAssignment: spread, configEntries: minIsr('2') },
    { topic: 'strict', replicaAssignment: placed([1, 2, 3]), configEntries: minIsr('3') },
    { topic: 'single', replicaAssignment: placed([2], [1]) },
  ]);
  const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const messages = Array.from({ length: 100 }, (_, i) => ({ partition: i % 2, value: `message ${i}` }));
  await producer.send({ topic: 'orders', messages });
  await producer.disconnect();
  // A slow broker makes the producer send once more: what is behind counts from where the partition ends.
  const behind = [40, 0];
  const partitions = (await admin.fetchTopicOffsets('orders'))
    .filter(({ partition }) => partition < behind.length)
    .map(({ partition, high }) => ({ partition, offset: String(Number(high) - (behind[partition] ?? 0)) }));
  await admin.setOffsets({ groupId: 'billing', topic: 'orders', partitions });
  await admin.disconnect();
}

/**
 * Makes a topic of one partition with these replicas and min.insync.replicas, and writes a record that all of them are to
 * acknowledge. Rejects when the leader refuses it.
 */
export async function writeTo(kafka: TestKafka, replicas: number[], minIsr: string): Promise<void> {
  const brokers = kafka.bootstrap().split(',');
  const retry = { retries: 3 };
  const client = new Kafka({ clientId: 'writer', brokers, logLevel: logLevel.NOTHING, retry });
  const admin = client.admin();
  const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const topic = `replicas-${replicas.length}-min-isr-${minIsr}`;
  try {
    await admin.connect();
    await createTopics(admin, [
      {
        topic,
        replicaAssignment: [{ partition: 0, replicas }],
        configEntries: [{ name: 'min.insync.replicas', value: minIsr }],
      },
    ]);
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: [{ partition: 0, value: 'one' }] });
  } finally {
    await producer.disconnect();
    await admin.disconnect();
  }
}
