import type { Config } from '../model/config.ts';
import type {
  AnySubject,
  Broker,
  Client,
  Configuration,
  Resource,
  Topic,
  User,
} from '../model/deployment.ts';
import { isSet, type Known } from '../model/value.ts';
import { hasWorkers, workerNames, workerOf } from '../model/worker-group.ts';
import type { Draft, DraftOf } from '../readers/reading.ts';
import { isClientOfKafka } from './bootstraps.ts';
import type { ClusterFinder } from './cluster-of.ts';
import type { Committed } from './committed.ts';
import { operatorRange } from './operator.ts';
import { type Named, type Owner, ownerOf, type Where } from './owners.ts';
import { push } from './push.ts';
import { byText, mayBeTwins, type Relations, sinkTopicsOf } from './relations.ts';
import type { ClusterState, EntityState, FileState } from './state.ts';

/** Where an entity stands among the others. */
interface Standing {
  owner: Owner<ClusterState>;
  /** The clusters that it is told to connect to, by the text that names them. */
  reached: ReadonlyMap<string, ClusterState>;
  /** The cluster that a sink connector reads its topics from. */
  source: ClusterState | undefined;
}

interface Surroundings {
  relations: Relations;
  clusters: ClusterFinder;
  /** Is there a Connect cluster whose name cannot be known? */
  isAnyUnnamed(): boolean;
  committed: Committed;
  /** The names of all Strimzi clusters under review, as far as they are known. */
  clusterNames(): string[];
  whereOf(draft: Draft, home: string): Where;
}

/** The Connect clusters under review, by their names. */
type ConnectsByName = ReadonlyMap<string, Connect[]>;
type Connect = Named & { draft: DraftOf<'resource'>; file: FileState };

const noConnects: ConnectsByName = new Map();
const noFacts: Resource['reached'] = new Map();

/** Gives the views of an entity that rules look at, and the cluster that a sink connector reads from. */
export function createSubjects({
  relations,
  clusters,
  isAnyUnnamed,
  committed,
  clusterNames,
  whereOf,
}: Surroundings) {
  let gathered: ConnectsByName | undefined;
  let gatheredAt = -1;

  function subjectsOf(entity: EntityState, standing: Standing): AnySubject[] {
    const { draft, file, holder } = entity;
    const { owner } = standing;
    const facts = draft.kind === 'topic' && draft.live ? draft.live : owner.found?.facts;
    const version = facts?.version?.value ?? file.settings.kafkaVersion;
    const versioned = (config: Config): Config => (version ? { ...config, version } : config);
    switch (draft.kind) {
      case 'topic': {
        const twins = owner.found ? twinsOf(entity, owner.found) : [];
        const topic = topicOf(draft, versioned(draft.config), facts, twins);
        return [topic, configurationOf(topic)];
      }
      case 'client': {
        const config = draft.config.version ? draft.config : versioned(draft.config);
        const client: Client = { ...draft, config };
        return [client, configurationOf(client)];
      }
      case 'unit':
        return [draft];
      case 'user':
        return [userOf(draft, facts)];
      case 'pool':
        // A pool of a known cluster is reviewed with it.
        return owner.found ? [] : [{ ...draft, cluster: undefined }];
      case 'resource':
        return [resourceOf(draft, file, holder.home === file, standing)];
    }
  }

  function resourceOf(
    draft: DraftOf<'resource'>,
    file: FileState,
    isBuilt: boolean,
    { owner, reached, source }: Standing,
  ): Resource {
    const isConnector = draft.type === 'KafkaConnector';
    const connects = isConnector || draft.type === 'KafkaConnect' ? connectsByName() : noConnects;
    const connect = isConnector ? connectOf(draft, file, connects) : undefined;
    const named = connect ?? owner;
    const version = draft.tree.get('spec', ...(draft.type === 'Kafka' ? ['kafka'] : []), 'version').string();
    return {
      kind: 'resource',
      place: draft.place,
      apiVersion: draft.apiVersion,
      type: draft.type,
      name: draft.name,
      namespace: draft.namespace,
      clusterLabel: draft.clusterLabel,
      annotation: draft.annotation,
      tree: draft.tree,
      before: committed.resource(draft, file.uri, isBuilt),
      owner: named.found ? 'found' : named.why,
      candidates: isConnector ? [...connects.keys()].filter(Boolean) : clusterNames(),
      connectors: draft.type === 'KafkaConnect' ? connectorsOf(draft, connects) : [],
      connect: connect?.found?.draft.tree,
      reads: source ? readsOf(draft, source) : [],
      sharers: sharersOf(draft, file),
      users: draft.type === 'Kafka' ? usersOf(draft, file) : [],
      cluster: seesFacts(draft) ? owner.found?.facts : undefined,
      reached:
        reached.size === 0 ? noFacts : new Map([...reached].map(([text, state]) => [text, state.facts])),
      operator:
        owner.found?.facts.operator ?? operatorRange(draft.type, draft.apiVersion, version, file.settings),
    };
  }

  /** Other resources of the same topic that stand before this one: of two, the operator takes the first. */
  function twinsOf(topic: EntityState, state: ClusterState): Topic['twins'] {
    return relations
      .named('topic', topic.name, (one) => mayBeTwins(one, topic))
      .flatMap((entity) => {
        const { draft: other } = entity;
        if (other.kind !== 'topic') return [];
        if (byText(entity, topic) >= 0 || clusters.ownerOf(entity).found !== state) return [];
        return isSet(other.resourceName)
          ? [{ value: other.resourceName.value, topic: other.name, from: [other.resourceName.place] }]
          : [];
      });
  }

  /** Of two worker groups with a name in common, the one that stands later is told. */
  function sharersOf(draft: DraftOf<'resource'>, file: FileState): Resource['sharers'] {
    const cluster = hasWorkers(draft.type) ? targetOf(draft, file) : undefined;
    if (!cluster) return [];
    const own = groupNamesOf(draft);
    return relations.workersOf(cluster).flatMap((entity) => {
      const { draft: other } = entity;
      if (other.kind !== 'resource' || !isSet(other.name) || !isSet(draft.name)) return [];
      // The same resource once more is another way to deploy it.
      if (other.name.value === draft.name.value || byText(entity, { draft, uri: file.uri }) >= 0) return [];
      const theirs = groupNamesOf(other);
      const names = own.filter((name) => theirs.includes(name));
      if (names.length === 0 || targetOf(other, entity.file) !== cluster) return [];
      return [
        { value: { resource: `the ${other.type} ${other.name.value}`, names }, from: [other.name.place] },
      ];
    });
  }

  /** The Kafka cluster here that a worker group keeps its topics in. */
  function targetOf(draft: DraftOf<'resource'>, file: FileState): ClusterState | undefined {
    const servers = workerOf(draft.type, draft.tree.get('spec'))?.get('bootstrapServers').string();
    return servers && isSet(servers) ? clusters.reachedBy(draft, file).get(servers.value) : undefined;
  }

  function usersOf(kafka: DraftOf<'resource'>, { uri }: FileState): Resource['users'] {
    if (!isSet(kafka.name)) return [];
    const isOf = ({ parts }: ClusterState): boolean =>
      parts.home === uri && parts.members.some(({ place }) => place.part === kafka.place.part);
    return relations.named('user', kafka.name.value).flatMap((entity) => {
      const { name, hasQuotas } = entity;
      const found = entity.isUnread ? entity.holder.cluster : clusters.ownerOf(entity).found;
      if (entity.kind !== 'user' || !found || !isOf(found)) return [];
      return [{ name, hasQuotas, place: () => entity.draft.place }];
    });
  }

  function connectsByName(): ConnectsByName {
    if (gathered && gatheredAt === relations.connectChanges()) return gathered;
    const named = new Map<string, Connect[]>();
    for (const { draft, file } of relations.connects) {
      if (draft.kind !== 'resource') continue;
      const name = isSet(draft.name) ? draft.name.value : '';
      push(named, name, { name, namespace: draft.namespace, uri: file.uri, draft, file });
    }
    gathered = named;
    gatheredAt = relations.connectChanges();
    return named;
  }

  function connectOf(
    draft: DraftOf<'resource'>,
    { uri, open }: FileState,
    named: ConnectsByName,
  ): Owner<Connect> {
    const called = (name: string) => named.get(name) ?? [];
    const owner = ownerOf(draft.clusterLabel, draft.namespace, uri, called, whereOf(draft, uri));
    return !owner.found && owner.why === 'absent' && (open || isAnyUnnamed() || named.has(''))
      ? { found: undefined, why: 'several' }
      : owner;
  }

  function sourceOf({ draft, file }: Pick<EntityState, 'draft' | 'file'>): ClusterState | undefined {
    if (draft.kind !== 'resource' || sinkTopicsOf(draft).length === 0) return undefined;
    const { found } = connectOf(draft, file, connectsByName());
    return found && targetOf(found.draft, found.file);
  }

  /** The topics of a sink, if each of them is declared here for the cluster that it reads from. */
  function readsOf(connector: DraftOf<'resource'>, source: ClusterState): Resource['reads'] {
    const topics = sinkTopicsOf(connector).map((name) => topicsOf(name, source));
    return topics.every(({ length }) => length === 1) ? topics.flat() : [];
  }

  function topicsOf(name: string, cluster: ClusterState): Resource['reads'] {
    return relations.named('topic', name).flatMap((entity) => {
      const { draft } = entity;
      if (draft.kind !== 'topic' || draft.name !== name || !entity.sees.includes(cluster)) return [];
      const { partitions } = draft;
      return isSet(partitions)
        ? [{ value: { topic: name, partitions: partitions.value }, from: [partitions.place] }]
        : [];
    });
  }

  function connectorsOf(connect: DraftOf<'resource'>, connects: ConnectsByName): Known<string>[] {
    if (!isSet(connect.name)) return [];
    return relations.labelled(connect.name.value).flatMap(({ draft, file }) => {
      if (draft.kind !== 'resource' || !isSet(draft.name)) return [];
      return connectOf(draft, file, connects).found?.draft === connect
        ? [{ value: draft.name.value, from: [draft.name.place] }]
        : [];
    });
  }
  return { subjectsOf, sourceOf };
}

// Topics, users and resources are spelled out: a copy by spreading with more in it has a shape of its own, which costs
// more than all that rules do with it.

const topicOf = (
  draft: DraftOf<'topic'>,
  config: Config,
  cluster: Topic['cluster'],
  twins: Topic['twins'],
): Topic => ({
  kind: 'topic',
  place: draft.place,
  name: draft.name,
  resourceName: draft.resourceName,
  namespace: draft.namespace,
  namePlace: draft.namePlace,
  clusterName: draft.clusterName,
  partitions: draft.partitions,
  replicas: draft.replicas,
  config,
  cluster,
  twins,
});

const userOf = (draft: DraftOf<'user'>, cluster: User['cluster']): User => ({
  kind: 'user',
  place: draft.place,
  name: draft.name,
  namespace: draft.namespace,
  clusterName: draft.clusterName,
  authentication: draft.authentication,
  authorization: draft.authorization,
  quotas: draft.quotas,
  cluster,
});

/** The names of the worker group that a resource configures, each behind its key. */
function groupNamesOf({ type, tree }: DraftOf<'resource'>): string[] {
  const worker = workerOf(type, tree.get('spec'));
  return worker ? workerNames(type, worker).map(({ key, name }) => `${key} ${name}`) : [];
}

/** The part of a broker, topic or client that rules about keys look at. */
export function configurationOf(subject: Broker | Topic | Client): Configuration {
  const broker = subject.kind === 'broker' ? subject : undefined;
  return {
    kind: 'configuration',
    place: subject.place,
    config: subject.config,
    platform:
      broker?.platform ?? (subject.kind === 'topic' ? (subject.cluster?.platform ?? 'apache') : 'apache'),
    roles: broker?.roles,
  };
}

/** Of resources only these look at more of a cluster than its operator. */
export const seesFacts = ({ kind, type }: Pick<EntityState, 'kind' | 'type'>): boolean =>
  kind !== 'resource' || type === 'KafkaRebalance' || isClientOfKafka(type);
