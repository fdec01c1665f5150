import assert from 'node:assert/strict';
import { commandFor } from '../../../server/src/cluster/commands.ts';
import { documentPath, parseDocumentUri } from '../../../server/src/cluster/document-uri.ts';
import {
  brokerDocument,
  type DocumentContext,
  groupDocument,
  topicDocument,
} from '../../../server/src/cluster/documents.ts';
import type { ConfigEntry, Part, TopicState } from '../../../server/src/cluster/snapshot/types.ts';
import type { Finding } from '../../../server/src/model/finding.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { cluster as strimziCluster, topic as strimziTopic } from '../../../server/src/rules/sound.ts';
import { broker, entry, group, snapshot, topic } from './snapshots.ts';

const context: DocumentContext = { cluster: 'prod', snapshot: snapshot() };
const config = (...entries: ConfigEntry[]): Part<ConfigEntry[]> => ({ state: 'read', value: entries });
const brokerConfig = config(
  entry('process.roles', 'broker', 'static'),
  entry('node.id', '1', 'static'),
  entry('log.dirs', 'C:\\kafka', 'static'),
  entry('default.replication.factor', '3', 'static'),
  entry('min.insync.replicas', '2', 'static'),
  entry('message.max.bytes', '2000000', 'dynamic-default'),
  entry('log.cleaner.threads', '2', 'dynamic-broker'),
  entry('num.io.threads', '8', 'default'),
  { name: 'ssl.keystore.password', value: null, source: 'static', sensitive: true },
  { name: 'ssl.key.password', value: null, source: 'default', sensitive: true },
  { name: 'alter.config.policy.class.name', value: null, source: 'default' },
);

function reviewOf(files: Record<string, string>): Review {
  const review = createReview({ rules });
  for (const [uri, text] of Object.entries(files)) review.set(uri, text);
  review.refresh();
  return review;
}

const uri = 'kafka:/id/prod/topics/orders.properties';
const topicText = (of: TopicState, ...own: ConfigEntry[]): string =>
  topicDocument(of, config(...own, entry('retention.ms', '604800000', 'default')), brokerConfig, context);

describe('the document of a broker', () => {
  const text = brokerDocument(broker(1), brokerConfig, context);

  it('groups values by where they come from; defaults are comments', () => {
    const [, , , ...rest] = text.split('\n');
    assert.deepEqual(rest.slice(0, 6), [
      '# Set while it runs, for broker 1 alone',
      'log.cleaner.threads=2',
      '',
      '# Set while they run, for all brokers',
      'message.max.bytes=2000000',
      '',
    ]);
    assert.ok(text.includes('\n#num.io.threads=8\n'));
    assert.ok(text.includes('\n#alter.config.policy.class.name (no value)\n'));
  });

  it('shows what Kafka keeps to itself as hidden, and takes it for unknown', () => {
    assert.ok(text.includes('\nssl.keystore.password=(hidden)\n'));
    assert.ok(text.includes('\n#ssl.key.password (hidden)\n'));
    const review = reviewOf({ 'kafka:/id/prod/brokers/1.properties': text });
    const [draft] = review.file('kafka:/id/prod/brokers/1.properties')?.parts[0]?.reading.drafts ?? [];
    assert.ok(draft?.kind === 'broker');
    assert.equal(draft.config.entries.get('ssl.keystore.password')?.value.state, 'unknown');
    assert.equal(draft.config.entries.get('log.dirs')?.value.text, 'C:\\kafka');
  });

  it('says its age while the cluster cannot be reached', () => {
    const lost = brokerDocument(broker(1), brokerConfig, { ...context, unreachableSince: 1_060_000 });
    assert.equal(
      lost.split('\n')[1],
      '# Not reachable since 1970-01-01 00:17:40 UTC: this is how it was at 1970-01-01 00:16:40 UTC.',
    );
  });

  it('says why the configuration is not there', () => {
    const blind = brokerDocument(broker(1), { state: 'not-authorized' }, context);
    assert.ok(blind.includes('# The configuration is not shown: not authorized to see'));
  });
});

describe('the document of a topic', () => {
  const found = (text: string): string[] =>
    reviewOf({ [uri]: text })
      .findings(uri)
      .map(({ rule, place }) => `${rule} at ${text.slice(place.start, place.end)}`);

  it('has its size, its configuration and its partitions', () => {
    const text = topicText(topic('orders', ['1,2,3', '2,3,1/2,3']), entry('min.insync.replicas', '2'));
    assert.ok(text.includes('\npartitions=2\nreplication.factor=3\n'));
    assert.ok(text.includes('\n# Set on the topic\nmin.insync.replicas=2\n'));
    assert.match(text, /\n# 1 {10}2 {7}2 3 1 {5}2 3 {6}100 {9}not in sync: 1\n$/);
  });

  it('is reviewed by the rules of files, with the facts of its cluster', () => {
    assert.deepEqual(found(topicText(topic('orders', ['1,2,3']))), []);
    assert.deepEqual(found(topicText(topic('orders', ['1,2,3']), entry('min.insync.replicas', '3'))), [
      'min-isr-equals-rf at 3',
    ]);
    assert.deepEqual(found(topicText(topic('orders', ['1']))), ['min-isr-exceeds-rf at 1']);
  });

  it('says nothing about what it inherits: that is told at the broker', () => {
    const inherited = entry('min.insync.replicas', '3', 'static');
    assert.deepEqual(found(topicText(topic('orders', ['1,2,3']), inherited)), []);
  });

  it('never joins the files of the workspace', () => {
    const files = { ...strimziCluster(), 'topic.yaml': strimziTopic({}) };
    const own = Object.fromEntries(Object.entries(files).map(([name, text]) => [`file:///w/${name}`, text]));
    const live = {
      [uri]: topicText(topic('orders', ['1'])),
      'kafka:/id/prod/brokers/1.properties': brokerDocument(broker(1), brokerConfig, context),
      // A copy of a file, as the comparison shows it.
      'kafka:/id/prod/drift/x/kafka.yaml': Object.values(files)[0] ?? '',
    };
    const before = reviewOf(own);
    const both = reviewOf({ ...own, ...live });
    for (const name of Object.keys(own))
      assert.deepEqual(both.findings(name).length, before.findings(name).length);
    assert.deepEqual(
      both.clusters().map(({ cluster }) => [cluster.name, cluster.platform, cluster.brokers?.value]),
      [
        ...before.clusters().map(({ cluster }) => [cluster.name, cluster.platform, cluster.brokers?.value]),
        ['broker 1', 'live', 3],
      ],
    );
    assert.equal(both.file('kafka:/id/prod/drift/x/kafka.yaml'), undefined);
  });
});

describe('the document of a group', () => {
  it('lists members and offsets with the lag', () => {
    const text = groupDocument(group('team/billing', [5, 0, 3]), [], context);
    assert.ok(text.startsWith('# classic group team/billing of prod'));
    assert.match(text, /\nLag {10}8\n/);
    assert.match(text, /\norders {2}0 {10}95 {9}5 {4}unknown\n/);
  });
});

describe('the address of a document', () => {
  it('is read back as it was written, whatever the name holds', () => {
    for (const [kind, name] of [
      ['brokers', '1'],
      ['topics', 'orders.v1'],
      ['groups', 'team/billing 100 %'],
      ['drift', 'file:///w/prod/kafka.yaml'],
    ] as const) {
      // An editor encodes the path once more.
      const path = documentPath(kind, name).split('/').map(encodeURIComponent).join('/');
      const uri = `kafka:/settings%252Fprod/prod/${path}`;
      assert.deepEqual(parseDocumentUri(uri), { cluster: 'settings/prod', kind, name });
    }
    assert.equal(parseDocumentUri('file:///w/brokers/1.properties'), undefined);
  });
});

describe('a fix in a running cluster', () => {
  const connection = { bootstrap: 'b1:9092' };

  /** The commands for every fix that is offered in a topic's document. */
  function commands(of: TopicState, ...own: ConfigEntry[]): (string | undefined)[] {
    const review = reviewOf({ [uri]: topicText(of, ...own) });
    const [draft] = review.file(uri)?.parts[0]?.reading.drafts ?? [];
    assert.ok(draft?.kind === 'topic');
    return review.findings(uri).flatMap(({ fixes }: Finding) =>
      fixes.map(
        ({ changes }) =>
          commandFor(changes, {
            connection,
            snapshot: context.snapshot,
            subject: { kind: 'topic', topic: of },
            entries: draft.config.entries,
            sourceOf: (key) => own.find(({ name }) => name === key)?.source,
          })?.text,
      ),
    );
  }

  it('is a kafka-configs command for a setting of a topic', () => {
    assert.deepEqual(commands(topic('orders', ['1,2,3']), entry('min.insync.replicas', '3')), [
      'kafka-configs.sh --bootstrap-server b1:9092 --entity-type topics --entity-name orders --alter --add-config min.insync.replicas=2',
    ]);
  });

  it('is a reassignment for the replication factor: every rack once, what is there stays', () => {
    const [text = ''] = commands(topic('orders', ['1', '2']));
    const [, json = ''] = /^printf '%s' '(.*)' > reassign-orders.json$/m.exec(text) ?? [];
    const { partitions } = JSON.parse(json) as { partitions: { replicas: number[] }[] };
    assert.deepEqual(
      partitions.map(({ replicas }) => replicas[0]),
      [1, 2],
    );
    for (const { replicas } of partitions) assert.deepEqual([...replicas].sort(), [1, 2, 3]);
    assert.match(
      text,
      /\nkafka-reassign-partitions\.sh --bootstrap-server b1:9092 --reassignment-json-file reassign-orders\.json --execute$/,
    );
  });

  const slot = (key: string) => ({
    part: { uri, format: 'properties' as const, text: '', offset: 0 },
    path: [key],
  });
  const ofBroker = (
    key: string,
    value: string | undefined,
    source: ConfigEntry['source'],
  ): string | undefined =>
    commandFor(
      [value === undefined ? { kind: 'remove', slot: slot(key) } : { kind: 'set', slot: slot(key), value }],
      {
        connection: { bootstrap: 'b1:9092', commandConfig: "o'brien.properties" },
        snapshot: context.snapshot,
        subject: { kind: 'broker', id: 1 },
        entries: new Map(),
        sourceOf: () => source,
      },
    )?.text;
  const configs =
    "kafka-configs.sh --bootstrap-server b1:9092 --command-config 'o'\\''brien.properties' --entity-type brokers";

  it('goes to where the value of a broker comes from', () => {
    assert.equal(
      ofBroker('log.cleaner.threads', '2', 'static'),
      `${configs} --entity-default --alter --add-config log.cleaner.threads=2`,
    );
    assert.equal(
      ofBroker('log.cleaner.threads', '2', 'dynamic-broker'),
      `${configs} --entity-name 1 --alter --add-config log.cleaner.threads=2`,
    );
    assert.equal(
      ofBroker('log.cleanup.policy', 'compact,delete', 'default'),
      `${configs} --entity-default --alter --add-config 'log.cleanup.policy=[compact,delete]'`,
    );
    assert.equal(
      ofBroker('log.cleaner.threads', undefined, 'dynamic-default'),
      `${configs} --entity-default --alter --delete-config log.cleaner.threads`,
    );
  });

  it('is a line for the file where Kafka reads the key at its start only', () => {
    assert.equal(ofBroker('broker.rack', 'a', 'static'), 'broker.rack=a');
    assert.equal(ofBroker('broker.rack', undefined, 'static'), undefined);
  });
});
