import assert from 'node:assert/strict';
import { broker } from '../../../server/src/rules/sound.ts';
import { reviewExample, uriOf } from '../../support/example.ts';

/** Severity and the middle of the message. */
function said(replicas: number, kafkaVersion?: string): string[] {
  const files = {
    'server.properties': broker(`default.replication.factor=${replicas}\nmin.insync.replicas=4`),
  };
  const review = reviewExample(files, { bad: files, good: files, ...(kafkaVersion ? { kafkaVersion } : {}) });
  return review
    .findings(uriOf('server.properties'))
    .filter(({ rule }) => rule === 'min-isr-exceeds-rf')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

describe('min.insync.replicas above the replication factor', () => {
  it('stops every write before Kafka 3.7', () => {
    assert.match(String(said(1, '3.6.2')), /^error: .*: every acks=all write fails\./);
    assert.match(String(said(3, '2.8.2')), /^error: .*: every acks=all write fails\./);
  });

  it('is lowered to the replicas since then: with several, one stopped broker blocks', () => {
    assert.match(String(said(3, '3.7.0')), /^error: .*counts with 3, and one stopped broker blocks/);
  });

  it('is lowered to the only replica: writes go on, and are worth less than was asked for', () => {
    assert.match(String(said(1, '4.3.1')), /^error: .*promises no second copy/);
  });

  it('is said with both outcomes where the version is not known', () => {
    assert.match(String(said(1)), /^error: .*before Kafka 3\.7 every acks=all write fails, since then/);
  });
});
