// What Kafka's own tools print, as far as the tests compare with it.

/** "orders-0", leader, replicas and in-sync replicas of what kafka-topics --describe prints. */
export function describedPartitions(text: string): [string, number, string, string][] {
  const lines = text.matchAll(
    /Topic: (\S+)\s+Partition: (\d+)\s+Leader: (\S+)\s+Replicas: (\S+)\s+Isr: ?([\d,]*)/g,
  );
  return [...lines]
    .map(([, topic, id, leader, replicas = '', isr = '']): [string, number, string, string] => [
      `${topic}-${id}`,
      leader === 'none' ? -1 : Number(leader),
      replicas,
      isr.split(',').sort().join(),
    ])
    .sort();
}

/** Group, topic, partition, committed offset and lag of what kafka-consumer-groups --describe prints. */
export function describedOffsets(text: string): string[] {
  return [...text.matchAll(/^(\S+)\s+(\S+)\s+(\d+)\s+(\d+|-)\s+(\d+|-)\s+(\d+|-)\s/gm)]
    .map(([, id, topic, partition, committed, , lag]) => `${id} ${topic} ${partition} ${committed} ${lag}`)
    .sort();
}

interface LogDirsOutput {
  brokers: { broker: number; logDirs: { partitions: { partition: string; size: number }[] }[] }[];
}

/** Broker, partition and bytes of what kafka-log-dirs --describe prints. */
export function describedSizes(text: string): string[] {
  const json = text.split('\n').find((line) => line.startsWith('{'));
  const { brokers } = JSON.parse(json ?? '') as LogDirsOutput;
  return brokers.flatMap(({ broker, logDirs }) =>
    logDirs.flatMap(({ partitions }) => partitions.map((p) => `${broker} ${p.partition} ${p.size}`)),
  );
}
