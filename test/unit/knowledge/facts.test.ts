import assert from 'node:assert/strict';
import { changesBetween, defaultOf, factsOf, keysOf, lifeOf } from '../../../server/src/knowledge/facts.ts';
import { brokerSynonyms, counterpart, topicSynonym } from '../../../server/src/knowledge/synonyms.ts';
import { scopes } from '../../../server/src/knowledge/table.ts';
import { compareVersions, isOlder, newestVersion } from '../../../server/src/knowledge/versions.ts';

describe('The catalogue of keys', () => {
  it('knows as many keys as the classes of a release define', () => {
    const count = (scope: 'broker' | 'topic' | 'producer', version: string) =>
      [...keysOf(scope, version)].length;
    assert.deepEqual(
      ['2.8.2', '3.9.2', '4.3.1', '4.4.0'].map((version) => count('broker', version)),
      [233, 329, 360, 379],
    );
    assert.equal(count('topic', '2.8.2'), 26);
    assert.equal(count('producer', '4.4.0'), 120);
  });

  it('knows type, default, importance and update mode', () => {
    const { type, default: value, importance, update, required } = factsOf('broker', 'num.io.threads') ?? {};
    assert.deepEqual(
      [type, value, importance, update, required],
      ['INT', '8', 'high', 'cluster-wide', false],
    );
    assert.equal(factsOf('broker', 'process.roles', '4.3.1')?.required, true);
    assert.equal(factsOf('broker', 'process.roles', '3.9.2')?.required, false);
    assert.equal(factsOf('broker', 'advertised.listeners', '3.9.2')?.update, 'per-broker');
  });

  it('knows how a default changed with the releases', () => {
    assert.equal(defaultOf('producer', 'linger.ms', '3.9.2'), '0');
    assert.equal(defaultOf('producer', 'linger.ms', '4.0.0'), '5');
    assert.equal(defaultOf('producer', 'linger.ms'), '5');
    assert.equal(defaultOf('broker', 'zookeeper.connect', '4.0'), undefined);
  });

  it('counts a patch release, an unknown one and a newer one as the line before', () => {
    assert.equal(factsOf('broker', 'zookeeper.connect', '3.9.7')?.type, 'STRING');
    assert.equal(factsOf('broker', 'zookeeper.connect', '9.0.0'), undefined);
    assert.equal(factsOf('broker', 'zookeeper.connect', '0.10.2')?.type, 'STRING');
  });

  it('knows when a key came, became deprecated and went', () => {
    assert.deepEqual(lifeOf('broker', 'zookeeper.connect'), { removedIn: '4.0' });
    assert.deepEqual(lifeOf('broker', 'compression.gzip.level'), { since: '3.8' });
    assert.equal(lifeOf('broker', 'log.cleaner.enable')?.deprecatedIn !== undefined, true);
    assert.deepEqual(lifeOf('broker', 'host.name'), { deprecatedIn: '2.8', removedIn: '3.0' });
    assert.equal(lifeOf('broker', 'no.such.key'), undefined);
  });

  it('keeps Connect and Streams alive although the newest release came without them', () => {
    assert.deepEqual(lifeOf('connect-distributed', 'group.id'), {});
    assert.equal(factsOf('streams', 'application.id', newestVersion)?.required, true);
  });

  it('reads every table whole: each key has a type, and its stretches do not overlap', () => {
    for (const scope of scopes) {
      const keys = [...keysOf(scope)];
      assert.ok(keys.length >= 15, scope);
      assert.equal(new Set(keys.map(({ key }) => key)).size, keys.length);
    }
  });

  it('lists what an upgrade changes', () => {
    const { removed, required, defaults, stricter } = changesBetween('broker', '3.9.2', '4.3.1');
    assert.ok(removed.includes('zookeeper.connect') && removed.includes('inter.broker.protocol.version'));
    assert.deepEqual(required.sort(), ['controller.listener.names', 'node.id', 'process.roles']);
    assert.deepEqual(
      defaults.find(({ key }) => key === 'num.recovery.threads.per.data.dir'),
      { key: 'num.recovery.threads.per.data.dir', before: '1', after: '2' },
    );
    assert.deepEqual(stricter.find(({ key }) => key === 'log.segment.bytes')?.demands, [
      { kind: 'range', min: 1048576 },
    ]);
  });
});

describe('Topic settings and their broker defaults', () => {
  it('leads from the topic key to the broker keys in Kafka’s order, with the unit', () => {
    assert.deepEqual(brokerSynonyms('retention.ms'), [
      { key: 'log.retention.ms', factor: 1 },
      { key: 'log.retention.minutes', factor: 60_000 },
      { key: 'log.retention.hours', factor: 3_600_000 },
    ]);
    assert.equal(topicSynonym('log.retention.hours'), 'retention.ms');
    assert.equal(counterpart('topic', 'max.message.bytes'), 'message.max.bytes');
    assert.equal(counterpart('broker', 'message.max.bytes'), 'max.message.bytes');
  });
});

describe('Versions', () => {
  it('compares by numbers; a missing patch is 0', () => {
    assert.equal(compareVersions('3.9', '3.9.0'), 0);
    assert.equal(compareVersions('3.9.x', '3.9.0'), 0);
    assert.ok(isOlder('3.9.2', '3.10.0'));
    assert.ok(!isOlder('4.0.0', '3.9.2'));
    assert.ok(isOlder('7.5.0-ccs', '7.5.1'));
  });
});
