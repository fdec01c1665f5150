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
