/**
 * Every request that this program can encode. All of them only read: what is not in this list cannot be sent, because
 * the schemas are generated from it. SaslHandshake is here to ask a broker which mechanisms it has.
 *
 * Left out on purpose although their names sound harmless: FindCoordinator (may create __consumer_offsets), Fetch
 * (reads people's data).
 */
export const readRequests = [
  'ApiVersions',
  'ConsumerGroupDescribe',
  'DescribeAcls',
  'DescribeClientQuotas',
  'DescribeCluster',
  'DescribeConfigs',
  'DescribeGroups',
  'DescribeLogDirs',
  'DescribeQuorum',
  'DescribeShareGroupOffsets',
  'DescribeTopicPartitions',
  'ListGroups',
  'ListOffsets',
  'ListPartitionReassignments',
  'Metadata',
  'OffsetFetch',
  'SaslHandshake',
  'ShareGroupDescribe',
  'StreamsGroupDescribe',
] as const;

export type RequestName = (typeof readRequests)[number];

/**
 * Fields of answers that a large cluster tells by the hundred thousand and nobody here looks at: they are read over and
 * never become values. What they are called is left out of the generated schemas and types.
 */
export const unread: { [N in RequestName]?: string[] } = {
  DescribeConfigs: [
    'results.configs.configType',
    'results.configs.documentation',
    'results.configs.readOnly',
    'results.configs.synonyms',
  ],
  DescribeLogDirs: [
    'results.topics.partitions.isFutureKey',
    'results.topics.partitions.offsetLag',
    'results.topics.partitions.partitionIndex',
  ],
  ListOffsets: ['topics.partitions.leaderEpoch', 'topics.partitions.timestamp'],
  Metadata: [
    'topics.partitions.errorCode',
    'topics.partitions.leaderEpoch',
    'topics.partitions.offlineReplicas',
    'topics.topicAuthorizedOperations',
    'topics.topicId',
  ],
  OffsetFetch: [
    'groups.topics.partitions.committedLeaderEpoch',
    'groups.topics.partitions.metadata',
    'topics.partitions.committedLeaderEpoch',
    'topics.partitions.metadata',
  ],
};
