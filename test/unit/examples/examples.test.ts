import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absolute } from '../../../server/src/model/place.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { repository } from '../../support/shared.ts';

const root = 'file:///kafka-review';

/** The deployments that the README opens, with their settings file. */
function reviewExamples(): { review: Review; files: string[] } {
  const review = createReview({ rules, roots: [root] });
  const files = readdirSync(join(repository, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|properties)$/.test(name))
    .sort();
  for (const name of files)
    review.set(`${root}/examples/${name}`, readFileSync(join(repository, 'examples', name), 'utf8'));
  review.refresh();
  return { review, files };
}

describe('the deployments in examples/', () => {
  const { review, files } = reviewExamples();
  const found = (folder: string) =>
    files
      .filter((name) => name.startsWith(folder))
      .flatMap((name) =>
        review.findings(`${root}/examples/${name}`).map((finding) => {
          const { start, end } = absolute(finding.place);
          const text = readFileSync(join(repository, 'examples', name), 'utf8');
          return `${name}:${text.slice(0, start).split('\n').length} ${finding.severity} ${finding.rule} «${text.slice(start, end)}»`;
        }),
      );

  it('are judged as production, as their settings file says', () => {
    for (const name of files.filter((one) => one.includes('/')))
      assert.equal(review.profile(`${root}/examples/${name}`).profile, 'production', name);
  });

  it('production has nothing to report', () => {
    assert.deepEqual(found('production/'), []);
    assert.deepEqual(found('.kafka-review.yaml'), []);
  });

  it('strimzi-mistakes has its mistakes, each on its line', () => {
    assert.deepEqual(found('strimzi-mistakes/'), [
      'strimzi-mistakes/kafka.yaml:8 warning rack-without-spread «kafka»',
      'strimzi-mistakes/kafka.yaml:11 warning listener-without-authentication «plain»',
      'strimzi-mistakes/kafka.yaml:14 warning plaintext-listener «false»',
      'strimzi-mistakes/kafka.yaml:27 error min-isr-equals-rf «3»',
      'strimzi-mistakes/kafka.yaml:28 warning internal-topic-replication «1»',
      'strimzi-mistakes/kafka.yaml:33 warning unclean-leader-election «true»',
      'strimzi-mistakes/kafka.yaml:34 warning retention-keys-shadowed «log.retention.hours: 24»',
      'strimzi-mistakes/pools.yaml:18 warning delete-claim «true»',
      'strimzi-mistakes/pools.yaml:26 warning heap-too-large «12g»',
      'strimzi-mistakes/pools.yaml:36 warning controller-quorum-even «2»',
      'strimzi-mistakes/topics/audit.yaml:7 warning strimzi-cluster-label «event»',
      'strimzi-mistakes/topics/clicks.yaml:10 error replication-factor-exceeds-brokers «5»',
      'strimzi-mistakes/topics/sessions.yaml:12 warning min-isr-too-low «1»',
    ]);
  });

  it('properties has its mistakes, each on its line', () => {
    assert.deepEqual(found('properties/'), [
      'properties/broker-1.properties:4 warning controller-quorum-even «101@controller-1.shop.internal:9093,102@controller-2.shop.internal:9093»',
      'properties/broker-1.properties:8 warning advertised-listener-unroutable «localhost»',
      'properties/broker-1.properties:25 error min-isr-equals-rf «3»',
      'properties/broker-2.properties:22 warning cluster-config-drift «24»',
      'properties/broker-2.properties:25 error min-isr-equals-rf «3»',
      'properties/broker-3.properties:2 warning rack-missing «process.roles»',
      'properties/broker-3.properties:3 error node-id-duplicate «2»',
      'properties/broker-3.properties:24 error min-isr-equals-rf «3»',
      'properties/controller-2.properties:13 warning log-dirs-tmp «/tmp/kraft-controller-logs»',
    ]);
  });

  it('offer Kafka resources for a wrong label, and no properties files', () => {
    const [finding] = review.findings(`${root}/examples/strimzi-mistakes/topics/audit.yaml`);
    assert.deepEqual(
      finding?.fixes.map(({ title }) => title),
      ['Set strimzi.io/cluster to events', 'Set strimzi.io/cluster to orders'],
    );
  });
});
