// What a snapshot holds and what Kafka's own tools print of the same, a line for each, so that both can be compared.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterSnapshot, GroupKind } from '../../../server/src/cluster/snapshot/types.ts';
import type { ToolName } from './kafka.ts';
import {
  describedConfigs,
  describedOffsets,
  describedPartitions,
  describedQuorum,
  describedShareOffsets,
  describedSizes,
} from './printed.ts';

/** Runs one of Kafka's tools against the cluster and gives what it prints. */
export type Tool = (name: ToolName, ...args: string[]) => string;

export interface Figure {
  /** "sizes, as kafka-log-dirs". */
  what: string;
  shown(snapshot: ClusterSnapshot): string[];
  printed(tool: Tool): string[];
}

export const partitionFigure: Figure = {
  what: 'partitions, leaders, replicas and in-sync replicas, as kafka-topics',
  shown: ({ topics }) =>
    topics.flatMap(({ name, partitions }) =>
      partitions.map(
        ({ id, leader, replicas, isr }) => `${name}-${id} ${leader} ${replicas} ${[...isr].sort()}`,
      ),
    ),
  printed: (tool) => describedPartitions(tool('kafka-topics', '--describe')).map((row) => row.join(' ')),
};

export const configFigure: Figure = {
  what: 'what topics set, as kafka-configs',
  shown: ({ topics }) =>
    topics.flatMap(({ name, config }) =>
      config.state === 'read'
        ? config.value
            .filter(({ source }) => source === 'topic')
            .map((entry) => `${name} ${entry.name}=${entry.value}`)
        : [],
    ),
  printed: (tool) => describedConfigs(tool('kafka-configs', '--describe', '--entity-type', 'topics')),
};

const offsetsOf = ({ groups }: ClusterSnapshot, wanted: (kind: GroupKind) => boolean): string[] =>
  groups.list
    .filter(({ kind }) => wanted(kind))
    .flatMap(({ id, offsets }) =>
      offsets.state === 'read'
        ? offsets.value.map(
            (o) => `${id} ${o.topic} ${o.partition} ${o.committed < 0 ? '-' : o.committed} ${o.lag ?? '-'}`,
          )
        : [],
    );

export const lagFigure: Figure = {
  what: 'committed offsets and lags, as kafka-consumer-groups',
  shown: (snapshot) => offsetsOf(snapshot, (kind) => kind !== 'share'),
  printed: (tool) => describedOffsets(tool('kafka-consumer-groups', '--describe', '--all-groups')),
};

export const shareFigure: Figure = {
  what: 'start offsets and lags of share groups, as kafka-share-groups',
  shown: (snapshot) => offsetsOf(snapshot, (kind) => kind === 'share'),
  printed: (tool) => describedShareOffsets(tool('kafka-share-groups', '--describe', '--all-groups')),
};

export const sizeFigure: Figure = {
  what: 'sizes of topics over all replicas, as kafka-log-dirs',
  // Kafka's own topics grow meanwhile.
  shown: ({ topics }) =>
    topics.filter(({ name }) => !name.startsWith('__')).map(({ name, size }) => `${name} ${size}`),
  printed: (tool) =>
    describedSizes(tool('kafka-log-dirs', '--describe')).filter((line) => !line.startsWith('__')),
};

export const quorumFigure: Figure = {
  what: 'leader, epoch, voters and observers of the quorum, as kafka-metadata-quorum',
  shown: ({ quorum }) => {
    if (quorum.state !== 'read') return [quorum.state];
    const { leaderId, leaderEpoch, voters, observers } = quorum.value;
    return [
      `epoch ${leaderEpoch}`,
      ...voters.map(({ id }) => `${id} ${id === leaderId ? 'Leader' : 'Follower'}`),
      ...observers.map(({ id }) => `${id} Observer`),
    ];
  },
  printed: (tool) => [
    `epoch ${/LeaderEpoch:\s+(\d+)/.exec(tool('kafka-metadata-quorum', 'describe', '--status'))?.[1]}`,
    ...describedQuorum(tool('kafka-metadata-quorum', 'describe', '--replication')),
  ],
};

/** Milliseconds in which a cluster must come to rest, so that a snapshot and a tool see the same. */
const patience = 60_000;

/**
 * Takes snapshots until one holds what the tool prints right afterwards, and asserts it in the end; fails when there was
 * nothing to compare.
 */
export async function agree(
  take: () => Promise<ClusterSnapshot>,
  { shown, printed }: Figure,
  tool: Tool,
): Promise<void> {
  for (const until = Date.now() + patience; ; await sleep(300)) {
    const inTime = Date.now() < until;
    try {
      const ours = shown(await take()).sort();
      const theirs = printed(tool).sort();
      assert.deepEqual(ours, theirs);
      assert.ok(theirs.length > 0, 'the tool printed something');
      return;
    } catch (error) {
      if (!inTime) throw error;
    }
  }
}
