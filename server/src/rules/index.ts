import { aclWildcard } from './acl-wildcard.ts';
import { advertisedListenerUnroutable } from './advertised-listener-unroutable.ts';
import { advertisedListenersMissing } from './advertised-listeners-missing.ts';
import { allowEveryoneIfNoAcl } from './allow-everyone-if-no-acl.ts';
import { authorizerMissing } from './authorizer-missing.ts';
import { authorizerWrongMode } from './authorizer-wrong-mode.ts';
import { autoCreateTopics } from './auto-create-topics.ts';
import { brokerHeartbeatSession } from './broker-heartbeat-session.ts';
import { clientRackMissing } from './client-rack-missing.ts';
import { clusterConfigDrift } from './cluster-config-drift.ts';
import { combinedRolesProduction } from './combined-roles-production.ts';
import { conflictingValues } from './conflicting-values.ts';
import { connectBuild } from './connect-build.ts';
import { connectClassMissing } from './connect-class-missing.ts';
import { connectConnectorResources } from './connect-connector-resources.ts';
import { connectGroupShared } from './connect-group-shared.ts';
import { connectInternalTopics } from './connect-internal-topics.ts';
import { connectOverridePolicy } from './connect-override-policy.ts';
import { connectSecrets } from './connect-secrets.ts';
import { connectTasksIdle } from './connect-tasks-idle.ts';
import { controlledShutdownOff } from './controlled-shutdown-off.ts';
import { controllerQuorumEven } from './controller-quorum-even.ts';
import { controllerQuorumSingle } from './controller-quorum-single.ts';
import { controllerQuorumTooMany } from './controller-quorum-too-many.ts';
import { deleteClaim } from './delete-claim.ts';
import { deleteTopicSetting } from './delete-topic-setting.ts';
import { deprecatedProperty } from './deprecated-property.ts';
import { devImageTag } from './dev-image-tag.ts';
import { disallowedLoginModule } from './disallowed-login-module.ts';
import { duplicateKey } from './duplicate-key.ts';
import { ebsVolumeType } from './ebs-volume-type.ts';
import { ephemeralStorage } from './ephemeral-storage.ts';
import { fileDescriptorLimit } from './file-descriptor-limit.ts';
import { gcNotG1 } from './gc-not-g1.ts';
import { groupSessionBounds } from './group-session-bounds.ts';
import { heapDefault } from './heap-default.ts';
import { heapSyntax } from './heap-syntax.ts';
import { heapTooLarge } from './heap-too-large.ts';
import { heapVsContainerMemory } from './heap-vs-container-memory.ts';
import { heapXmsXmxDiffer } from './heap-xms-xmx-differ.ts';
import { ibpInKraft } from './ibp-in-kraft.ts';
import { instanceStoreRisk } from './instance-store-risk.ts';
import { interBrokerBoth } from './inter-broker-both.ts';
import { interBrokerListenerMissing } from './inter-broker-listener-missing.ts';
import { interBrokerPublicListener } from './inter-broker-public-listener.ts';
import { internalTopicReplication } from './internal-topic-replication.ts';
import { internalTopicRfExceedsBrokers } from './internal-topic-rf-exceeds-brokers.ts';
import { invalidValue } from './invalid-value.ts';
import { jaasSyntax } from './jaas-syntax.ts';
import { knownVulnerableVersion } from './known-vulnerable-version.ts';
import { kraftControllerListener } from './kraft-controller-listener.ts';
import { kraftNodeId } from './kraft-node-id.ts';
import { kraftVotersAndBootstrap } from './kraft-voters-and-bootstrap.ts';
import { kraftVotersConsistent } from './kraft-voters-consistent.ts';
import { leaderRebalanceOff } from './leader-rebalance-off.ts';
import { listenerNameUndefined } from './listener-name-undefined.ts';
import { listenerPortInvalid } from './listener-port-invalid.ts';
import { listenerWithoutAuthentication } from './listener-without-authentication.ts';
import { logCleanerOff } from './log-cleaner-off.ts';
import { logDirsShape } from './log-dirs-shape.ts';
import { logDirsTmp } from './log-dirs-tmp.ts';
import { logFlushForced } from './log-flush-forced.ts';
import { log4j1Config } from './log4j1-config.ts';
import { messageSizeChain } from './message-size-chain.ts';
import { minIsrEqualsRf } from './min-isr-equals-rf.ts';
import { minIsrExceedsRf } from './min-isr-exceeds-rf.ts';
import { minIsrTooLow } from './min-isr-too-low.ts';
import { mirrormaker1 } from './mirrormaker1.ts';
import { mm2Settings } from './mm2-settings.ts';
import { monitoringMissing } from './monitoring-missing.ts';
import { nodeIdDuplicate } from './node-id-duplicate.ts';
import { oomHandlingMissing } from './oom-handling-missing.ts';
import { pageCacheMemory } from './page-cache-memory.ts';
import { placeholderLeft } from './placeholder-left.ts';
import { plaintextListener } from './plaintext-listener.ts';
import { propertiesEscape } from './properties-escape.ts';
import { quotasMissing } from './quotas-missing.ts';
import { rackAllEqual } from './rack-all-equal.ts';
import { rackCountBelowRf } from './rack-count-below-rf.ts';
import { rackMissing } from './rack-missing.ts';
import { rackSelectorMissing } from './rack-selector-missing.ts';
import { rackUneven } from './rack-uneven.ts';
import { rackWithoutSpread } from './rack-without-spread.ts';
import { removedInVersion } from './removed-in-version.ts';
import { replicaFetchWait } from './replica-fetch-wait.ts';
import { replicaFetchersZero } from './replica-fetchers-zero.ts';
import { replicaLagTime } from './replica-lag-time.ts';
import { replicationFactorExceedsBrokers } from './replication-factor-exceeds-brokers.ts';
import { replicationFactorNotPositive } from './replication-factor-not-positive.ts';
import { replicationFactorOne } from './replication-factor-one.ts';
import { replicationFactorTwo } from './replication-factor-two.ts';
import { requiredProperty } from './required-property.ts';
import { resourcesMissing } from './resources-missing.ts';
import { retentionKeysShadowed } from './retention-keys-shadowed.ts';
import { retentionNegative } from './retention-negative.ts';
import { rollingUpgradePdb } from './rolling-upgrade-pdb.ts';
import type { Rule } from './rule.ts';
import { saslInterBrokerMechanism } from './sasl-inter-broker-mechanism.ts';
import { saslPlainOverPlaintext } from './sasl-plain-over-plaintext.ts';
import { secretInPlainText } from './secret-in-plain-text.ts';
import { singleBrokerCluster } from './single-broker-cluster.ts';
import { sslClientAuthRequested } from './ssl-client-auth-requested.ts';
import { sslEndpointIdentificationOff } from './ssl-endpoint-identification-off.ts';
import { sslOldProtocol } from './ssl-old-protocol.ts';
import { strimziApiVersion } from './strimzi-api-version.ts';
import { strimziBootstrapMismatch } from './strimzi-bootstrap-mismatch.ts';
import { strimziBrokersRemoved } from './strimzi-brokers-removed.ts';
import { strimziClusterLabel } from './strimzi-cluster-label.ts';
import { strimziConfigValue } from './strimzi-config-value.ts';
import { strimziCruiseControl } from './strimzi-cruise-control.ts';
import { strimziDeprecatedField } from './strimzi-deprecated-field.ts';
import { strimziDowngrade } from './strimzi-downgrade.ts';
import { strimziEntityOperator } from './strimzi-entity-operator.ts';
import { strimziForbiddenConfig } from './strimzi-forbidden-config.ts';
import { strimziInvalidField } from './strimzi-invalid-field.ts';
import { strimziKafkaVersionUnsupported } from './strimzi-kafka-version-unsupported.ts';
import { strimziListener } from './strimzi-listener.ts';
import { strimziMetadataVersion } from './strimzi-metadata-version.ts';
import { strimziNodePool } from './strimzi-node-pool.ts';
import { strimziNodePoolsRequired } from './strimzi-node-pools-required.ts';
import { strimziRebalance } from './strimzi-rebalance.ts';
import { strimziResources } from './strimzi-resources.ts';
import { strimziStorage } from './strimzi-storage.ts';
import { strimziStorageChanged } from './strimzi-storage-changed.ts';
import { strimziStorageShrink } from './strimzi-storage-shrink.ts';
import { strimziTopic } from './strimzi-topic.ts';
import { strimziTopicChanged } from './strimzi-topic-changed.ts';
import { strimziUnknownField } from './strimzi-unknown-field.ts';
import { strimziUserAcl } from './strimzi-user-acl.ts';
import { strimziUserAuthMismatch } from './strimzi-user-auth-mismatch.ts';
import { strimziUserQuota } from './strimzi-user-quota.ts';
import { strimziVolumeRemoved } from './strimzi-volume-removed.ts';
import { superUserAnonymous } from './super-user-anonymous.ts';
import { superUsersFormat } from './super-users-format.ts';
import { systemdUnit } from './systemd-unit.ts';
import { trailingCommentInValue } from './trailing-comment-in-value.ts';
import { transactionTimeouts } from './transaction-timeouts.ts';
import { uncleanLeaderElection } from './unclean-leader-election.ts';
import { unitPlausibility } from './unit-plausibility.ts';
import { unknownProperty } from './unknown-property.ts';
import { wrongScopeProperty } from './wrong-scope-property.ts';
import { zookeeperAndKraft } from './zookeeper-and-kraft.ts';
import { zookeeperModeEol } from './zookeeper-mode-eol.ts';

/** Every rule, by id. */
export const rules: Rule[] = [
  aclWildcard,
  advertisedListenersMissing,
  advertisedListenerUnroutable,
  allowEveryoneIfNoAcl,
  authorizerMissing,
  authorizerWrongMode,
  autoCreateTopics,
  brokerHeartbeatSession,
  clientRackMissing,
  clusterConfigDrift,
  combinedRolesProduction,
  conflictingValues,
  connectBuild,
  connectClassMissing,
  connectConnectorResources,
  connectGroupShared,
  connectInternalTopics,
  connectOverridePolicy,
  connectSecrets,
  connectTasksIdle,
  controlledShutdownOff,
  controllerQuorumEven,
  controllerQuorumSingle,
  controllerQuorumTooMany,
  deleteClaim,
  deleteTopicSetting,
  deprecatedProperty,
  devImageTag,
  disallowedLoginModule,
  duplicateKey,
  ebsVolumeType,
  ephemeralStorage,
  fileDescriptorLimit,
  gcNotG1,
  groupSessionBounds,
  heapDefault,
  heapSyntax,
  heapTooLarge,
  heapVsContainerMemory,
  heapXmsXmxDiffer,
  ibpInKraft,
  instanceStoreRisk,
  interBrokerBoth,
  interBrokerListenerMissing,
  interBrokerPublicListener,
  internalTopicReplication,
  internalTopicRfExceedsBrokers,
  invalidValue,
  jaasSyntax,
  knownVulnerableVersion,
  kraftControllerListener,
  kraftNodeId,
  kraftVotersAndBootstrap,
  kraftVotersConsistent,
  leaderRebalanceOff,
  listenerNameUndefined,
  listenerPortInvalid,
  listenerWithoutAuthentication,
  logCleanerOff,
  logDirsShape,
  logDirsTmp,
  logFlushForced,
  log4j1Config,
  messageSizeChain,
  minIsrEqualsRf,
  minIsrExceedsRf,
  minIsrTooLow,
  mirrormaker1,
  mm2Settings,
  monitoringMissing,
  nodeIdDuplicate,
  oomHandlingMissing,
  pageCacheMemory,
  placeholderLeft,
  plaintextListener,
  propertiesEscape,
  quotasMissing,
  rackAllEqual,
  rackCountBelowRf,
  rackMissing,
  rackSelectorMissing,
  rackUneven,
  rackWithoutSpread,
  removedInVersion,
  replicaFetchersZero,
  replicaFetchWait,
  replicaLagTime,
  replicationFactorExceedsBrokers,
  replicationFactorNotPositive,
  replicationFactorOne,
  replicationFactorTwo,
  requiredProperty,
  resourcesMissing,
  retentionKeysShadowed,
  retentionNegative,
  rollingUpgradePdb,
  saslInterBrokerMechanism,
  saslPlainOverPlaintext,
  secretInPlainText,
  singleBrokerCluster,
  sslClientAuthRequested,
  sslEndpointIdentificationOff,
  sslOldProtocol,
  strimziApiVersion,
  strimziBootstrapMismatch,
  strimziBrokersRemoved,
  strimziClusterLabel,
  strimziConfigValue,
  strimziCruiseControl,
  strimziDeprecatedField,
  strimziDowngrade,
  strimziEntityOperator,
  strimziForbiddenConfig,
  strimziInvalidField,
  strimziKafkaVersionUnsupported,
  strimziListener,
  strimziMetadataVersion,
  strimziNodePool,
  strimziNodePoolsRequired,
  strimziRebalance,
  strimziResources,
  strimziStorage,
  strimziStorageChanged,
  strimziStorageShrink,
  strimziTopic,
  strimziTopicChanged,
  strimziUnknownField,
  strimziUserAcl,
  strimziUserAuthMismatch,
  strimziUserQuota,
  strimziVolumeRemoved,
  superUserAnonymous,
  superUsersFormat,
  systemdUnit,
  trailingCommentInValue,
  transactionTimeouts,
  uncleanLeaderElection,
  unitPlausibility,
  unknownProperty,
  wrongScopeProperty,
  zookeeperAndKraft,
  zookeeperModeEol,
];
