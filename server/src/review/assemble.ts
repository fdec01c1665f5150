import { boolean, integer, list, setting } from '../model/config.ts';
import type {
  Broker,
  Cluster,
  ClusterFacts,
  Machine,
  Pool,
  Role,
  StrimziKafka,
} from '../model/deployment.ts';
import { isBroker, plays } from '../model/roles.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, type Known, known, type Value } from '../model/value.ts';
import type { DraftOf } from '../readers/reading.ts';
import { operatorRange } from './operator.ts';
import type { Settings } from './settings.ts';

/** The drafts that make one cluster: its members' configurations and its node pools. */
export interface ClusterParts {
  id: string;
  /** The file they stand in, or the kustomization that builds them: what is near to it may belong to them. */
  home: string;
  members: DraftOf<'broker'>[];
  pools: DraftOf<'pool'>[];
  settings: Settings;
}

/** Joins what files say about one cluster. Numbers that the files cannot tell stay undefined. */
export function assembleCluster({ id, members, pools, settings }: ClusterParts): Cluster {
  const [first] = members;
  if (!first) throw new Error(`cluster ${id} without members`);
  const version = versionOf(members, settings);
  const mode = modeOf(members, pools);
  const cluster: Cluster = {
    kind: 'cluster',
    id,
    name: first.name,
    place: first.place,
    platform: first.platform,
    mode,
    version,
    operator: first.strimzi
      ? operatorRange('Kafka', first.strimzi.apiVersion, first.version, settings)
      : { min: undefined, max: undefined, from: [] },
    members: [],
    pools: [],
    brokers: countBrokers(members, pools),
    controllers: countControllers(members, pools),
    facts: {} as ClusterFacts,
  };
  cluster.members = members.map(
    (draft): Broker => ({
      ...draft,
      config: { ...draft.config, ...(version ? { version: version.value } : {}) },
      ...(draft.strimzi && pools.length === 0 ? { machine: draft.strimzi.machine } : {}),
      cluster,
    }),
  );
  cluster.pools = pools.map(
    (draft): Pool => ({ ...draft, machine: inherited(draft.machine, first.strimzi?.machine), cluster }),
  );
  cluster.facts = factsOf(cluster);
  return cluster;
}

/**
 * A pool that has no `jvmOptions` or no `resources` at all takes the whole of it from its Kafka resource; its storage is
 * always its own. Source: KafkaPool.fromCrd of the operator.
 */
function inherited(own: Machine, from: Machine | undefined): Machine {
  if (!own.fields || !from?.fields) return own;
  const { jvmOptions, resources } = from.fields;
  const heap = takes(own.fields.jvmOptions, jvmOptions);
  const memory = takes(own.fields.resources, resources);
  return {
    ...own,
    heap: heap ? from.heap : own.heap,
    memory: memory ? from.memory : own.memory,
    fields: {
      jvmOptions: heap ? jvmOptions : own.fields.jvmOptions,
      resources: memory ? resources : own.fields.resources,
    },
  };
}

const takes = (pool: Tree, kafka: Tree): boolean =>
  pool.self().state === 'unset' && kafka.self().state !== 'unset';

function versionOf(members: DraftOf<'broker'>[], settings: Settings): Known<string> | undefined {
  for (const member of members) {
    if (member.version.state === 'unknown') return undefined;
    const found = known(member.version);
    if (found) return found;
  }
  return settings.kafkaVersion ? { value: settings.kafkaVersion, from: [] } : undefined;
}

function modeOf(members: DraftOf<'broker'>[], pools: DraftOf<'pool'>[]): Cluster['mode'] {
  const [first] = members;
  if (first?.strimzi) {
    if (isSet(first.strimzi.zookeeper)) return 'zookeeper';
    return pools.length > 0 ||
      /\/v1$/.test(isSet(first.strimzi.apiVersion) ? first.strimzi.apiVersion.value : '')
      ? 'kraft'
      : 'unknown';
  }
  if (members.some((member) => member.roles.state === 'set')) return 'kraft';
  return members.some((member) => isSet(setting(member.config, 'zookeeper.connect')))
    ? 'zookeeper'
    : 'unknown';
}

/** The sum over the pools with the role; undefined as soon as one pool does not tell, or when no such pool is here. */
function sumPools(pools: DraftOf<'pool'>[], role: Role): Known<number> | undefined {
  const total: Known<number> = { value: 0, from: [] };
  for (const pool of pools) {
    if (pool.roles.state !== 'set') return undefined;
    if (!plays(pool.roles, role)) continue;
    if (!isSet(pool.replicas)) return undefined;
    total.value += pool.replicas.value;
    total.from.push(pool.replicas.place);
  }
  return total.from.length > 0 ? total : undefined;
}

function countBrokers(members: DraftOf<'broker'>[], pools: DraftOf<'pool'>[]): Known<number> | undefined {
  const [first] = members;
  if (first?.live) return first.live.brokers;
  if (first?.strimzi) {
    if (pools.length > 0) return sumPools(pools, 'broker');
    // Without node pools here, replicas counts only where the operator still reads it.
    return isSet(first.strimzi.replicas) ? known(first.strimzi.replicas) : undefined;
  }
  // One properties file does not say how many nodes are made from it; several of one group, or a compose file, do.
  if (members.length < 2 && first?.platform !== 'compose') return loneNode(first);
  if (members.some((member) => member.roles.state === 'unknown')) return undefined;
  const brokers = members.filter(isBroker);
  if (brokers.some(({ copies }) => copies?.state === 'unknown')) return undefined;
  const copiesOf = ({ copies }: DraftOf<'broker'>) => (copies && isSet(copies) ? copies.value : 1);
  return {
    value: brokers.reduce((sum, member) => sum + copiesOf(member), 0),
    from: brokers.map(({ copies, place }) => (copies && isSet(copies) ? copies.place : place)),
  };
}

/** A combined node that is its own quorum is a cluster of one: nobody adds brokers to a lone controller. */
function loneNode(member: DraftOf<'broker'> | undefined): Known<number> | undefined {
  if (!member || !plays(member.roles, 'broker') || !plays(member.roles, 'controller')) return undefined;
  const voters = list(member.config, 'controller.quorum.voters');
  return isSet(voters) && voters.value.length === 1 ? { value: 1, from: [voters.place] } : undefined;
}

function countControllers(members: DraftOf<'broker'>[], pools: DraftOf<'pool'>[]): Known<number> | undefined {
  if (members[0]?.strimzi) return pools.length > 0 ? sumPools(pools, 'controller') : undefined;
  for (const member of members) {
    const voters = list(member.config, 'controller.quorum.voters');
    if (isSet(voters)) return { value: new Set(voters.value).size, from: [voters.place] };
  }
  return undefined;
}

function factsOf(cluster: Cluster): ClusterFacts {
  const brokers = cluster.members.filter(isBroker);
  const [broker] = brokers.length > 0 ? brokers : cluster.members;
  const config = broker?.config;
  return {
    name: cluster.name,
    platform: cluster.platform,
    brokers: cluster.brokers,
    version: cluster.version,
    defaultReplicationFactor: config && known(integer(config, 'default.replication.factor')),
    minInsyncReplicas: config && known(integer(config, 'min.insync.replicas')),
    autoCreateTopics: config && known(boolean(config, 'auto.create.topics.enable')),
    deleteTopics: config && known(boolean(config, 'delete.topic.enable')),
    racks: isSet(broker?.rack),
    authorization: broker && known(broker.authorizer),
    ...strimziFacts(broker),
    listeners: (broker?.listeners ?? []).map((listener) => ({
      name: listener.name,
      port: isSet(listener.port) ? listener.port.value : undefined,
      tls: listener.tls.state === 'unknown' ? undefined : (listener.tls.value ?? false),
      authentication: isSet(listener.authentication) ? listener.authentication.value : undefined,
      type: isSet(listener.type) ? listener.type.value : undefined,
      from: [listener.place],
    })),
    operator: cluster.operator,
  };
}

type StrimziFacts = Pick<
  ClusterFacts,
  'managesAcls' | 'superUsers' | 'topicOperator' | 'userOperator' | 'cruiseControl'
>;

/** What only a Strimzi Kafka resource says; all of it unknown elsewhere. */
function strimziFacts(broker: Broker | undefined): StrimziFacts {
  const strimzi = broker?.strimzi;
  const entities = strimzi?.entityOperator;
  return {
    managesAcls: broker && strimzi && managesAcls(broker, strimzi),
    superUsers: textsOf(strimzi?.authorization, 'superUsers'),
    topicOperator: isThere(entities, 'topicOperator'),
    userOperator: isThere(entities, 'userOperator'),
    cruiseControl: strimzi && isThere(strimzi.cruiseControl),
  };
}

/** Source: supportsAdminApi of the authorization types in Strimzi's api; without authorization there are no ACLs. */
function managesAcls({ authorizer, place }: Broker, strimzi: StrimziKafka): Known<boolean> | undefined {
  if (authorizer.state === 'unknown' || strimzi.authorization.state === 'unknown') return undefined;
  if (!isSet(strimzi.authorization) || !isSet(authorizer)) return { value: false, from: [place] };
  const field = { keycloak: 'delegateToKafkaAcls', custom: 'supportsAdminApi' }[authorizer.value];
  const from = [authorizer.place];
  if (field === undefined) return { value: authorizer.value === 'simple', from };
  const delegates = strimzi.authorization.value.get(field).boolean();
  return delegates.state === 'unknown' ? undefined : { value: delegates.value === true, from };
}

/** Whether something stands at a path below a tree; undefined where a template may still fill it in. */
function isThere(tree: Value<Tree> | undefined, ...path: string[]): Known<boolean> | undefined {
  if (tree === undefined || tree.state === 'unknown') return undefined;
  if (!isSet(tree)) return { value: false, from: [tree.place] };
  const found = tree.value.get(...path).self();
  return found.state === 'unknown' ? undefined : { value: isSet(found), from: [found.place] };
}

function textsOf(tree: Value<Tree> | undefined, ...path: string[]): string[] {
  if (!isSet(tree)) return [];
  return tree.value
    .get(...path)
    .items()
    .map((item) => item.string())
    .filter(isSet)
    .map(({ value }) => value);
}
