import assert from 'node:assert/strict';
import {
  type Comparison,
  compare,
  driftNodes,
  driftSection,
  fileAsRunning,
  toldOf,
} from '../../../server/src/cluster/comparison.ts';
import type { ClusterSnapshot, ConfigEntry } from '../../../server/src/cluster/snapshot/types.ts';
import { codeActions } from '../../../server/src/language/code-actions.ts';
import { textAt } from '../../../server/src/model/place.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { cluster, topic as kafkaTopic, broker as properties } from '../../../server/src/rules/sound.ts';
import { broker, entry, snapshot, topic } from './snapshots.ts';

const root = 'file:///w/prod';
const strimzi = { ...cluster({ version: 'version: 4.3.0' }), 'orders.yaml': kafkaTopic({}) };
const name = 'prod';

function reviewOf(files: Record<string, string>): Review {
  const review = createReview({ rules, roots: ['file:///w'] });
  for (const [path, text] of Object.entries(files)) review.set(`${root}/${path}`, text);
  review.refresh();
  return review;
}

/** A cluster whose brokers' own settings may not be seen: topics are what is compared. */
const blind = { config: { state: 'not-authorized' } } as const;
const running = (change: Partial<ClusterSnapshot> = {}): ClusterSnapshot =>
  snapshot({ brokers: [1, 2, 3].map((id) => broker(id, blind)), ...change });
const against = (review: Review, live: ClusterSnapshot): Comparison =>
  compare(review, { name, bootstrap: [{ host: 'b1.example.org', port: 9092 }], snapshot: live });

/** Each difference with the text of the file that it stands on. */
const found = ({ drift }: Comparison): string[] =>
  drift.map(({ kind, message, place }) => `${kind}: ${message}${place ? ` @ ${textAt(place)}` : ''}`);

describe('a running cluster beside its files', () => {
  const review = reviewOf(strimzi);
  const [{ cluster: own } = assert.fail('a cluster')] = review.clusters();
  const [declared = assert.fail('a topic')] = review.clusters()[0]?.topics() ?? [];
  const size = declared.partitions.state === 'set' ? declared.partitions.value : 0;
  const partitions = (n: number): string[] => Array.from({ length: n }, () => '1,2,3');
  const as = (config: ConfigEntry[], n = size) =>
    topic(declared.name, partitions(n), 2, { config: { state: 'read', value: config } });
  const set = [...declared.config.entries.values()].map(({ key, value }) => entry(key, value.text.trim()));

  it('has nothing to say where both agree', () => {
    const live = running({ topics: [as(set)] });
    assert.deepEqual(found(against(review, live)), []);
    assert.deepEqual(
      driftSection(against(review, live)).map(({ state, description }) => [state, description]),
      [['good', `${own.name} · as in the cluster`]],
    );
  });

  it('finds another size on the line that says it', () => {
    const live = running({ topics: [as(set, size + 2)] });
    assert.deepEqual(found(against(review, live)), [
      `partitions: ${declared.name} has partitions ${size + 2} in the running cluster, and ${size} here @ ${size}`,
    ]);
    const less = running({
      topics: [
        topic(
          declared.name,
          partitions(size).map(() => '1,2'),
          2,
          { config: { state: 'read', value: set } },
        ),
      ],
    });
    assert.deepEqual(found(against(review, less)), [
      `replication-factor: ${declared.name} has replication factor 2 in the running cluster, and 3 here @ 3`,
    ]);
  });

  it('finds settings with another value, and settings that only the cluster has', () => {
    const file = reviewOf({ ...strimzi, 'orders.yaml': kafkaTopic({ config: 'retention.ms: 86400000' }) });
    const config = [...set, entry('retention.ms', '1000'), entry('segment.ms', '5000')];
    assert.deepEqual(
      against(file, running({ topics: [as(config)] })).drift.map(({ message }) => message),
      [
        `${declared.name}: retention.ms is 1000 in the running cluster, and 86400000 here`,
        `${declared.name}: segment.ms is 5000 in the running cluster, and not set here`,
      ],
    );
  });

  it('has nothing to say of a value that topics have from their brokers, whatever its unit there', () => {
    const file = reviewOf({
      ...strimzi,
      'orders.yaml': kafkaTopic({ config: 'max.message.bytes: 2000000\ndelete.retention.ms: 86400000' }),
    });
    const holding = (...value: ConfigEntry[]) =>
      found(
        against(
          file,
          snapshot({
            brokers: [1, 2, 3].map((id) => broker(id, { config: { state: 'read', value } })),
            topics: [as(set)],
          }),
        ),
      ).filter((text) => text.startsWith('config: orders'));
    assert.deepEqual(holding(entry('message.max.bytes', '2000000', 'static')), []);
    assert.deepEqual(holding(), [
      'config: orders: max.message.bytes is 1048588 (not set on the topic) in the running cluster, and 2000000 here @ 2000000',
    ]);
    const hours = reviewOf({ ...strimzi, 'orders.yaml': kafkaTopic({ config: 'retention.ms: 86400000' }) });
    const live = (value: ConfigEntry[]) =>
      snapshot({
        brokers: [1, 2, 3].map((id) => broker(id, { config: { state: 'read', value } })),
        topics: [as(set.filter((one) => one.name !== 'retention.ms'))],
      });
    const retention = (value: ConfigEntry[]) =>
      found(against(hours, live(value))).filter((text) => text.includes('retention.ms'));
    assert.deepEqual(retention([entry('log.retention.hours', '24', 'static')]), []);
    assert.equal(retention([entry('log.retention.hours', '25', 'static')]).length, 1);
  });

  it('takes no outage and no move for a difference', () => {
    const down = [
      broker(1, blind),
      broker(2, blind),
      broker(3, { ...blind, registered: false, fenced: true }),
    ];
    assert.deepEqual(found(against(review, running({ brokers: down, topics: [as(set)] }))), []);
    const moving = topic(declared.name, ['1,2,3,4', ...partitions(size - 1)], 2, {
      config: { state: 'read', value: set },
    });
    const move = { topic: declared.name, partition: 0, replicas: [1, 2, 3, 4], adding: [4], removing: [1] };
    const live = running({ topics: [moving], reassignments: { state: 'read', value: [move] } });
    assert.deepEqual(found(against(review, live)), []);
    assert.equal(found(against(review, running({ topics: [moving] }))).length, 1, 'it would be one');
  });

  it('takes two spellings of one value for the same', () => {
    const file = reviewOf({
      ...strimzi,
      'orders.yaml': kafkaTopic({ config: 'cleanup.policy: "delete, compact"' }),
    });
    const live = running({ topics: [as([...set, entry('cleanup.policy', 'compact,delete')])] });
    assert.deepEqual(found(against(file, live)), []);
  });

  it('misses a topic only where it would see it, and tells of those in no file calmly', () => {
    const gone = running({
      topics: [topic('payments', ['1,2,3']), topic('__consumer_offsets', ['1,2,3'], 2, { internal: true })],
    });
    assert.deepEqual(found(against(review, gone)), [
      `missing: the topic ${declared.name} is not in the running cluster @ ${declared.name}`,
      'extra: the topic payments is in no file',
    ]);
    assert.deepEqual(found(against(review, { ...gone, seesAll: false })), [
      'extra: the topic payments is in no file',
    ]);
    const { 'orders.yaml': _, ...noTopics } = strimzi;
    assert.deepEqual(found(against(reviewOf(noTopics), gone)), []);
    assert.deepEqual(toldOf(against(review, gone)).length, 1);
    assert.deepEqual(
      driftNodes(against(review, gone)).map(({ label }) => label),
      [`the topic ${declared.name} is not in the running cluster`, 'Topics in no file'],
    );
  });

  it('counts brokers and compares versions', () => {
    const brokers = [1, 2].map((id) => broker(id, { ...blind, kafka: '4.2' }));
    const texts = found(against(review, running({ brokers, topics: [as(set)] })));
    assert.match(texts[0] ?? '', /^brokers: the running cluster has 2 brokers, and the files say 3 @ /);
    assert.equal(texts[1], 'version: the running cluster is Kafka 4.2, and the files say 4.3.0 @ 4.3.0');
  });
});

describe("a broker's file beside the broker", () => {
  const file = properties('node.id=1');
  const review = reviewOf({ 'server.properties': file });
  const config = (...entries: ConfigEntry[]) => {
    const text = file.split('\n').flatMap((line) => {
      const [, key = '', value = ''] = /^([\w.-]+)=(.*)$/.exec(line) ?? [];
      return key === '' || entries.some((one) => one.name === key) ? [] : [entry(key, value, 'static')];
    });
    return running({ brokers: [broker(1, { config: { state: 'read', value: [...text, ...entries] } })] });
  };

  it('agrees with what was started from it', () => {
    assert.deepEqual(found(against(review, config())), []);
  });

  it('differs by what was set while it runs, by what another file says, and never by what is hidden', () => {
    const live = config(
      entry('min.insync.replicas', '1', 'dynamic-default'),
      entry('message.max.bytes', '2000000', 'dynamic-broker'),
      entry('num.io.threads', '16', 'static'),
      entry('log.cleaner.threads', '1', 'dynamic-broker'),
      { name: 'ssl.key.password', value: null, source: 'static', sensitive: true },
    );
    assert.deepEqual(
      against(review, live).drift.map(({ message }) => message),
      [
        'min.insync.replicas is 1 (set while it runs) in the running cluster, and 2 here',
        'message.max.bytes is 2000000 in the running cluster (set while it runs), and not set here',
        'num.io.threads is 16 in the running cluster, and not set here',
      ],
    );
  });

  it('is shown as it runs, spelled as the file is, and can be changed to it', () => {
    const live = config(entry('min.insync.replicas', '1', 'dynamic-default'));
    const uri = `${root}/server.properties`;
    const comparison = against(review, live);
    assert.equal(
      fileAsRunning(review, comparison, uri),
      file.replace('min.insync.replicas=2', 'min.insync.replicas=1'),
    );
    review.tell('a', toldOf(comparison));
    assert.deepEqual([...review.refresh()], [uri]);
    const [finding] = review.findings(uri).filter(({ rule }) => rule === 'live-drift');
    assert.equal(finding?.severity, 'information');
    const range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
    const titles = codeActions(review, { uri, range, version: 1, asksForReason: false }).map(
      ({ title }) => title,
    );
    assert.ok(titles.includes('Write 1, as in the cluster'));
    review.tell('a', []);
    review.refresh();
    assert.deepEqual(
      review.findings(uri).filter(({ rule }) => rule === 'live-drift'),
      [],
    );
  });
});

describe('the deployment of a running cluster', () => {
  const wanted = {
    name: 'x',
    bootstrap: [{ host: 'localhost', port: 9092 }],
    snapshot: running({ brokers: [] }),
  };
  const one = properties();
  const other = properties().replaceAll('b1.', 'b9.');
  const uriOf = ({ deployment }: Comparison): string | undefined =>
    deployment?.uri.replace('file:///w/prod/', '');

  it('is the one with its name, whose folder has it, or that tells its addresses', () => {
    const both = reviewOf({ 'eu/a.properties': one, 'us/b.properties': other });
    assert.equal(uriOf(compare(both, wanted)), undefined);
    assert.equal(uriOf(compare(both, { ...wanted, name: 'us' })), 'us/b.properties');
    assert.equal(uriOf(compare(both, { ...wanted, name: 'a.properties' })), 'eu/a.properties');
    const bootstrap = [{ host: 'B9.kafka.internal', port: 9092 }];
    assert.equal(uriOf(compare(both, { ...wanted, bootstrap })), 'us/b.properties');
  });

  it('is the one that holds its cluster id, and the one that a setting names before all others', () => {
    const clusterId = 'MkU3OEVBNTcwNTJENDM2Qk';
    const both = reviewOf({ 'eu/a.properties': `# ${clusterId}\n${one}`, 'us/b.properties': other });
    const live = { ...wanted, name: 'us', snapshot: running({ brokers: [], clusterId }) };
    assert.equal(uriOf(compare(both, live)), 'eu/a.properties');
    assert.equal(uriOf(compare(both, { ...live, deployment: 'prod/us' })), 'us/b.properties');
    assert.equal(uriOf(compare(both, { ...live, deployment: 'nowhere' })), undefined);
  });

  it('is not guessed where two could be meant', () => {
    const both = reviewOf({ 'eu/a.properties': one, 'us/b.properties': one });
    const bootstrap = [{ host: 'b1.kafka.internal', port: 9092 }];
    const [line] = driftSection(compare(both, { ...wanted, bootstrap }));
    assert.match(line?.description ?? '', /^2 could be meant: name one in the setting/);
  });
});
