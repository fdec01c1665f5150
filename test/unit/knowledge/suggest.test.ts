import assert from 'node:assert/strict';
import { suggestKeys } from '../../../server/src/knowledge/suggest.ts';

describe('suggestions for an unknown key', () => {
  const cases: [string, string][] = [
    ['min.insync.replica', 'min.insync.replicas'],
    ['auto.craete.topics.enable', 'auto.create.topics.enable'],
    ['log_dirs', 'log.dirs'],
    ['KAFKA_LOG_DIRS', 'log.dirs'],
    ['logRetentionHours', 'log.retention.hours'],
    ['topics.auto.create.enable', 'auto.create.topics.enable'],
    ['mechanisms.inter.broker.protocol', 'sasl.mechanism.inter.broker.protocol'],
    ['listener.name.internal.ssl.keystor.location', 'listener.name.internal.ssl.keystore.location'],
    ['super.user', 'super.users'],
  ];
  for (const [wrong, meant] of cases) {
    it(`${wrong}: ${meant}`, () => assert.equal(suggestKeys('broker', wrong)[0], meant));
  }

  it('has none for a plugin’s key, an end that many keys share, or a very long name', () => {
    for (const key of ['ranger.plugin.kafka.service', 'heartbeat.interval.ms', 'x'.repeat(5000)])
      assert.deepEqual(suggestKeys('broker', key), []);
  });

  it('keeps to the keys of the version', () => {
    assert.deepEqual(suggestKeys('broker', 'advertised.host.nam', '4.3.1'), []);
    assert.deepEqual(suggestKeys('broker', 'advertised.host.nam', '2.8.2'), ['advertised.host.name']);
  });
});
