import type { Check } from '../check.ts';
import { atMinIsr } from './at-min-isr.ts';
import { brokerMissing } from './broker-missing.ts';
import { brokerUnreachable } from './broker-unreachable.ts';
import { configDrift } from './config-drift.ts';
import { consumerLag } from './consumer-lag.ts';
import { controllerChanges } from './controller-changes.ts';
import { diskSkew } from './disk-skew.ts';
import { diskUsage } from './disk-usage.ts';
import { dynamicOverrides } from './dynamic-overrides.ts';
import { featureMismatch } from './feature-mismatch.ts';
import { groupEmpty } from './group-empty.ts';
import { groupRebalancing } from './group-rebalancing.ts';
import { groupStuck } from './group-stuck.ts';
import { idleMembers } from './idle-members.ts';
import { internalTopics } from './internal-topics.ts';
import { leaderSkew } from './leader-skew.ts';
import { logDirOffline } from './log-dir-offline.ts';
import { minIsrSetting } from './min-isr-setting.ts';
import { noController } from './no-controller.ts';
import { nonDefaultTopicConfig } from './non-default-topic-config.ts';
import { offlinePartitions } from './offline-partitions.ts';
import { outOfIsrBroker } from './out-of-isr-broker.ts';
import { partitionsPerBroker } from './partitions-per-broker.ts';
import { preferredLeaderImbalance } from './preferred-leader-imbalance.ts';
import { quorumLag } from './quorum-lag.ts';
import { rackMissing } from './rack-missing.ts';
import { rackUneven } from './rack-uneven.ts';
import { rackViolation } from './rack-violation.ts';
import { reassignment } from './reassignment.ts';
import { replicaSkew } from './replica-skew.ts';
import { replicationFactorLow } from './replication-factor.ts';
import { slowBroker } from './slow-broker.ts';
import { topicSizeGrowth } from './topic-size-growth.ts';
import { uncommittedPartitions } from './uncommitted-partitions.ts';
import { underMinIsr } from './under-min-isr.ts';
import { underReplicated } from './under-replicated.ts';
import { unsecured } from './unsecured.ts';
import { unusedTopics } from './unused-topics.ts';

/** All live checks, the most pressing first: within one severity problems keep this order. */
export const checks: Check[] = [
  offlinePartitions,
  noController,
  controllerChanges,
  underMinIsr,
  brokerMissing,
  brokerUnreachable,
  logDirOffline,
  diskUsage,
  topicSizeGrowth,
  atMinIsr,
  underReplicated,
  outOfIsrBroker,
  rackViolation,
  internalTopics,
  consumerLag,
  groupStuck,
  groupRebalancing,
  quorumLag,
  featureMismatch,
  configDrift,
  rackMissing,
  rackUneven,
  minIsrSetting,
  replicationFactorLow,
  partitionsPerBroker,
  unsecured,
  leaderSkew,
  replicaSkew,
  preferredLeaderImbalance,
  diskSkew,
  slowBroker,
  dynamicOverrides,
  nonDefaultTopicConfig,
  reassignment,
  groupEmpty,
  idleMembers,
  uncommittedPartitions,
  unusedTopics,
];
