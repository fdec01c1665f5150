import { advertisedListenerUnroutable } from './advertised-listener-unroutable.ts';
import { advertisedListenersMissing } from './advertised-listeners-missing.ts';
import { authorizerMissing } from './authorizer-missing.ts';
import { autoCreateTopics } from './auto-create-topics.ts';
import { controllerQuorumEven } from './controller-quorum-even.ts';
import { controllerQuorumSingle } from './controller-quorum-single.ts';
import { deleteClaim } from './delete-claim.ts';
import { heapTooLarge } from './heap-too-large.ts';
import { heapVsContainerMemory } from './heap-vs-container-memory.ts';
import { heapXmsXmxDiffer } from './heap-xms-xmx-differ.ts';
import { internalTopicReplication } from './internal-topic-replication.ts';
import { internalTopicRfExceedsBrokers } from './internal-topic-rf-exceeds-brokers.ts';
import { listenerWithoutAuthentication } from './listener-without-authentication.ts';
import { minIsrEqualsRf } from './min-isr-equals-rf.ts';
import { minIsrExceedsRf } from './min-isr-exceeds-rf.ts';
import { minIsrTooLow } from './min-isr-too-low.ts';
import { nodeIdDuplicate } from './node-id-duplicate.ts';
import { plaintextListener } from './plaintext-listener.ts';
import { rackMissing } from './rack-missing.ts';
import { rackSelectorMissing } from './rack-selector-missing.ts';
import { rackWithoutSpread } from './rack-without-spread.ts';
import { replicationFactorExceedsBrokers } from './replication-factor-exceeds-brokers.ts';
import { replicationFactorOne } from './replication-factor-one.ts';
import type { Rule } from './rule.ts';
import { strimziApiVersion } from './strimzi-api-version.ts';
import { strimziClusterLabel } from './strimzi-cluster-label.ts';
import { strimziDeprecatedField } from './strimzi-deprecated-field.ts';
import { strimziForbiddenConfig } from './strimzi-forbidden-config.ts';
import { strimziInvalidField } from './strimzi-invalid-field.ts';
import { strimziKafkaVersionUnsupported } from './strimzi-kafka-version-unsupported.ts';
import { strimziNodePoolsRequired } from './strimzi-node-pools-required.ts';
import { strimziUnknownField } from './strimzi-unknown-field.ts';
import { uncleanLeaderElection } from './unclean-leader-election.ts';

/** Every rule, by id. */
export const rules: Rule[] = [
  advertisedListenerUnroutable,
  advertisedListenersMissing,
  authorizerMissing,
  autoCreateTopics,
  controllerQuorumEven,
  controllerQuorumSingle,
  deleteClaim,
  heapTooLarge,
  heapVsContainerMemory,
  heapXmsXmxDiffer,
  internalTopicReplication,
  internalTopicRfExceedsBrokers,
  listenerWithoutAuthentication,
  minIsrEqualsRf,
  minIsrExceedsRf,
  minIsrTooLow,
  nodeIdDuplicate,
  plaintextListener,
  rackMissing,
  rackSelectorMissing,
  rackWithoutSpread,
  replicationFactorExceedsBrokers,
  replicationFactorOne,
  strimziApiVersion,
  strimziClusterLabel,
  strimziDeprecatedField,
  strimziForbiddenConfig,
  strimziInvalidField,
  strimziKafkaVersionUnsupported,
  strimziNodePoolsRequired,
  strimziUnknownField,
  uncleanLeaderElection,
];
