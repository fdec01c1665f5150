import { absolute } from '../model/place.ts';
import { isSet, type Value } from '../model/value.ts';
import { hasWorkers } from '../model/worker-group.ts';
import type { DraftOf } from '../readers/reading.ts';
import { byUri } from './group.ts';
import { createMultimap, type Multimap } from './multimap.ts';
import type { ClusterState, EntityState } from './state.ts';

/** Resources that are judged by each other, found by the names at which they meet. */
export interface Relations {
  add(entity: EntityState): void;
  remove(entity: EntityState): void;
  /** Remembers the clusters that an entity was reviewed with, to review it again when their facts change. */
  see(entity: EntityState, states: readonly ClusterState[]): void;
  /** What was reviewed with a cluster. */
  seenWith(state: ClusterState): ReadonlySet<EntityState>;
  /**
   * The resources of topics, those whose names collide in metrics too, or of users by the name of their cluster; those
   * that are `meant`, in the order of the text.
   */
  named(kind: 'topic' | 'user', name: string, meant?: (entity: EntityState) => boolean): EntityState[];
  /** Is there a topic of a name, or of one that is the same in metrics? */
  hasTopic(name: string): boolean;
  /** The Connect clusters and MirrorMakers that connect to a cluster, in the order of the text. */
  workersOf(state: ClusterState): EntityState[];
  connects: ReadonlySet<EntityState>;
  /** Grows as Connect clusters come and go. */
  connectChanges(): number;
  /** The connectors whose label names a Connect cluster so, in the order of the text. */
  labelled(connect: string): EntityState[];
}

/** The relations of no resource yet; `again` is told of those that another one's coming or going concerns. */
export function createRelations(again: (entity: EntityState) => void): Relations {
  const entitiesByCluster = new Map<ClusterState, Set<EntityState>>();
  /** Connect clusters and connectors name each other: each is reviewed again when the others change. */
  const connects = new Set<EntityState>();
  let changes = 0;
  const connectors = new Set<EntityState>();
  /** The same by the names at which they meet; empty where none is known. */
  const connectsByName = createMultimap<EntityState>();
  const connectorsByLabel = createMultimap<EntityState>();
  /** Two resources may declare one topic, and a Kafka resource is judged by its users: each by the name they meet at. */
  const topics = createMultimap<EntityState>();
  const kafkas = createMultimap<EntityState>();
  const users = createMultimap<EntityState>();
  /** Sink connectors by the topics they read, by which they are judged. */
  const sinks = createMultimap<EntityState>();
  /** Connect clusters and MirrorMakers by the clusters they connect to: no two should have names in common there. */
  const workers = new Map<ClusterState, Set<EntityState>>();

  /** A connector's coming concerns the Connect clusters it may name; a Connect cluster's all that name it, or nothing. */
  function relate(entity: EntityState, isNew: boolean): void {
    if (entity.type !== 'KafkaConnector' && entity.type !== 'KafkaConnect') return;
    const { draft } = entity;
    if (draft.kind !== 'resource') return;
    const change = isNew ? 'add' : 'delete';
    if (draft.type === 'KafkaConnector') {
      const label = textOf(draft.clusterLabel);
      connectorsByLabel[change](label, entity);
      connectors[change](entity);
      for (const connect of connectsByName.get(label)) again(connect);
    }
    if (draft.type === 'KafkaConnect') {
      const name = textOf(draft.name);
      connectsByName[change](name, entity);
      connects[change](entity);
      changes += 1;
      for (const connector of connectors) {
        const label = connector.draft.kind === 'resource' ? textOf(connector.draft.clusterLabel) : '';
        const [known] = connectsByName.get(label);
        if (name === '' || label === name || !known) again(connector);
      }
    }
  }

  /** Keeps the indices by name, and has those reviewed again that are judged by what stands in them. */
  function meet(entity: EntityState, isNew: boolean): void {
    const { kind, type, clusterName } = entity;
    const keep = (index: Multimap<EntityState>, name: string) =>
      index[isNew ? 'add' : 'delete'](name, entity);
    if (kind === 'topic') {
      const name = metricNameOf(entity.name);
      keep(topics, name);
      for (const other of topics.get(name)) if (mayBeTwins(other, entity)) again(other);
    }
    if (kind === 'user' && clusterName !== '') {
      keep(users, clusterName);
      for (const kafka of kafkas.get(clusterName)) again(kafka);
    }
    if (type !== 'KafkaConnector' && type !== 'Kafka') return;
    const { draft } = entity;
    if (draft.kind !== 'resource') return;
    for (const topic of sinkTopicsOf(draft)) keep(sinks, topic);
    if (type === 'Kafka' && isSet(draft.name)) keep(kafkas, draft.name.value);
  }

  /** Has those reviewed again that are judged by what else belongs to a cluster. */
  function move(entity: EntityState, state: ClusterState, joins: boolean): void {
    if (entity.kind === 'topic')
      for (const sink of sinks.get(entity.name)) if (sink.sees.includes(state)) again(sink);
    if (!hasWorkers(entity.type)) return;
    const own = workers.get(state) ?? new Set();
    workers.set(state, own);
    if (joins) own.add(entity);
    else own.delete(entity);
    if (own.size === 0) workers.delete(state);
    for (const other of own) if (other !== entity) again(other);
  }

  /** Remembers the clusters that an entity was reviewed with, to review it again when their facts change. */
  function see(entity: EntityState, states: readonly ClusterState[]): void {
    const before = entity.sees;
    for (const state of before) entitiesByCluster.get(state)?.delete(entity);
    entity.sees = states;
    for (const state of before) if (!states.includes(state)) move(entity, state, false);
    for (const state of states) if (!before.includes(state)) move(entity, state, true);
    for (const state of states) {
      if (!entitiesByCluster.has(state)) entitiesByCluster.set(state, new Set());
      entitiesByCluster.get(state)?.add(entity);
    }
  }

  return {
    add(entity) {
      relate(entity, true);
      meet(entity, true);
    },
    remove(entity) {
      see(entity, []);
      relate(entity, false);
      meet(entity, false);
    },
    see,
    seenWith: (state) => entitiesByCluster.get(state) ?? nothing,
    named: (kind, name, meant = () => true) => {
      const all = kind === 'topic' ? topics.get(metricNameOf(name)) : users.get(name);
      return inOrder([...all].filter(meant));
    },
    hasTopic: (name) => topics.has(metricNameOf(name)),
    workersOf: (state) => inOrder(workers.get(state) ?? nothing),
    connects,
    connectChanges: () => changes,
    labelled: (connect) => inOrder(connectorsByLabel.get(connect)),
  };
}

const textOf = (name: Value<string>): string => (isSet(name) ? name.value : '');

/** The topics that a connector names to read from. */
export function sinkTopicsOf({ type, tree }: DraftOf<'resource'>): string[] {
  if (type !== 'KafkaConnector') return [];
  const topics = tree.get('spec', 'config', 'topics').string();
  if (!isSet(topics)) return [];
  const names = topics.value.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

const nothing: ReadonlySet<EntityState> = new Set();

/** Topics whose names are the same for Kafka's metrics, where a dot is an underscore, collide. */
const metricNameOf = (topic: string): string => topic.replaceAll('.', '_');

/** May two resources of one topic meet in one cluster? The same resource in another folder is another deployment of it. */
export function mayBeTwins(one: EntityState, other: EntityState): boolean {
  if (one === other) return false;
  const [a, b] = [one.draft, other.draft];
  return (
    a.kind === 'topic' &&
    b.kind === 'topic' &&
    isSet(a.resourceName) &&
    isSet(b.resourceName) &&
    a.resourceName.value !== b.resourceName.value &&
    isSet(a.clusterName) &&
    isSet(b.clusterName) &&
    a.clusterName.value === b.clusterName.value
  );
}

/** In the order of files and of the text in them, whatever the order in which they came. */
const inOrder = (states: Iterable<EntityState>): EntityState[] => [...states].sort(byText);

type Stands = Pick<EntityState, 'draft' | 'uri'>;

/** The order of files, and of the text in them. */
export const byText = (a: Stands, b: Stands): number =>
  (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0) ||
  byUri(a.draft, b.draft) ||
  absolute(a.draft.place).start - absolute(b.draft.place).start;
