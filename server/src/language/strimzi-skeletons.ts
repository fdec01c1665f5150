import type { Kind } from '../knowledge/strimzi/index.ts';

/**
 * A whole resource of each kind as a snippet: what the schema asks for and what nobody should do without, so that it can
 * be applied as it is. What needs a decision first is a place to type.
 */
const bodies: Readonly<Record<Kind, string>> = {
  Kafka: `metadata:
  name: \${1:prod}
spec:
  kafka:
    version: \${2:4.3.1}
    listeners:
      - name: \${3:internal}
        port: \${4:9093}
        type: \${5|internal,cluster-ip,loadbalancer,nodeport,route,ingress|}
        tls: true
        authentication:
          type: \${6|scram-sha-512,tls|}
    authorization:
      type: simple
    rack:
      topologyKey: topology.kubernetes.io/zone
    template:
      pod:
        topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: topology.kubernetes.io/zone
            whenUnsatisfiable: DoNotSchedule
            labelSelector:
              matchLabels:
                strimzi.io/cluster: \${1:prod}
    config:
      default.replication.factor: 3
      min.insync.replicas: 2
      offsets.topic.replication.factor: 3
      transaction.state.log.replication.factor: 3
      transaction.state.log.min.isr: 2
      auto.create.topics.enable: false
      replica.selector.class: org.apache.kafka.common.replica.RackAwareReplicaSelector
    metricsConfig:
      type: strimziMetricsReporter
  entityOperator:
    topicOperator: {}
    userOperator: {}
  kafkaExporter: {}
`,
  KafkaNodePool: `metadata:
  name: \${1:brokers}
  labels:
    strimzi.io/cluster: \${2:prod}
spec:
  replicas: \${3:3}
  roles:
    - \${4|broker,controller|}
  storage:
    type: jbod
    volumes:
      - id: 0
        type: persistent-claim
        size: \${5:500Gi}
        kraftMetadata: shared
        deleteClaim: false
  resources:
    requests:
      memory: \${6:16Gi}
    limits:
      memory: \${6:16Gi}
  jvmOptions:
    -Xms: \${7:4g}
    -Xmx: \${7:4g}
`,
  KafkaTopic: `metadata:
  name: \${1:orders}
  labels:
    strimzi.io/cluster: \${2:prod}
spec:
  partitions: \${3:12}
  replicas: \${4:3}
`,
  KafkaUser: `metadata:
  name: \${1:shop}
  labels:
    strimzi.io/cluster: \${2:prod}
spec:
  authentication:
    type: \${3|scram-sha-512,tls|}
  authorization:
    type: simple
    acls:
      - resource:
          type: topic
          name: \${4:orders}
        operations:
          - \${5|Read,Write,Describe|}
      - resource:
          type: group
          name: \${1:shop}
        operations:
          - Read
`,
  KafkaConnect: `metadata:
  name: \${1:connect}
  annotations:
    strimzi.io/use-connector-resources: "true"
spec:
  replicas: \${2:3}
  bootstrapServers: \${3:prod-kafka-bootstrap:9093}
  tls:
    trustedCertificates:
      - secretName: \${4:prod-cluster-ca-cert}
        pattern: "*.crt"
  authentication:
    type: scram-sha-512
    username: \${1:connect}
    passwordSecret:
      secretName: \${1:connect}
      password: password
  groupId: \${1:connect}
  configStorageTopic: \${1:connect}-configs
  offsetStorageTopic: \${1:connect}-offsets
  statusStorageTopic: \${1:connect}-status
  config:
    config.storage.replication.factor: -1
    offset.storage.replication.factor: -1
    status.storage.replication.factor: -1
  resources:
    requests:
      memory: \${5:4Gi}
    limits:
      memory: \${5:4Gi}
`,
  KafkaConnector: `metadata:
  name: \${1:orders-sink}
  labels:
    strimzi.io/cluster: \${2:connect}
spec:
  class: \${3:org.example.OrdersSink}
  tasksMax: \${4:1}
  autoRestart:
    enabled: true
  config:
    topics: \${5:orders}
`,
  KafkaMirrorMaker2: `metadata:
  name: \${1:mirror}
spec:
  replicas: \${2:3}
  target:
    alias: \${3:target}
    bootstrapServers: \${4:target-kafka-bootstrap:9092}
    groupId: \${1:mirror}
    configStorageTopic: \${1:mirror}-configs
    offsetStorageTopic: \${1:mirror}-offsets
    statusStorageTopic: \${1:mirror}-status
  mirrors:
    - source:
        alias: \${5:source}
        bootstrapServers: \${6:source-kafka-bootstrap:9092}
      sourceConnector:
        tasksMax: \${7:3}
      checkpointConnector: {}
      topicsPattern: \${8:".*"}
  resources:
    requests:
      memory: \${9:4Gi}
    limits:
      memory: \${9:4Gi}
`,
  KafkaBridge: `metadata:
  name: \${1:bridge}
spec:
  replicas: \${2:2}
  bootstrapServers: \${3:prod-kafka-bootstrap:9093}
  tls:
    trustedCertificates:
      - secretName: \${4:prod-cluster-ca-cert}
        pattern: "*.crt"
  authentication:
    type: scram-sha-512
    username: \${1:bridge}
    passwordSecret:
      secretName: \${1:bridge}
      password: password
  http:
    port: \${5:8080}
  resources:
    requests:
      memory: \${6:1Gi}
    limits:
      memory: \${6:1Gi}
`,
  KafkaRebalance: `metadata:
  name: \${1:even-out}
  labels:
    strimzi.io/cluster: \${2:prod}
spec:
  mode: \${3|full,add-brokers,remove-brokers,remove-disks|}
`,
};

/** A node pool of the cluster that the first tab stop names. */
const pool = (
  name: string,
  role: string,
  { size, memory, heap }: Record<'size' | 'memory' | 'heap', string>,
) =>
  `metadata:
  name: ${name}
  labels:
    strimzi.io/cluster: \${1:prod}
spec:
  replicas: 3
  roles:
    - ${role}
  storage:
    type: jbod
    volumes:
      - id: 0
        type: persistent-claim
        size: ${size}
        kraftMetadata: shared
        deleteClaim: false
  resources:
    requests:
      memory: ${memory}
    limits:
      memory: ${memory}
  jvmOptions:
    -Xms: ${heap}
    -Xmx: ${heap}
`;

/** The snippet of a whole cluster: its Kafka resource with node pools of brokers and of controllers. */
export const clusterSkeleton = (api: string): string =>
  [
    skeletonOf('Kafka', api),
    headed('KafkaNodePool', api, pool('brokers', 'broker', { size: '500Gi', memory: '16Gi', heap: '4g' })),
    headed(
      'KafkaNodePool',
      api,
      pool('controllers', 'controller', { size: '20Gi', memory: '5Gi', heap: '2g' }),
    ),
  ].join('---\n');

/** The snippet of a kind in an API version ('v1'). */
export const skeletonOf = (kind: Kind, api: string): string => headed(kind, api, bodies[kind]);

const headed = (kind: Kind, api: string, body: string): string =>
  `apiVersion: kafka.strimzi.io/${api}\nkind: ${kind}\n${body}`;
