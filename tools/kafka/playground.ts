// A real Kafka with something to see in it, for npm start -- --kafka: topics that are well made and others, a producer,
// consumer groups of every protocol, and one that does not keep up.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Consumer, type ITopicConfig, Kafka, logLevel, Partitioners } from 'kafkajs';
import { startKafka } from '../../test/kafka/support/kafka.ts';

export interface Playground {
  /** host:port of every broker, without security. */
  bootstrap: string;
  /** Ends every process, each by its own id, and removes the data. */
  stop(): Promise<void>;
}

const version = '4.3.1';

/** Messages a second that are produced, and that the slow group gets done. */
const produced = 40;
const billed = 15;

/** Starts three brokers and a controller, fills them and keeps them busy. Throws when Kafka does not start. */
export async function startPlayground(): Promise<Playground> {
  console.log(`Starting Kafka ${version}: a controller and three brokers …`);
  const kafka = await startKafka({ version });
  const bootstrap = kafka.bootstrap();
  const client = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING });
  const endings: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    // Ctrl+C has reached the brokers too: who cannot say good-bye to them any more need not.
    await Promise.race([Promise.allSettled(endings.map((end) => end())), sleep(2000)]);
    await kafka.stop();
  };
  try {
    await createTopics(client);
    endings.push(await keepProducing(client));
    endings.push(await consumeSlowly(client));
    const consume = ['--bootstrap-server', bootstrap, '--topic', 'orders', '--group'];
    const fast = kafka.toolInBackground(
      'kafka-console-consumer',
      ...[...consume, 'reporting', '--consumer-property', 'group.protocol=consumer'],
    );
    const shared = kafka.toolInBackground('kafka-console-share-consumer', ...consume, 'fraud-checks');
    endings.push(
      () => fast.kill('SIGKILL'),
      () => shared.kill('SIGKILL'),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  console.log(`Kafka ${version} runs at ${bootstrap}`);
  return { bootstrap, stop };
}

async function createTopics(client: Kafka): Promise<void> {
  const topic = (name: string, partitions: number, rf: number, config: Record<string, string> = {}) =>
    ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: rf,
      configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
    }) satisfies ITopicConfig;
  const safe = { 'min.insync.replicas': '2' };
  const topics = [
    topic('orders', 12, 3, safe),
    topic('payments', 6, 3, { ...safe, 'retention.ms': String(7 * 86_400_000) }),
    topic('customers', 3, 3, { ...safe, 'cleanup.policy': 'compact' }),
    topic('clicks', 6, 2),
    topic('ledger', 3, 3, { 'min.insync.replicas': '3' }),
    topic('scratch', 1, 1),
  ];
  const admin = client.admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics, waitForLeaders: false });
  } finally {
    await admin.disconnect();
  }
}

async function keepProducing(client: Kafka): Promise<() => Promise<void>> {
  const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  let count = 0;
  const timer = setInterval(() => {
    count += 1;
    const messages = Array.from({ length: produced }, (_, i) => ({
      key: `order-${count * produced + i}`,
      value: JSON.stringify({ order: count * produced + i, amount: (i * 7) % 100 }),
    }));
    const topicMessages = ['orders', 'payments', 'clicks'].map((topic) => ({ topic, messages }));
    // Somebody may stop a broker to see what happens: the next second is another try.
    producer.sendBatch({ topicMessages, acks: -1, timeout: 5000 }).catch(() => {});
  }, 1000);
  return () => {
    clearInterval(timer);
    return producer.disconnect();
  };
}

/** The group whose lag grows. */
async function consumeSlowly(client: Kafka): Promise<() => Promise<void>> {
  const consumer: Consumer = client.consumer({ groupId: 'billing' });
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders', 'payments'], fromBeginning: true });
  await consumer.run({
    autoCommitInterval: 1000,
    eachMessage: async () => {
      await sleep(1000 / billed);
    },
  });
  return () => consumer.disconnect();
}
