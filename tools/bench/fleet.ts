// A GitOps repository as large teams have them, of nothing but invented names: the same bytes for the same numbers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TOPICS_PER_CLUSTER = 450;
const TEAMS = ['payments', 'orders', 'catalog', 'identity', 'search', 'logistics', 'billing', 'fraud'];

/**
 * Writes `manifests` Strimzi resources below FOLDER/kafka and `noise` other YAML files below FOLDER/apps. Most topics say
 * what another one says of another name; `unlike`: each says something of its own in a comment.
 */
export function writeFleet(folder: string, manifests: number, noise: number, unlike = false): void {
  // A repository of its own: what the one around it ignores does not count.
  mkdirSync(join(folder, '.git'), { recursive: true });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const clusters = Math.max(1, Math.round(manifests / (TOPICS_PER_CLUSTER + 50)));
  let left = manifests;
  for (let n = 0; n < clusters; n += 1) {
    const name = `cluster-${n}`;
    write(`kafka/clusters/${name}/kafka.yaml`, kafka(name));
    write(`kafka/clusters/${name}/controllers.yaml`, pool(name, 'controller', 3));
    write(`kafka/clusters/${name}/brokers.yaml`, pool(name, 'broker', 6));
    left -= 3;
  }
  for (let n = 0; n < left; n += 1) {
    const cluster = `cluster-${n % clusters}`;
    const team = TEAMS[n % TEAMS.length] ?? '';
    const own = unlike ? `# Asked for in request ${n}.\n` : '';
    if (n % 11 === 0) write(`kafka/users/${team}/user-${n}.yaml`, own + user(cluster, n));
    else write(`kafka/topics/${team}/topic-${n}.yaml`, own + topic(cluster, n));
  }
  for (let n = 0; n < noise; n += 1) write(`apps/app-${n % 500}/${n}.yaml`, workload(n));
}

const head = (kind: string, name: string, cluster?: string): string =>
  `apiVersion: kafka.strimzi.io/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: kafka
${cluster ? `  labels:\n    strimzi.io/cluster: ${cluster}\n` : ''}`;

/** One topic in twenty has a mistake that a person must be told. */
export const topic = (cluster: string, n: number): string =>
  `${head('KafkaTopic', `topic-${n}`, cluster)}spec:
  partitions: ${3 * (1 + (n % 8))}
  replicas: ${n % 20 === 7 ? 1 : 3}
  config:
    cleanup.policy: ${n % 5 === 0 ? 'compact' : 'delete'}
    retention.ms: ${n % 40 === 3 ? '7d' : 86_400_000 * (1 + (n % 14))}
    min.insync.replicas: 2
    compression.type: producer
`;

const user = (cluster: string, n: number): string =>
  `${head('KafkaUser', `user-${n}`, cluster)}spec:
  authentication:
    type: tls
  authorization:
    type: simple
    acls:
      - resource:
          type: topic
          name: topic-${n + 1}
          patternType: literal
        operations:
          - Read
          - Describe
`;

export const pool = (cluster: string, role: string, replicas: number): string =>
  `${head('KafkaNodePool', `${cluster}-${role}`, cluster)}spec:
  replicas: ${replicas}
  roles:
    - ${role}
  storage:
    type: jbod
    volumes:
      - id: 0
        type: persistent-claim
        size: 100Gi
        deleteClaim: false
  resources:
    requests:
      memory: 8Gi
    limits:
      memory: 8Gi
`;

export const kafka = (name: string): string =>
  `${head('Kafka', name)}spec:
  kafka:
    version: 4.1.0
    metadataVersion: 4.1-IV1
    listeners:
      - name: tls
        port: 9093
        type: internal
        tls: true
        authentication:
          type: tls
    authorization:
      type: simple
    config:
      auto.create.topics.enable: false
      default.replication.factor: 3
      min.insync.replicas: 2
      offsets.topic.replication.factor: 3
      transaction.state.log.replication.factor: 3
      transaction.state.log.min.isr: 2
    rack:
      topologyKey: topology.kubernetes.io/zone
  entityOperator:
    topicOperator: {}
    userOperator: {}
`;

const workload = (n: number): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${n}
  labels: &labels
    app: app-${n}
spec:
  replicas: ${1 + (n % 5)}
  selector:
    matchLabels: *labels
  template:
    spec:
      containers:
${[0, 1, 2].map((c) => container(n, c)).join('')}`;

const container = (n: number, c: number): string =>
  `        - name: container-${c}
          image: registry.example.com/team-${n % 40}/app-${n}:1.${c}.0
          env:
${Array.from({ length: 12 }, (_, at) => `            - name: SETTING_${at}\n              value: "${n * at}"\n`).join('')}\
          resources:
            limits:
              cpu: 500m
              memory: 512Mi
`;

/** A Kafka resource of about this many lines, most of them comments and annotations of tools. */
export const longKafka = (lines: number): string => {
  const text = kafka('cluster-long');
  const notes = Array.from(
    { length: Math.max(0, lines - text.split('\n').length) },
    (_, n) => `    notes.example.com/line-${n}: "written by a tool, number ${n}"\n`,
  );
  return text.replace('  namespace: kafka\n', `  namespace: kafka\n  annotations:\n${notes.join('')}`);
};

/** Topics in one file, `lines` lines or a little more. */
export function manyTopics(lines: number): string {
  const texts: string[] = [];
  for (let n = 0, count = 0; count < lines; n += 1) {
    const text = topic('cluster-0', n);
    texts.push(text);
    count += text.split('\n').length;
  }
  return texts.join('---\n');
}

const BROKER = [
  'process.roles=broker',
  'node.id=1',
  'controller.quorum.voters=101@c1:9093,102@c2:9093,103@c3:9093',
  'controller.listener.names=CONTROLLER',
  'listeners=SSL://:9092',
  'advertised.listeners=SSL://kafka-1:9092',
  'log.dirs=/var/lib/kafka',
  'num.partitions=6',
];

/** A server.properties file of so many lines, most of them comments, the others a plugin’s; one in a hundred is unknown. */
export const longProperties = (lines: number): string =>
  [
    ...BROKER,
    ...Array.from({ length: Math.max(0, lines - BROKER.length) }, (_, n) =>
      n % 100 === 99
        ? `custom.setting.${n}=value of ${n}`
        : n % 3 === 0
          ? `cruise.control.metrics.setting.${n}=value of ${n}`
          : `# line ${n} explains the next`,
    ),
  ].join('\n');

/** A server.properties file of so many lines of which nearly all are keys that nobody knows. */
export const unknownProperties = (lines: number): string =>
  [
    ...BROKER,
    ...Array.from(
      { length: Math.max(0, lines - BROKER.length) },
      (_, n) => `custom.setting.${n}=value of ${n}`,
    ),
  ].join('\n');
