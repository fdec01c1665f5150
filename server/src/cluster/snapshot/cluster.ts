import type { BrokerConnection } from '../protocol/broker.ts';
import type { Messages } from '../protocol/generated/messages.ts';
import { accept, errorName, Refusal } from './part.ts';
import type { Acls, Quorum, QuorumNode, Quota, Reassignment } from './types.ts';

/** The endpoint type of brokers in DescribeCluster; 2 would be controllers. */
const brokerEndpoints = 1;

/** Fenced brokers (since 4.0) and what this user may do with the cluster. */
export async function describeCluster(
  broker: BrokerConnection,
): Promise<Messages['DescribeCluster']['response']> {
  const answer = await broker.send('DescribeCluster', {
    includeClusterAuthorizedOperations: true,
    endpointType: brokerEndpoints,
    includeFencedBrokers: true,
  });
  accept(answer.errorCode);
  return answer;
}

/** DESCRIBE's bit among the authorized operations: who has it sees every topic's place and every group. */
export function maySeeAll(authorizedOperations: number): boolean | undefined {
  // The smallest int32 stands for "not told".
  return authorizedOperations === -(2 ** 31) ? undefined : (authorizedOperations & (1 << 8)) !== 0;
}

/** Milliseconds for what the broker passes on to the active controller, which may be gone. */
const forwarded = 3000;

/** The KRaft quorum, from its active controller; refused without KRaft. */
export async function readQuorum(broker: BrokerConnection): Promise<Quorum> {
  const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
  const answer = await broker.send('DescribeQuorum', { topics }, { deadline: forwarded });
  accept(answer.errorCode);
  const found = answer.topics[0]?.partitions[0];
  if (!found) throw new Refusal(errorName(-1));
  accept(found.errorCode);
  const node = (replica: (typeof found.currentVoters)[number]): QuorumNode => ({
    id: replica.replicaId,
    logEndOffset: replica.logEndOffset,
    ...((replica.lastCaughtUpTimestamp ?? -1) >= 0 ? { lastCaughtUp: replica.lastCaughtUpTimestamp } : {}),
  });
  return {
    leaderId: found.leaderId,
    leaderEpoch: found.leaderEpoch,
    highWatermark: found.highWatermark,
    voters: found.currentVoters.map(node),
    observers: found.observers.map(node),
  };
}

export async function readReassignments(broker: BrokerConnection): Promise<Reassignment[]> {
  const answer = await broker.send(
    'ListPartitionReassignments',
    { timeoutMs: forwarded, topics: null },
    { deadline: forwarded },
  );
  accept(answer.errorCode);
  return answer.topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) => ({
      topic: name,
      partition: partitionIndex,
      replicas,
      adding: addingReplicas,
      removing: removingReplicas,
    })),
  );
}

/** DescribeAcls' codes: any resource, pattern, operation and permission; the operation and permission for "all, allowed". */
const any = 1;
const everyOperation = 2;
const allow = 3;

export async function readAcls(broker: BrokerConnection): Promise<Acls> {
  const filter = { resourceTypeFilter: any, patternTypeFilter: any, operation: any, permissionType: any };
  const answer = await broker.send('DescribeAcls', filter);
  if (errorName(answer.errorCode) === 'SECURITY_DISABLED') return { enabled: false, count: 0, allowAll: 0 };
  accept(answer.errorCode);
  const acls = answer.resources.flatMap((resource) => resource.acls);
  const allowAll = acls.filter(
    ({ principal, operation, permissionType }) =>
      principal === 'User:*' && operation === everyOperation && permissionType === allow,
  );
  return { enabled: true, count: acls.length, allowAll: allowAll.length };
}

export async function readQuotas(broker: BrokerConnection): Promise<Quota[]> {
  const answer = await broker.send('DescribeClientQuotas', { components: [] });
  accept(answer.errorCode);
  return (answer.entries ?? []).map(({ entity, values }) => ({
    entity: entity
      .map(({ entityType, entityName }) => `${entityType} ${entityName ?? '(default)'}`)
      .join(', '),
    values: Object.fromEntries(values.map(({ key, value }) => [key, value])),
  }));
}
