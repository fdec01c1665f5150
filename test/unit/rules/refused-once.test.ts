import assert from 'node:assert/strict';
import { createReview } from '../../../server/src/review/review.ts';
import { noSettings } from '../../../server/src/review/settings.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker } from '../../../server/src/rules/sound.ts';

/** The rules that report a refusal of a broker's file with these lines. */
function refusedBy(lines: string): string[] {
  const review = createReview({ rules, defaults: { ...noSettings, kafkaVersion: '4.3.1' } });
  review.set('file:///d/server.properties', broker(lines));
  review.refresh();
  return review
    .findings('file:///d/server.properties')
    .filter(({ refused }) => refused)
    .map(({ rule }) => rule);
}

describe('what a node would die of is reported by one rule', () => {
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule required username=a password=b';
  const cases: [lines: string, rule: string][] = [
    ['listeners=INTERNAL://:9092,CLIENT://:70000', 'listener-port-invalid'],
    ['authorizer.class.name=kafka.security.authorizer.AclAuthorizer', 'authorizer-wrong-mode'],
    [`listener.name.internal.scram-sha-512.sasl.jaas.config=${plain}`, 'jaas-syntax'],
    ['super.users=admin', 'super-users-format'],
    ['num.io.threads=0', 'invalid-value'],
    ['authorizer.class.name=StandardAuthorizer', 'invalid-value'],
    ['ssl.keystore.location=/etc/kafka/keystore.jks', 'conflicting-values'],
  ];
  for (const [lines, rule] of cases)
    it(`${rule}: ${lines}`, () => assert.deepEqual(refusedBy(lines), [rule]));
});
