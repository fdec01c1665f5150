import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { build } from 'esbuild';
import { schemas } from '../../../../server/src/cluster/protocol/generated/schemas.ts';
import { readOnlyKafkajs } from '../../../../tools/read-only-kafkajs.ts';
import { repository } from '../../../support/shared.ts';

/** The keys of Kafka's protocol that only read (https://kafka.apache.org/protocol#protocol_api_keys). */
const reads: Record<number, string> = {
  2: 'ListOffsets',
  3: 'Metadata',
  9: 'OffsetFetch',
  15: 'DescribeGroups',
  16: 'ListGroups',
  17: 'SaslHandshake',
  18: 'ApiVersions',
  29: 'DescribeAcls',
  32: 'DescribeConfigs',
  35: 'DescribeLogDirs',
  46: 'ListPartitionReassignments',
  48: 'DescribeClientQuotas',
  55: 'DescribeQuorum',
  60: 'DescribeCluster',
  69: 'ConsumerGroupDescribe',
  75: 'DescribeTopicPartitions',
  77: 'ShareGroupDescribe',
  89: 'StreamsGroupDescribe',
  90: 'DescribeShareGroupOffsets',
};

describe('what can be sent to a cluster', () => {
  it('is nothing but reads: the schemas hold these API keys and no other', () => {
    const held = Object.entries(schemas).map(([name, api]) => [api.key, name]);
    assert.deepEqual(Object.fromEntries(held), reads);
  });

  it('leaves kafkajs with SASL only once it is bundled', async () => {
    const result = await build({
      entryPoints: ['server/src/cluster/protocol/broker.ts'],
      absWorkingDir: repository,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      metafile: true,
      plugins: [readOnlyKafkajs],
    });
    const folder = 'node_modules/kafkajs/src/protocol/requests';
    const requests = Object.keys(result.metafile.inputs)
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => relative(folder, file).split('/')[0]);
    assert.deepEqual([...new Set(requests)].sort(), [
      'apiKeys.js',
      'index.js',
      'saslAuthenticate',
      'saslHandshake',
    ]);
  });
});
