import type { Config } from './config.ts';
import type { Place } from './place.ts';
import type { Tree } from './tree.ts';
import type { Known, Value } from './value.ts';

export type Role = 'broker' | 'controller';
export type Platform = 'apache' | 'strimzi' | 'compose' | 'msk' | 'live';
export type SecurityProtocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';

export interface Subject {
  /** The header that a finding about the whole subject is shown on. */
  place: Place;
}

/**
 * What one or more Kafka nodes are told: one server.properties, one Strimzi Kafka resource, one compose service,
 * one MSK configuration, one live broker.
 */
export interface Broker extends Subject {
  kind: 'broker';
  platform: Platform;
  name: string;
  config: Config;
  /** process.roles; unset in ZooKeeper mode, and on Strimzi, where the node pools say it. */
  roles: Value<Role[]>;
  nodeId: Value<number>;
  /** The version that the deployment names for these nodes. */
  version: Value<string>;
  /** The container image, where the nodes run in containers that name one. */
  image?: Value<string>;
  /** How many nodes run like this one, where a workload or a service can say so; unset is one. */
  copies?: Value<number>;
  /** Only a piece of a node's description, which another file completes: it is no node by itself. */
  isPartial?: boolean;
  /** The rack or zone: broker.rack, or the topology key it is taken from. */
  rack: Value<string>;
  listeners: Listener[];
  authorizer: Value<string>;
  /** What only a Strimzi Kafka resource has. */
  strimzi?: StrimziKafka;
  /** Machines of its own (compose, legacy Strimzi); undefined when node pools or other files say it. */
  machine?: Machine;
  /** The cluster group hints of a properties file: what members of one cluster share. */
  group?: GroupHints;
  cluster: Cluster;
}

export interface GroupHints {
  /** The same text in every member: controller quorum or ZooKeeper ensemble; undefined when unknown. */
  key: string | undefined;
  /** `server-1` and `server-2` are members, `server` and `controller` alternatives. */
  member: boolean;
}

export interface Endpoint {
  host: string;
  port: number | undefined;
  /** The whole `NAME://host:port`, and its host alone. */
  place: Place;
  hostPlace: Place;
}

export interface Listener {
  name: string;
  place: Place;
  role: Role | 'unknown';
  /** The address it binds to, and the one clients are told; Strimzi and MSK make both themselves. */
  bind?: Endpoint;
  advertised?: Endpoint;
  protocol: Value<SecurityProtocol>;
  /** TLS on the wire. */
  tls: Value<boolean>;
  /** How clients prove who they are: 'tls', 'scram-sha-512', 'SASL', …; unset when nobody has to. */
  authentication: Value<string>;
  /** Who can reach it, as far as the deployment says. */
  reach: 'loopback' | 'internal' | 'external' | 'unknown';
  port: Value<number>;
  /** Strimzi's listener type: internal, nodeport, loadbalancer, … */
  type?: Value<string>;
}

export interface StrimziKafka {
  namespace: Value<string>;
  apiVersion: Value<string>;
  metadataVersion: Value<string>;
  annotation(name: string): Value<string>;
  /** Fields that node pools replaced. */
  replicas: Value<number>;
  storage: Value<Tree>;
  resources: Value<Tree>;
  zookeeper: Value<Tree>;
  machine: Machine;
  entityOperator: Value<Tree>;
  cruiseControl: Value<Tree>;
  authorization: Value<Tree>;
  /** The listeners with all their fields. */
  listeners: Tree;
}

/** JVM, memory, disks and placement: what nodes run on. */
export interface Machine {
  heap: { max: Value<number>; min: Value<number> };
  /** Bytes. */
  memory: { request: Value<number>; limit: Value<number> };
  volumes: Volume[];
  spread: Spread;
  /** All options that a container's variables give the JVM, where the deployment says them; Strimzi writes its own. */
  options?: Value<string>;
  /** Strimzi's own fields, with what the model does not hold. */
  fields?: { jvmOptions: Tree; resources: Tree };
}

export interface Volume {
  place: Place;
  type: Value<string>;
  /** Bytes. */
  size: Value<number>;
  storageClass: Value<string>;
  deleteClaim: Value<boolean>;
}

/** How the pods of a pool are kept apart. */
export interface Spread {
  /** A pool with a template of its own takes nothing from its Kafka resource's. */
  template: boolean;
  /** Where a topologySpreadConstraints list is, or would be written. */
  constraintsAt: Value<Tree>;
  constraints: { topologyKey: Value<string>; whenUnsatisfiable: Value<string>; place: Place }[];
  /** Topology keys of required pod anti-affinity. */
  antiAffinity: { topologyKey: Value<string>; place: Place }[];
  /** Variables that the template gives the Kafka container: a rack can be taken from one. */
  variables: Value<string>[];
  /** Node labels that required node affinity chooses by: a pool bound to one zone needs no spreading. */
  nodeLabels: string[];
}

/** A Strimzi KafkaNodePool. */
export interface Pool extends Subject {
  kind: 'pool';
  name: string;
  namespace: Value<string>;
  clusterName: Value<string>;
  replicas: Value<number>;
  roles: Value<Role[]>;
  storageType: Value<string>;
  /** Its own `resources`, be they inherited in `machine`. */
  resourcesAt: Value<Tree>;
  /** A pool without jvmOptions or resources has those of its Kafka resource here; `spread` is its own alone. */
  machine: Machine;
  cluster: Cluster | undefined;
}

/** A topic as a file declares it: KafkaTopic, topicctl, or a live topic. */
export interface Topic extends Subject {
  kind: 'topic';
  name: string;
  /** The name of the KafkaTopic, which spec.topicName may differ from. */
  resourceName: Value<string>;
  namespace: Value<string>;
  namePlace: Place;
  clusterName: Value<string>;
  partitions: Value<number>;
  replicas: Value<number>;
  config: Config;
  cluster: ClusterFacts | undefined;
  /**
   * Resources of another name that stand before this one and declare the same topic of the same cluster, or one whose
   * name is the same but for dots and underscores.
   */
  twins: (Known<string> & { topic: string })[];
}

export interface User extends Subject {
  kind: 'user';
  name: string;
  namespace: Value<string>;
  clusterName: Value<string>;
  authentication: Value<string>;
  authorization: Value<string>;
  quotas: Value<Tree>;
  cluster: ClusterFacts | undefined;
}

/** What a program beside the brokers is told: a producer, a Connect worker, MirrorMaker 2, ZooKeeper. */
export interface Client extends Subject {
  kind: 'client';
  name: string;
  config: Config;
}

/** Any Kafka configuration, whoever reads it: what rules about keys and their values look at. */
export interface Configuration extends Subject {
  kind: 'configuration';
  config: Config;
  platform: Platform;
  /** What the nodes that read it are; unset for ZooKeeper mode and for what is no node. */
  roles: Value<Role[]> | undefined;
}

/** A systemd service that runs a Kafka node. */
export interface Unit extends Subject {
  kind: 'unit';
  name: string;
  /** What a section says by a directive; of several lines the last, which is the one that counts. */
  directive(section: 'Unit' | 'Service', name: string): Value<string>;
  /** The header of the [Service] section. */
  service: Place;
  machine: Machine;
}

/** Any Strimzi resource, as the schema sees it. */
export interface Resource extends Subject {
  kind: 'resource';
  apiVersion: Value<string>;
  /** The resource's `kind`. */
  type: string;
  name: Value<string>;
  namespace: Value<string>;
  /** The strimzi.io/cluster label. */
  clusterLabel: Value<string>;
  annotation(name: string): Value<string>;
  tree: Tree;
  /** The resource as the commit has it that is compared with; undefined when nothing is compared, or it is new. */
  before: Tree | undefined;
  /** What the label names, if it is here; 'several' when more than one could be meant. */
  owner: 'none' | 'found' | 'several' | 'absent';
  /** Names of Kafka clusters (or Connect clusters, for connectors) that the label could name. */
  candidates: string[];
  /** The connectors here that name this Connect cluster. */
  connectors: Known<string>[];
  /** The Connect cluster that a KafkaConnector names, if it is here. */
  connect: Tree | undefined;
  /** The topics that a sink connector reads, with their partitions; empty unless all are known. */
  reads: Known<{ topic: string; partitions: number }>[];
  /**
   * Connect clusters and MirrorMakers before this one that have names of its worker group, on the same Kafka cluster;
   * each name behind its key.
   */
  sharers: Known<{ resource: string; names: string[] }>[];
  /** The users here that name this Kafka cluster, whether they have quotas, and where they stand. */
  users: { name: string; hasQuotas: boolean; place(): Place }[];
  /** The Kafka cluster of a KafkaRebalance; other kinds that have one see it as a subject of their own. */
  cluster: ClusterFacts | undefined;
  /** The Kafka clusters here that Connect, MirrorMaker 2 or the Bridge connects to, by the text of bootstrapServers. */
  reached: ReadonlyMap<string, ClusterFacts>;
  /** The operator's version as far as settings and the cluster tell. */
  operator: OperatorRange;
}

/** Operator releases that can be meant, both ends included ('0.49', '1.2'); undefined: no bound. */
export interface OperatorRange {
  min: string | undefined;
  max: string | undefined;
  from: Place[];
}

/** What other subjects may know of a cluster: small, compared by content, so that only real changes reach them. */
export interface ClusterFacts {
  name: string;
  platform: Platform;
  brokers: Known<number> | undefined;
  version: Known<string> | undefined;
  /** Broker settings that topics inherit. */
  defaultReplicationFactor: Known<number> | undefined;
  minInsyncReplicas: Known<number> | undefined;
  autoCreateTopics: Known<boolean> | undefined;
  deleteTopics: Known<boolean> | undefined;
  racks: boolean;
  authorization: Known<string> | undefined;
  /** Whether rules of users (ACLs) can be made through the admin API, as the user operator does; Strimzi only. */
  managesAcls: Known<boolean> | undefined;
  superUsers: string[];
  /** The operators of topics and users; undefined where nothing tells. */
  topicOperator: Known<boolean> | undefined;
  userOperator: Known<boolean> | undefined;
  cruiseControl: Known<boolean> | undefined;
  listeners: {
    name: string;
    port: number | undefined;
    tls: boolean | undefined;
    authentication: string | undefined;
    type: string | undefined;
    from: Place[];
  }[];
  operator: OperatorRange;
}

/** Everything about one cluster but its topics, users and clients. */
export interface Cluster extends Subject {
  kind: 'cluster';
  id: string;
  name: string;
  platform: Platform;
  mode: 'kraft' | 'zookeeper' | 'unknown';
  version: Known<string> | undefined;
  operator: OperatorRange;
  /** One for Strimzi; one a node for properties files. */
  members: Broker[];
  pools: Pool[];
  /** Strimzi pools of this cluster may stand in another repository: none is here. */
  brokers: Known<number> | undefined;
  controllers: Known<number> | undefined;
  facts: ClusterFacts;
}

export type AnySubject = Cluster | Broker | Pool | Topic | User | Resource | Client | Configuration | Unit;
export type SubjectKind = AnySubject['kind'];
export type SubjectOf<K extends SubjectKind> = Extract<AnySubject, { kind: K }>;
