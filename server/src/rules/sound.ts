/**
 * Sound deployments that examples are written into, so that an example shows one mistake only. A line given by an
 * example takes the place of the line with the same key; `-key` takes it away; other lines are added.
 */

const BROKER = `process.roles=broker
node.id=1
controller.quorum.bootstrap.servers=c1.kafka.internal:9093,c2.kafka.internal:9093,c3.kafka.internal:9093
controller.listener.names=CONTROLLER
listeners=INTERNAL://:9092,CLIENT://:9094
advertised.listeners=INTERNAL://b1.kafka.internal:9092,CLIENT://b1.kafka.internal:9094
listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,CLIENT:SASL_SSL
inter.broker.listener.name=INTERNAL
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
ssl.client.auth=required
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:kafka
broker.rack=eu-west-1a
replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector
log.dirs=/var/lib/kafka/data
num.partitions=6
num.replica.fetchers=4
auto.create.topics.enable=false
default.replication.factor=3
min.insync.replicas=2
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
`;

const CONTROLLER = `process.roles=controller
node.id=101
controller.quorum.bootstrap.servers=c1.kafka.internal:9093,c2.kafka.internal:9093,c3.kafka.internal:9093
controller.listener.names=CONTROLLER
listeners=CONTROLLER://c1.kafka.internal:9093
listener.security.protocol.map=CONTROLLER:SSL
ssl.client.auth=required
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:kafka
log.dirs=/var/lib/kafka/metadata
`;

const ZOOKEEPER_BROKER = `# kafka-review-disable-file zookeeper-mode-eol -- the migration is planned
broker.id=1
zookeeper.connect=z1.kafka.internal:2181,z2.kafka.internal:2181,z3.kafka.internal:2181/kafka
listeners=INTERNAL://:9092
advertised.listeners=INTERNAL://b1.kafka.internal:9092
listener.security.protocol.map=INTERNAL:SASL_SSL
inter.broker.listener.name=INTERNAL
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
authorizer.class.name=kafka.security.authorizer.AclAuthorizer
super.users=User:kafka
broker.rack=eu-west-1a
replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector
log.dirs=/var/lib/kafka/data
auto.create.topics.enable=false
default.replication.factor=3
min.insync.replicas=2
`;

const keyOf = (line: string): string => /^[-«\s]*([^\s=:«»]+)/.exec(line)?.[1] ?? '';

function merge(base: string, changes: string): string {
  const lines = changes.split('\n').filter((line) => line.trim() !== '');
  const keys = new Set(lines.filter((line) => !line.startsWith('#')).map(keyOf));
  const kept = base.split('\n').filter((line) => line !== '' && !keys.has(keyOf(line)));
  return `${[...kept, ...lines.filter((line) => !line.startsWith('-'))].join('\n')}\n`;
}

/** A sound KRaft broker's server.properties with these lines in it. */
export const broker = (lines = ''): string => merge(BROKER, lines);

/** A sound KRaft controller's properties with these lines in it. */
export const controller = (lines = ''): string => merge(CONTROLLER, lines);

/** A sound broker of a ZooKeeper-mode cluster with these lines in it. */
export const zookeeperBroker = (lines = ''): string => merge(ZOOKEEPER_BROKER, lines);

export interface KafkaSections {
  apiVersion?: string;
  annotations?: string;
  version?: string;
  listeners?: string;
  authorization?: string;
  /** Lines of `spec.kafka.config`, merged into the sound ones by key. */
  config?: string;
  rack?: string;
  template?: string;
  metrics?: string;
  /** Further lines below `spec.kafka`, and below `spec`. */
  kafka?: string;
  spec?: string;
}

const LISTENERS = `listeners:
  - name: internal
    port: 9093
    type: internal
    tls: true
    authentication:
      type: scram-sha-512`;

const AUTHORIZATION = `authorization:
  type: simple`;

const RACK = `rack:
  topologyKey: topology.kubernetes.io/zone`;

const TEMPLATE = `template:
  pod:
    topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: topology.kubernetes.io/zone
        whenUnsatisfiable: DoNotSchedule
        labelSelector:
          matchLabels:
            strimzi.io/cluster: prod`;

const CONFIG = `default.replication.factor: 3
min.insync.replicas: 2
offsets.topic.replication.factor: 3
transaction.state.log.replication.factor: 3
transaction.state.log.min.isr: 2
auto.create.topics.enable: false
replica.selector.class: org.apache.kafka.common.replica.RackAwareReplicaSelector`;

const METRICS = `metricsConfig:
  type: jmxPrometheusExporter
  valueFrom:
    configMapKeyRef:
      name: kafka-metrics
      key: rules.yaml`;

const ENTITIES = `entityOperator:
  topicOperator: {}
  userOperator: {}`;

const EXPORTER = 'kafkaExporter: {}';

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A sound Strimzi Kafka resource named prod; a section given as '' is left out. */
export function kafka(sections: KafkaSections = {}): string {
  const { apiVersion = 'kafka.strimzi.io/v1', version = 'version: 4.3.1', annotations } = sections;
  const kafkaLines = [
    version,
    sections.listeners ?? LISTENERS,
    sections.authorization ?? AUTHORIZATION,
    sections.rack ?? RACK,
    sections.template ?? TEMPLATE,
    `config:\n${indent(merge(CONFIG, sections.config ?? '').trimEnd(), 2)}`,
    sections.metrics ?? METRICS,
    sections.kafka ?? '',
  ].filter((lines) => lines !== '');
  const metadata = `  name: prod\n${annotations ? `  annotations:\n${indent(annotations, 4)}\n` : ''}`;
  return `apiVersion: ${apiVersion}\nkind: Kafka\nmetadata:\n${metadata}spec:\n  kafka:\n${indent(kafkaLines.join('\n'), 4)}\n${indent(
    [ENTITIES, ...(sections.spec?.includes('kafkaExporter:') ? [] : [EXPORTER]), sections.spec ?? '']
      .filter((lines) => lines !== '')
      .join('\n'),
    2,
  )}\n`;
}

export interface PoolSections {
  name?: string;
  apiVersion?: string;
  replicas?: string;
  roles?: string;
  storage?: string;
  machine?: string;
  labels?: string;
}

/** A pool's `resources` with this memory as request and limit, and its `jvmOptions`. */
export const machine = (memory: string, jvmOptions: string): string =>
  `resources:\n  requests:\n    memory: ${memory}\n  limits:\n    memory: ${memory}\njvmOptions:\n${indent(jvmOptions, 2)}`;

/** A sound node pool of the cluster prod: three brokers, unless told otherwise. */
export function pool(sections: PoolSections = {}): string {
  const lines = [
    `replicas: ${sections.replicas ?? '3'}`,
    `roles:\n${(sections.roles ?? 'broker')
      .split(' ')
      .map((role) => `  - ${role}`)
      .join('\n')}`,
    sections.storage ??
      'storage:\n  type: jbod\n  volumes:\n    - id: 0\n      type: persistent-claim\n      size: 500Gi\n      deleteClaim: false',
    sections.machine ?? machine('16Gi', '-Xms: 4g\n-Xmx: 4g'),
  ].filter((part) => part !== '');
  return `apiVersion: ${sections.apiVersion ?? 'kafka.strimzi.io/v1'}\nkind: KafkaNodePool\nmetadata:\n  name: ${sections.name ?? 'brokers'}\n  labels:\n${indent(
    sections.labels ?? 'strimzi.io/cluster: prod',
    4,
  )}\nspec:\n${indent(lines.join('\n'), 2)}\n`;
}

/** Memory, metrics and rack as Connect and MirrorMaker 2 should have them. */
export const WORKER = `resources:
  requests:
    memory: 4Gi
  limits:
    memory: 4Gi
${METRICS}
rack:
  topologyKey: topology.kubernetes.io/zone`;

/** A sound KafkaConnect of the cluster prod with these lines in its spec, and others instead of `WORKER`. */
export function connect(lines = '', annotations = '', worker = WORKER): string {
  const spec = [
    'replicas: 3',
    ...(lines.includes('bootstrapServers:') ? [] : ['bootstrapServers: prod-kafka-bootstrap:9093']),
    'groupId: connect',
    'configStorageTopic: connect-configs',
    'offsetStorageTopic: connect-offsets',
    'statusStorageTopic: connect-status',
    worker,
    lines,
  ].filter((part) => part !== '');
  return `apiVersion: kafka.strimzi.io/v1\nkind: KafkaConnect\nmetadata:\n  name: connect\n${annotations}spec:\n${indent(spec.join('\n'), 2)}\n`;
}

/** A MirrorMaker 2 with one mirror, of which these are the lines. */
export const mirror = (lines: string) => `apiVersion: kafka.strimzi.io/v1
kind: KafkaMirrorMaker2
metadata:
  name: mirror
spec:
  replicas: 2
  target:
    alias: us
    bootstrapServers: b1.us.example.org:9094,b2.us.example.org:9094
    groupId: mirror
    configStorageTopic: mirror-configs
    offsetStorageTopic: mirror-offsets
    statusStorageTopic: mirror-status
  mirrors:
    - source:
        alias: eu
        bootstrapServers: b1.eu.example.org:9094,b2.eu.example.org:9094
${lines.replace(/^(?=.)/gm, '      ')}
${WORKER.replace(/^/gm, '  ')}
`;

/** An image with connectors of one's own, as a line of a Connect's spec. */
export const OWN_IMAGE = 'image: registry.example.org/connect:1';

/** How Connect reaches the TLS listener of `prod` and signs in, as lines of its spec. */
export const SIGN_IN = `tls:
  trustedCertificates:
    - secretName: prod-cluster-ca-cert
      pattern: "*.crt"
authentication:
  type: scram-sha-512
  username: connect
  passwordSecret:
    secretName: connect
    password: password`;

/** Has the operator look at the connectors of a Connect cluster. */
export const USES_CONNECTORS = '  annotations:\n    strimzi.io/use-connector-resources: "true"\n';

export interface ConnectorSections {
  className?: string;
  tasksMax?: string;
  /** Lines of `spec.config`. */
  config?: string;
}

/** A sound sink of the Connect cluster that `connect` makes. */
export function connector(sections: ConnectorSections = {}): string {
  const { className = 'org.example.OrdersSink', tasksMax = '3', config = 'topics: orders' } = sections;
  return `apiVersion: kafka.strimzi.io/v1\nkind: KafkaConnector\nmetadata:\n  name: orders-sink\n  labels:\n    strimzi.io/cluster: connect\nspec:\n  class: ${className}\n  tasksMax: ${tasksMax}\n  config:\n${indent(config, 4)}\n`;
}

/** Three brokers in containers, the last one with these variables. */
export function containers(image = 'apache/kafka:4.3.1', variables = ''): string {
  const broker = (id: number, more: string) => `  kafka-${id}:
    image: ${id === 3 ? image : 'apache/kafka:4.3.1'}
    environment:
      KAFKA_NODE_ID: ${id}
      KAFKA_PROCESS_ROLES: broker
      KAFKA_CONTROLLER_QUORUM_BOOTSTRAP_SERVERS: c1:9093,c2:9093,c3:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_LISTENERS: CLIENT://:9092
      KAFKA_ADVERTISED_LISTENERS: CLIENT://kafka-${id}.internal:9092
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: CONTROLLER:SASL_SSL,CLIENT:SASL_SSL
      KAFKA_INTER_BROKER_LISTENER_NAME: CLIENT
      KAFKA_BROKER_RACK: zone-${id}
${indent(more, 6)}`;
  const sound = 'KAFKA_HEAP_OPTS: -Xms4g -Xmx4g\nKAFKA_OPTS: -XX:+ExitOnOutOfMemoryError\n';
  return `services:\n${[1, 2].map((id) => broker(id, sound)).join('')}${broker(3, variables === '' ? sound : variables)}`;
}

/** The controllers' pool of the cluster prod. */
export const controllers = (replicas = '3', apiVersion = 'kafka.strimzi.io/v1'): string =>
  pool({ name: 'controllers', roles: 'controller', replicas, apiVersion });

/** The whole cluster prod in the files kafka.yaml and pools.yaml, for examples about a topic or user of it. */
export function cluster(
  sections: KafkaSections = {},
  brokers: PoolSections = {},
): { 'kafka.yaml': string; 'pools.yaml': string } {
  return {
    'kafka.yaml': kafka(sections),
    'pools.yaml': `${pool(brokers)}---\n${controllers('3', brokers.apiVersion)}`,
  };
}

export interface TopicSections {
  apiVersion?: string;
  name?: string;
  labels?: string;
  partitions?: string;
  replicas?: string;
  /** Lines of `spec.config`. */
  config?: string;
}

/** A sound topic of the cluster prod. */
export function topic(sections: TopicSections = {}): string {
  const config = sections.config ? `  config:\n${indent(sections.config, 4)}\n` : '';
  const replicas = sections.replicas === '' ? '' : `  replicas: ${sections.replicas ?? '3'}\n`;
  return `apiVersion: ${sections.apiVersion ?? 'kafka.strimzi.io/v1'}\nkind: KafkaTopic\nmetadata:\n  name: ${sections.name ?? 'orders'}\n  labels:\n${indent(
    sections.labels ?? 'strimzi.io/cluster: prod',
    4,
  )}\nspec:\n  partitions: ${sections.partitions ?? '12'}\n${replicas}${config}`;
}

export interface UserSections {
  name?: string;
  /** The type of its authentication. */
  authentication?: string;
  /** Lines of the resource that its one rule is about; empty for a user without rules. */
  resource?: string;
  /** What it may do there. */
  operation?: string;
  /** Lines of `spec.quotas`. */
  quotas?: string;
}

/** A sound user of the cluster prod, with a password and a rule. */
export function user(sections: UserSections = {}): string {
  const { resource = 'type: topic\nname: orders', operation = 'Write' } = sections;
  const acls = `      - resource:\n${indent(resource, 10)}\n        operations:\n          - ${operation}\n`;
  const authorization = resource === '' ? '' : `  authorization:\n    type: simple\n    acls:\n${acls}`;
  const quotas = sections.quotas ? `  quotas:\n${indent(sections.quotas, 4)}\n` : '';
  return `apiVersion: kafka.strimzi.io/v1\nkind: KafkaUser\nmetadata:\n  name: ${sections.name ?? 'shop'}\n  labels:\n    strimzi.io/cluster: prod\nspec:\n  authentication:\n    type: ${sections.authentication ?? 'scram-sha-512'}\n${authorization}${quotas}`;
}

const SERVICE = `ExecStart=/opt/kafka/bin/kafka-server-start.sh /etc/kafka/server.properties
User=kafka
Environment="KAFKA_HEAP_OPTS=-Xms6g -Xmx6g"
Restart=on-failure
TimeoutStopSec=180
LimitNOFILE=100000
`;

/** A sound systemd service with these lines in its [Service] section, whose header may be marked. */
export const service = (lines = '', header = '[Service]'): { 'kafka.service': string } => ({
  'kafka.service': `[Unit]\nDescription=Kafka broker\n\n${header}\n${merge(SERVICE, lines)}`,
});
