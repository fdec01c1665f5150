import type { BrokerConnection } from '../protocol/broker.ts';
import { decode } from '../protocol/decode.ts';
import type { WireType } from '../protocol/wire.ts';
import { due, turn } from '../turns.ts';
import { accept, part, whenRead } from './part.ts';
import { partitionOf, type Topics } from './topics.ts';
import type { GroupKind, GroupMember, GroupOffset, GroupState, Part } from './types.ts';

/** The groups that one broker coordinates, with members and committed offsets; those of share groups are read apart. */
export async function readGroups(broker: BrokerConnection, id: number): Promise<GroupState[]> {
  const answer = await broker.send('ListGroups', {});
  accept(answer.errorCode);
  const groups = answer.groups.map(
    (group): GroupState => ({
      id: group.groupId,
      kind: kindOf(group.groupType),
      state: group.groupState ?? '',
      coordinator: id,
      protocolType: group.protocolType,
      members: { state: 'unsupported' },
      offsets: { state: 'unsupported' },
    }),
  );
  const consumers = groups.filter(({ kind, protocolType }) => kind !== 'share' && protocolType !== 'connect');
  await Promise.all([
    ...(['classic', 'consumer', 'share', 'streams'] as const).map((kind) =>
      describeGroups(
        broker,
        kind,
        groups.filter((group) => group.kind === kind),
      ),
    ),
    readOffsets(broker, consumers),
  ]);
  return groups;
}

/** ListGroups says the type since 3.8; before that there were classic groups only. */
function kindOf(type: string | undefined): GroupKind {
  const kind = type?.toLowerCase();
  return kind === 'consumer' || kind === 'share' || kind === 'streams' ? kind : 'classic';
}

async function describeGroups(
  broker: BrokerConnection,
  kind: GroupKind,
  groups: GroupState[],
): Promise<void> {
  if (groups.length === 0) return;
  const ids = groups.map(({ id }) => id);
  const described = await part(() => describers[kind](broker, ids));
  const byId = new Map(whenRead(described)?.map((group) => [group.id, group]));
  for (const group of groups) {
    if (described.state !== 'read') {
      group.members = described;
      continue;
    }
    const found = byId.get(group.id);
    if (!found) continue;
    group.members = await part(async () => {
      accept(found.errorCode);
      return found.members;
    });
    if (found.errorCode === 0) group.state = found.state;
  }
}

interface DescribedGroup {
  id: string;
  errorCode: number;
  state: string;
  members: GroupMember[];
}

const describers: Record<GroupKind, (broker: BrokerConnection, ids: string[]) => Promise<DescribedGroup[]>> =
  {
    async classic(broker, groups) {
      const answer = await broker.send('DescribeGroups', { groups });
      return answer.groups.map((group) => ({
        id: group.groupId,
        errorCode: group.errorCode,
        state: group.groupState,
        members: group.members.map((member) => {
          const assigned =
            group.protocolType === 'consumer' ? classicAssignment(member.memberAssignment) : undefined;
          return {
            id: member.memberId,
            clientId: member.clientId,
            host: member.clientHost.replace(/^\//, ''),
            ...(member.groupInstanceId ? { instanceId: member.groupInstanceId } : {}),
            ...(assigned ? { assigned } : {}),
          };
        }),
      }));
    },
    async consumer(broker, groupIds) {
      const answer = await broker.send('ConsumerGroupDescribe', { groupIds });
      return answer.groups.map(newGroup);
    },
    async share(broker, groupIds) {
      const answer = await broker.send('ShareGroupDescribe', { groupIds });
      return answer.groups.map(newGroup);
    },
    async streams(broker, groupIds) {
      const answer = await broker.send('StreamsGroupDescribe', { groupIds });
      return answer.groups.map((group) => ({
        id: group.groupId,
        errorCode: group.errorCode,
        state: group.groupState,
        members: group.members.map(({ memberId, clientId, clientHost }) => ({
          id: memberId,
          clientId,
          host: clientHost.replace(/^\//, ''),
        })),
      }));
    },
  };

interface NewGroup {
  groupId: string;
  errorCode: number;
  groupState: string;
  members: {
    memberId: string;
    clientId: string;
    clientHost: string;
    instanceId?: string | null;
    rackId: string | null;
    assignment: { topicPartitions: { topicName: string; partitions: number[] }[] };
  }[];
}

/** The two protocols of KIP-848 and KIP-932 describe members alike. */
const newGroup = (group: NewGroup): DescribedGroup => ({
  id: group.groupId,
  errorCode: group.errorCode,
  state: group.groupState,
  members: group.members.map((member) => ({
    id: member.memberId,
    clientId: member.clientId,
    host: member.clientHost.replace(/^\//, ''),
    ...(member.instanceId ? { instanceId: member.instanceId } : {}),
    ...(member.rackId ? { rack: member.rackId } : {}),
    assigned: member.assignment.topicPartitions.map(({ topicName, partitions }) => ({
      topic: topicName,
      partitions,
    })),
  })),
});

/** How the classic consumer writes its assignment: a payload of its own inside the group protocol. */
const assignmentType: WireType = {
  struct: [
    ['version', 'INT16'],
    [
      'topics',
      {
        array: {
          struct: [
            ['topic', 'STRING'],
            ['partitions', { array: 'INT32' }],
          ],
        },
      },
    ],
    ['userData', 'NULLABLE_BYTES'],
  ],
};

function classicAssignment(bytes: Uint8Array): GroupMember['assigned'] {
  try {
    return (decode(assignmentType, Buffer.from(bytes)) as { topics: NonNullable<GroupMember['assigned']> })
      .topics;
  } catch {
    return undefined;
  }
}

/** The newest OffsetFetch that names topics; later ones give their ids only. */
const newestWithNames = 9;

/** Committed offsets of all groups in one request since 3.0, in one request each before. */
async function readOffsets(broker: BrokerConnection, groups: GroupState[]): Promise<void> {
  if (groups.length === 0) return;
  const bodies = groups.map(({ id }) => ({ groupId: id, memberEpoch: -1, topics: null }));
  const committed = new Map<object, GroupOffset[]>();
  const note = (topic: CommittedTopic, group: object): void => {
    const offsets = committed.get(group) ?? [];
    committed.set(group, offsets);
    offsets.push(...offsetsIn(topic));
  };
  const all = await part(() =>
    broker.send(
      'OffsetFetch',
      { groups: bodies },
      { maxVersion: newestWithNames, deadline: 15_000, each: { groups: { topics: note } } },
    ),
  );
  if (all.state === 'read' && all.value.groups !== undefined) {
    const byId = new Map(groups.map((group) => [group.id, group]));
    for (const answer of all.value.groups) {
      const group = byId.get(answer.groupId);
      if (!group) continue;
      group.offsets = await part(async () => {
        accept(answer.errorCode);
        return committed.get(answer) ?? [];
      });
    }
    return;
  }
  await Promise.all(
    groups.map(async (group) => {
      group.offsets = await part(async () => {
        const answer = await broker.send(
          'OffsetFetch',
          { groupId: group.id, topics: null },
          { maxVersion: 7 },
        );
        accept(answer.errorCode);
        return (answer.topics ?? []).flatMap(offsetsIn);
      });
    }),
  );
}

interface CommittedTopic {
  name?: string;
  partitions: { partitionIndex: number; committedOffset: number; errorCode: number }[];
}

const offsetsIn = ({ name = '', partitions }: CommittedTopic): GroupOffset[] =>
  partitions
    .filter(({ errorCode, committedOffset }) => errorCode === 0 && committedOffset >= 0)
    .map(({ partitionIndex, committedOffset }) => ({
      topic: name,
      partition: partitionIndex,
      committed: committedOffset,
      lag: undefined,
    }));

/**
 * Offsets of share groups. Their coordinator asks the share coordinator, perhaps on another broker, so `broker` is a
 * connection that may hang.
 */
export async function readShareOffsets(broker: BrokerConnection, groups: GroupState[]): Promise<void> {
  if (groups.length === 0) return;
  const asked = groups.map(({ id }) => ({ groupId: id, topics: null }));
  const answer = await part(() =>
    broker.send('DescribeShareGroupOffsets', { groups: asked }, { deadline: 3000 }),
  );
  for (const group of groups) {
    if (answer.state !== 'read') {
      group.offsets = answer;
      continue;
    }
    const found = answer.value.groups.find(({ groupId }) => groupId === group.id);
    if (!found) continue;
    group.offsets = await part(async () => {
      accept(found.errorCode);
      return found.topics.flatMap(({ topicName, partitions }) =>
        partitions
          .filter(({ errorCode, startOffset }) => errorCode === 0 && startOffset >= 0)
          .map(({ partitionIndex, startOffset, lag }) => ({
            topic: topicName,
            partition: partitionIndex,
            committed: startOffset,
            // Since 4.3 the coordinator counts what was acknowledged after the start offset too.
            lag: lag !== undefined && lag >= 0 ? lag : undefined,
          })),
      );
    });
  }
}

/** Counts each group's lag from the partitions' ends, and adds assigned partitions without a commit. */
export async function countLag(groups: GroupState[], topics: Topics): Promise<void> {
  for (const group of groups) {
    if (group.offsets.state !== 'read') continue;
    if (due()) await turn();
    const offsets = group.offsets.value;
    if (group.kind !== 'share') offsets.push(...uncommitted(offsets, group.members));
    for (const offset of offsets) {
      const end = partitionOf(topics.get(offset.topic), offset.partition)?.endOffset;
      if (offset.lag === undefined && end !== undefined && offset.committed >= 0) {
        offset.lag = Math.max(0, end - offset.committed);
      }
    }
    offsets.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
  }
}

function uncommitted(offsets: GroupOffset[], members: Part<GroupMember[]>): GroupOffset[] {
  const assigned = whenRead(members)?.flatMap((member) => member.assigned ?? []) ?? [];
  if (assigned.length === 0) return [];
  const known = new Map<string, Set<number>>();
  for (const { topic, partition } of offsets) {
    known.set(topic, (known.get(topic) ?? new Set()).add(partition));
  }
  return assigned.flatMap(({ topic, partitions }) =>
    partitions
      .filter((partition) => !known.get(topic)?.has(partition))
      .map((partition) => ({ topic, partition, committed: -1, lag: undefined })),
  );
}
