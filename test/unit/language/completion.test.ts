import assert from 'node:assert/strict';
import { completions, resolveCompletion } from '../../../server/src/language/completion.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker, cluster, topic } from '../../../server/src/rules/sound.ts';

/** Completes at the bar in a text; other files stand beside it. */
function complete(name: string, marked: string, others: Record<string, string> = {}) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const review = createReview({ rules });
  for (const [file, content] of Object.entries({ ...others, [name]: text }))
    review.set(`file:///d/${file}`, content);
  review.refresh();
  const before = text.slice(0, offset).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const items = completions(review, `file:///d/${name}`, position, text);
  const labels = items.map(({ label }) => label);
  return {
    items,
    labels,
    item: (label: string) =>
      items.find((one) => one.label === label) ?? assert.fail(`no ${label} among ${labels.length}`),
  };
}

describe('completion', () => {
  it('offers the broker keys that are not there yet, with a template of the value', () => {
    const { labels, item } = complete('server.properties', `${broker()}num.io|`);
    assert.ok(labels.includes('num.io.threads'));
    assert.ok(!labels.includes('log.dirs'), 'already there');
    assert.ok(!labels.includes('linger.ms'), 'a producer key');
    assert.equal(item('num.io.threads').textEdit?.newText, `num.io.threads=$\{1:8}`);
  });

  it('replaces the whole word under the cursor', () => {
    const { item } = complete('server.properties', `${broker()}num.i|o.thr`);
    const range = (
      item('num.io.threads').textEdit as {
        range: { start: { character: number }; end: { character: number } };
      }
    ).range;
    assert.deepEqual([range.start.character, range.end.character], [0, 10]);
  });

  it('replaces nothing that is not around the cursor', () => {
    const range = (name: string, text: string) => {
      const edit = complete(name, text).items[0]?.textEdit;
      return edit && 'range' in edit ? edit.range : undefined;
    };
    const start = { line: 0, character: 0 };
    assert.deepEqual(range('server.properties', `|\n${broker()}`), { start, end: start });
    assert.deepEqual(range('topic.yaml', '|\n'), { start, end: start });
    assert.equal(range('topic.yaml', topic().replace('  replicas', ' | replicas')), undefined);
  });

  it('offers topic keys in a KafkaTopic, and broker keys in a Kafka resource of its version', () => {
    const inTopic = complete(
      'topic.yaml',
      topic({ config: 'cleanup.policy: compact\nretention.|' }),
      cluster(),
    );
    assert.ok(inTopic.labels.includes('retention.ms'));
    assert.ok(!inTopic.labels.includes('log.retention.ms'));
    assert.match(inTopic.item('retention.ms').textEdit?.newText ?? '', /^retention\.ms: /);
    const old = complete(
      'kafka.yaml',
      cluster({ version: 'version: 3.9.0', config: 'inter.|' })['kafka.yaml'],
    );
    assert.ok(old.labels.includes('inter.broker.protocol.version'));
    const now = complete('kafka.yaml', cluster({ config: 'inter.|' })['kafka.yaml']);
    assert.ok(!now.labels.includes('inter.broker.protocol.version'), 'gone in 4.0');
  });

  it('offers what a key may be set to', () => {
    assert.deepEqual(complete('server.properties', `${broker()}unclean.leader.election.enable=|`).labels, [
      'false',
      'true',
    ]);
    assert.ok(complete('topic.yaml', topic({ config: 'cleanup.policy: |' })).labels.includes('compact'));
    assert.deepEqual(complete('server.properties', broker('inter.broker.listener.name=|')).labels, [
      'INTERNAL',
      'CLIENT',
    ]);
  });

  it('offers each name that Kafka takes in any letters once, in the letters of the default', () => {
    const worker = 'group.id=a\noffset.storage.topic=o\nkey.converter=c\nexactly.once.source.support=|';
    assert.deepEqual(complete('connect.properties', worker).labels, ['disabled', 'enabled', 'preparing']);
  });

  it('offers keys behind the prefixes that lead to those of others', () => {
    const mirror = 'clusters=a, b\na.bootstrap.servers=a:9092\n';
    const flow = complete('mm2.properties', `${mirror}a->b.|`);
    assert.match(flow.item('a->b.enabled').textEdit?.newText ?? '', /^a->b\.enabled=\$\{1\|false,true\|\}/);
    flow.item('a->b.sync.group.offsets.enabled');
    const worker = 'group.id=a\noffset.storage.topic=o\nkey.converter=c\n';
    complete('connect.properties', `${worker}producer.|`).item('producer.batch.size');
    complete('server.properties', broker('listener.name.client.|')).item(
      'listener.name.client.ssl.client.auth',
    );
  });

  it('offers a broker with ZooKeeper the keys of the last Kafka that has it', () => {
    const text = 'broker.id=1\nzookeeper.connect=z:2181\nlog.dirs=/d\n|';
    complete('server.properties', text).item('zookeeper.session.timeout.ms');
  });

  it('says durations and sizes as people do', () => {
    assert.equal(complete('topic.yaml', topic({ config: 'retention.ms: |' })).item('86400000').detail, '1 d');
  });

  it('offers nothing in comments, and the schema’s fields outside of configuration', () => {
    assert.deepEqual(complete('server.properties', `${broker()}# num|`).labels, []);
    const inMetadata = complete('topic.yaml', topic().replace('metadata:', 'metadata:\n  nam|'));
    assert.deepEqual(inMetadata.labels, ['annotations', 'namespace']);
  });

  it('spells keys as variables in containers', () => {
    const compose = (line: string) =>
      `services:\n  kafka:\n    image: apache/kafka:4.3.1\n    environment:\n      KAFKA_NODE_ID: 1\n      KAFKA_PROCESS_ROLES: broker\n${line}`;
    const { item, labels } = complete('docker-compose.yaml', compose('      KAFKA_MIN|'));
    assert.match(item('KAFKA_MIN_INSYNC_REPLICAS').textEdit?.newText ?? '', /^KAFKA_MIN_INSYNC_REPLICAS: /);
    assert.ok(!labels.includes('KAFKA_NODE_ID'), 'already there');
    assert.deepEqual(
      complete('docker-compose.yaml', compose('      KAFKA_AUTO_CREATE_TOPICS_ENABLE: |')).labels,
      ['true', 'false'],
    );
    const list = 'services:\n  kafka:\n    environment:\n      - KAFKA_CFG_NODE_ID=1\n      - KAFKA_CFG_MIN|';
    assert.match(
      complete('docker-compose.yaml', list).item('KAFKA_CFG_MIN_INSYNC_REPLICAS').textEdit?.newText ?? '',
      /REPLICAS=/,
    );
  });

  it('offers broker keys in the properties of an MSK configuration', () => {
    const text =
      'resource "aws_msk_configuration" "a" {\n  server_properties = <<EOT\nnum.partitions=6\nlog.ret|\nEOT\n}\n';
    const { item } = complete('msk.tf', text);
    assert.match(item('log.retention.ms').textEdit?.newText ?? '', /^log\.retention\.ms=/);
  });

  it('fills in the documentation of the item that is looked at', () => {
    const { item } = complete('server.properties', `${broker()}|`);
    const { documentation } = resolveCompletion(item('num.io.threads'));
    assert.match((documentation as { value: string }).value, /needs a restart|while running/);
  });
});
