import assert from 'node:assert/strict';
import { resolveKey } from '../../../server/src/knowledge/keys.ts';
import type { Scope } from '../../../server/src/knowledge/table.ts';

const behind = (scope: Scope, key: string, version?: string) => {
  const found = resolveKey(scope, key, version);
  return found && `${found.scope} ${found.key}${found.facts ? '' : ' (a plugin’s own)'}`;
};

describe('What a written key means', () => {
  it('finds a listener’s own settings', () => {
    const found = resolveKey('broker', 'listener.name.external.scram-sha-512.sasl.jaas.config');
    assert.deepEqual(
      [found?.listener, found?.mechanism, found?.key],
      ['external', 'scram-sha-512', 'sasl.jaas.config'],
    );
    assert.equal(
      behind('broker', 'listener.name.internal.ssl.keystore.location'),
      'broker ssl.keystore.location',
    );
    assert.equal(behind('broker', 'listener.name.internal.ssl.keystore.place'), undefined);
  });

  it('finds the client settings of Connect, Streams and connectors', () => {
    assert.equal(behind('connect-distributed', 'producer.acks'), 'producer acks');
    assert.equal(behind('connect-distributed', 'producer.ack'), undefined);
    assert.equal(behind('connect-distributed', 'offset.storage.cleanup.policy'), 'topic cleanup.policy');
    assert.equal(behind('source-connector', 'producer.override.linger.ms'), 'producer linger.ms');
    assert.equal(behind('source-connector', 'topic.creation.default.retention.ms'), 'topic retention.ms');
    assert.equal(behind('streams', 'main.consumer.max.poll.records'), 'consumer max.poll.records');
    assert.equal(behind('streams', 'max.poll.records'), 'consumer max.poll.records');
  });

  it('finds MirrorMaker 2’s flows and clusters', () => {
    const flow = resolveKey('mm2', 'us-east->eu.west.topics');
    assert.deepEqual([flow?.flow, flow?.key], [{ source: 'us-east', target: 'eu.west' }, 'topics']);
    assert.equal(behind('mm2', 'a->b.enabled'), 'mm2-connector enabled');
    const cluster = resolveKey('mm2', 'us.east.producer.acks');
    assert.deepEqual([cluster?.cluster, cluster?.scope, cluster?.key], ['us.east', 'producer', 'acks']);
    assert.equal(behind('mm2', 'eu.bootstrap.servers'), 'admin bootstrap.servers');
  });

  it('leaves to plugins what is theirs', () => {
    assert.equal(behind('broker', 'rsm.config.chunk.size'), 'broker chunk.size (a plugin’s own)');
    assert.equal(
      behind('broker', 'config.providers.vault.param.token'),
      'broker config.providers.vault.param.token (a plugin’s own)',
    );
    assert.equal(resolveKey('broker', 'config.providers', '2.8.2')?.facts?.type, 'LIST');
    assert.equal(
      behind('source-connector', 'transforms.route.regex'),
      'source-connector route.regex (a plugin’s own)',
    );
  });

  it('knows nothing by an unknown name', () => {
    assert.equal(behind('broker', 'log.retention.hourz'), undefined);
    assert.equal(behind('broker', 'zookeeper.connect', '4.3.1'), undefined);
    assert.equal(behind('zookeeper', 'server.1'), 'zookeeper server.1 (a plugin’s own)');
  });
});
