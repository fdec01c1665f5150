import assert from 'node:assert/strict';
import { createReview } from '../../../server/src/review/review.ts';
import { noSettings } from '../../../server/src/review/settings.ts';
import { broker, cluster, topic, zookeeperBroker } from '../../../server/src/rules/sound.ts';
import { upgradeRules } from '../../../server/src/upgrade/rules.ts';

function upgrade(files: Record<string, string>, from: string | undefined, to: string) {
  const review = createReview({
    rules: upgradeRules(to),
    defaults: { ...noSettings, ...(from ? { kafkaVersion: from } : {}) },
  });
  for (const [name, text] of Object.entries(files)) review.set(`file:///d/${name}`, text);
  review.refresh();
  return Object.keys(files).flatMap((name) => review.findings(`file:///d/${name}`));
}

const ids = (found: ReturnType<typeof upgrade>) => found.map(({ rule }) => rule);

describe('upgrade', () => {
  it('names keys that are gone, and renames what has a successor', () => {
    const found = upgrade(
      { 'server.properties': broker('log.message.timestamp.difference.max.ms=3600000') },
      '3.9.2',
      '4.3.1',
    );
    const gone = found.filter(({ rule }) => rule === 'upgrade-removed-key');
    assert.equal(gone.length, 1);
    assert.equal(gone[0]?.fixes[0]?.title, 'Rename to log.message.timestamp.before.max.ms');
  });

  it('names defaults that change and offers to keep the old ones', () => {
    const found = upgrade({ 'server.properties': broker() }, '3.9.2', '4.3.1');
    const changed = found.find(({ message }) => message.startsWith('log.message.timestamp.after.max.ms'));
    assert.match(
      changed?.message ?? '',
      /from no limit to 3600000 \(1 h\) between Kafka 3\.9\.2 and 4\.3\.1/,
    );
    assert.equal(changed?.fixes[0]?.title, 'Keep log.message.timestamp.after.max.ms at 9223372036854775807');
    assert.ok(
      !found.some(({ message }) => message.startsWith('num.replica.fetchers')),
      'set here: nothing changes',
    );
  });

  it('passes over a default that only lists the same things in another order', () => {
    const found = upgrade(
      { 'server.properties': broker('-listener.security.protocol.map') },
      '3.6.2',
      '4.3.1',
    );
    assert.ok(found.length > 0);
    assert.deepEqual(
      found.filter(({ message }) => message.startsWith('listener.security.protocol.map')),
      [],
    );
  });

  it('names values that are refused by the newer version', () => {
    const found = upgrade({ 'server.properties': broker('log.segment.bytes=1000') }, '3.9.2', '4.3.1');
    const refused = found.find(({ rule }) => rule === 'upgrade-refused-value');
    assert.match(refused?.message ?? '', /= 1000 is below 1048576, .* Set it to 1048576 or more/);
    assert.equal(refused?.refused, true);
  });

  it('stops a ZooKeeper cluster before 4.0', () => {
    assert.deepEqual(
      ids(upgrade({ 'server.properties': zookeeperBroker() }, '3.9.2', '4.3.1')).filter(
        (id) => id === 'upgrade-zookeeper',
      ),
      ['upgrade-zookeeper'],
    );
    assert.ok(
      !ids(upgrade({ 'server.properties': zookeeperBroker() }, '3.6.2', '3.9.2')).includes(
        'upgrade-zookeeper',
      ),
    );
  });

  it('leaves a ZooKeeper broker what it runs with: the migration comes first', () => {
    const found = upgrade({ 'server.properties': zookeeperBroker() }, '3.9.2', '4.3.1');
    assert.deepEqual(
      found.filter(({ message }) => message.startsWith('zookeeper.')),
      [],
    );
  });

  it('takes the version from the deployment, topics from their cluster', () => {
    const files = {
      ...cluster({ version: 'version: 3.9.0' }),
      'topic.yaml': topic({ config: 'message.downconversion.enable: false' }),
    };
    const gone = upgrade(files, undefined, '4.3.1').filter(({ rule }) => rule === 'upgrade-removed-key');
    assert.deepEqual(
      gone.map(({ refused }) => refused),
      [true],
    );
  });

  it('has nothing to say to a deployment that is there already', () => {
    assert.deepEqual(upgrade({ ...cluster(), 'topic.yaml': topic() }, undefined, '4.3.1'), []);
  });
});
