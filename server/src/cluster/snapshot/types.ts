import type { DiagnosisKind } from '../diagnose.ts';

/** A cluster at one moment. Plain data that is never changed: health is computed from it, views draw it. */
export interface ClusterSnapshot {
  /** Milliseconds since 1970 when the snapshot was begun, and how many it took. */
  takenAt: number;
  tookMs: number;
  clusterId?: string;
  /** How this client is connected; `elsewhere` when the bootstrap server is another machine than this one. */
  connected: { tls: boolean; sasl: boolean; elsewhere?: true };
  /** The user may describe the cluster: what is not listed does not exist. Undefined when Kafka does not say. */
  seesAll?: boolean;
  /** By id: those in the metadata, fenced ones, and those that only appear as replicas. */
  brokers: BrokerState[];
  /** Whom the metadata names as controller: the active one without KRaft, any broker with KRaft; -1 for none. */
  controllerId: number;
  quorum: Part<Quorum>;
  /** Finalized feature levels by name. */
  features: Record<string, number>;
  /** By name. */
  topics: TopicState[];
  groups: Groups;
  reassignments: Part<Reassignment[]>;
  acls: Part<Acls>;
  quotas: Part<Quota[]>;
}

/** Something that was read, or why it was not: never an empty list instead. */
export type Part<T> =
  | { state: 'read'; value: T }
  | { state: 'not-authorized' }
  /** This version of Kafka has no request for it. */
  | { state: 'unsupported' }
  | { state: 'failed'; reason: string };

export interface BrokerState {
  id: number;
  /** Absent when nobody advertises this broker any more. */
  host?: string;
  port?: number;
  rack: string | null;
  /** In the metadata: alive as far as the cluster knows. */
  registered: boolean;
  fenced: boolean;
  answer:
    | { state: 'answered'; roundTripMs: number; elsewhere?: true }
    | { state: 'silent'; kind: DiagnosisKind; reason: string };
  /** The Kafka release, as "4.3", from the newest metadata.version it supports. */
  kafka?: string;
  /** The newest version of each request by API key: equal on brokers of equal software. */
  apiVersions: Record<number, number>;
  /** The newest level it supports of each feature. */
  supports: Record<string, number>;
  /** What is neither default nor missing, and what checks look at. */
  config: Part<ConfigEntry[]>;
  logDirs: Part<LogDir[]>;
}

export type ConfigSource =
  | 'topic'
  | 'dynamic-broker'
  | 'dynamic-default'
  | 'static'
  | 'default'
  | 'group'
  | 'unknown';

export interface ConfigEntry {
  name: string;
  /** Null when sensitive, or unset without a default. */
  value: string | null;
  source: ConfigSource;
  sensitive?: true;
}

/** Sizes are bytes. */
export interface LogDir {
  path: string;
  /** The protocol's error name; KAFKA_STORAGE_ERROR for a directory that is offline. */
  error?: string;
  /** The volume's size and what is left of it, since Kafka 3.3. */
  totalBytes?: number;
  usableBytes?: number;
  /** Of all replicas in it. */
  bytes: number;
}

export interface TopicState {
  name: string;
  internal: boolean;
  /** The protocol's error name, when the broker could not tell about the topic. */
  error?: string;
  /** By id. */
  partitions: PartitionState[];
  /** Bytes of all replicas; absent unless every live broker told its log directories. */
  size?: number;
  config: Part<ConfigEntry[]>;
}

export interface PartitionState {
  id: number;
  /** -1 when the partition is offline. */
  leader: number;
  /** Lists of ids are shared by all partitions that have the same. */
  replicas: readonly number[];
  isr: readonly number[];
  /** The offset after the last message; undefined when the leader did not say. */
  endOffset: number | undefined;
}

export interface Groups {
  list: GroupState[];
  /** Why there may be more of them; absent when the list is whole. */
  incomplete?: string;
}

export type GroupKind = 'classic' | 'consumer' | 'share' | 'streams';

export interface GroupState {
  id: string;
  kind: GroupKind;
  /** Kafka's own word: Stable, Empty, Dead, PreparingRebalance, CompletingRebalance, Assigning, Reconciling… */
  state: string;
  coordinator: number;
  /** Empty for a group that only keeps offsets. */
  protocolType: string;
  members: Part<GroupMember[]>;
  offsets: Part<GroupOffset[]>;
}

export interface GroupMember {
  id: string;
  clientId: string;
  host: string;
  instanceId?: string;
  rack?: string;
  /** Undefined when the assignment is not one of Kafka's consumer. */
  assigned?: { topic: string; partitions: number[] }[];
}

export interface GroupOffset {
  topic: string;
  partition: number;
  /** The next message to read; -1 for an assigned partition without one. For share groups the start offset. */
  committed: number;
  /** Messages between `committed` and the partition's end; undefined when either is unknown. */
  lag: number | undefined;
}

export interface Quorum {
  leaderId: number;
  leaderEpoch: number;
  highWatermark: number;
  voters: QuorumNode[];
  observers: QuorumNode[];
}

export interface QuorumNode {
  id: number;
  logEndOffset: number;
  /** Milliseconds since 1970; absent when unknown. */
  lastCaughtUp?: number;
}

export interface Reassignment {
  topic: string;
  partition: number;
  replicas: number[];
  adding: number[];
  removing: number[];
}

/** `enabled` is false when the cluster has no authorizer. */
export interface Acls {
  enabled: boolean;
  count: number;
  /** Rules that allow everybody (User:*) every operation. */
  allowAll: number;
}

export interface Quota {
  entity: string;
  values: Record<string, number>;
}
