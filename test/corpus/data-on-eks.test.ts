import assert from 'node:assert/strict';
import { noSettings } from '../../server/src/review/settings.ts';
import { reviewFolder } from '../support/corpus.ts';

/** The kafka-cluster folder of Data on EKS, judged as production: one line for each finding. */
function findings(strimziVersion?: string): string[] {
  const folder = 'strimzi/awslabs__data-on-eks/data-stacks/kafka-on-eks/kafka-cluster';
  const defaults = {
    ...noSettings,
    profile: 'production' as const,
    ...(strimziVersion ? { strimziVersion } : {}),
  };
  return reviewFolder(folder, { defaults }).findings.map(
    ({ path, line, text, finding }) => `${path}:${line} ${finding.severity} ${finding.rule} «${text}»`,
  );
}

describe('Data on EKS', () => {
  it('has these findings, each on its line', () => {
    assert.deepEqual(findings(), [
      'kafka-cluster.yaml:1 hint strimzi-api-version «kafka.strimzi.io/v1beta2»',
      'kafka-cluster.yaml:10 warning authorizer-missing «kafka»',
      'kafka-cluster.yaml:11 warning known-vulnerable-version «3.9.0»',
      'kafka-cluster.yaml:14 warning listener-without-authentication «plain»',
      'kafka-cluster.yaml:17 warning plaintext-listener «false»',
      'kafka-cluster.yaml:18 warning listener-without-authentication «tls»',
      'kafka-cluster.yaml:22 information auto-create-topics «config»',
      'kafka-cluster.yaml:22 information rack-selector-missing «config»',
      'kafka-cluster.yaml:28 warning strimzi-node-pools-required «resources»',
      'kafka-cluster.yaml:30 information resources-missing «58Gi»',
      'kafka-cluster.yaml:37 information heap-xms-xmx-differ «"4g"»',
      'kafka-cluster.yaml:38 warning strimzi-node-pools-required «storage»',
      'kafka-cluster.yaml:81 warning rack-without-spread «ScheduleAnyway»',
      'node-pool-broker.yaml:1 hint strimzi-api-version «kafka.strimzi.io/v1beta2»',
      'node-pool-broker.yaml:19 warning delete-claim «true»',
      'node-pool-controller.yaml:1 hint strimzi-api-version «kafka.strimzi.io/v1beta2»',
      'node-pool-controller.yaml:19 warning delete-claim «true»',
      'rebalance.yaml:1 hint strimzi-api-version «kafka.strimzi.io/v1beta2»',
    ]);
  });

  it('is refused by Strimzi 1.2 for its Kafka version and its API version', () => {
    const errors = findings('1.2').filter((line) => line.includes(' error '));
    assert.deepEqual(errors, [
      'kafka-cluster.yaml:1 error strimzi-api-version «kafka.strimzi.io/v1beta2»',
      'kafka-cluster.yaml:11 error strimzi-kafka-version-unsupported «3.9.0»',
      'node-pool-broker.yaml:1 error strimzi-api-version «kafka.strimzi.io/v1beta2»',
      'node-pool-controller.yaml:1 error strimzi-api-version «kafka.strimzi.io/v1beta2»',
      'rebalance.yaml:1 error strimzi-api-version «kafka.strimzi.io/v1beta2»',
    ]);
  });
});
