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
  brokers: { logDirs: { partitions: { partition: string; size: number }[] }[] }[];
}

/** Topic and bytes over all brokers of what kafka-log-dirs --describe prints. */
export function describedSizes(text: string): string[] {
  const json = text.split('\n').find((line) => line.startsWith('{'));
  const { brokers } = JSON.parse(json ?? '') as LogDirsOutput;
  const sizes = new Map<string, number>();
  for (const { partition, size } of brokers.flatMap(({ logDirs }) =>
    logDirs.flatMap((dir) => dir.partitions),
  )) {
    const topic = partition.replace(/-\d+$/, '');
    sizes.set(topic, (sizes.get(topic) ?? 0) + size);
  }
  return [...sizes].map(([topic, size]) => `${topic} ${size}`);
}

/** Topic and "key=value" of what kafka-configs --describe prints of topics. */
export function describedConfigs(text: string): string[] {
  let topic = '';
  return text.split('\n').flatMap((line) => {
    topic = /^Dynamic configs for topic (\S+) are:/.exec(line)?.[1] ?? topic;
    const set = /^ {2}(\S+?=.*?) sensitive=/.exec(line)?.[1];
    return set === undefined ? [] : [`${topic} ${set}`];
  });
}

/** Id and status of every node of what kafka-metadata-quorum describe --replication prints. */
export function describedQuorum(text: string): string[] {
  return [...text.matchAll(/^(\d+)\s.*\s(Leader|Follower|Observer)\s*$/gm)].map(
    ([, id, status]) => `${id} ${status}`,
  );
}

/** Group, topic, partition, start offset and lag of what kafka-share-groups --describe prints. */
export function describedShareOffsets(text: string): string[] {
  return [...text.matchAll(/^(\S+)\s+(\S+)\s+(\d+)\s+(\d+)\s+(\d+|-)\s*$/gm)].map(
    ([, id, topic, partition, start, lag]) => `${id} ${topic} ${partition} ${start} ${lag}`,
  );
}
