import type { Json } from '../../model/fix.ts';
import type { Path } from '../../model/place.ts';
import { fieldPath } from './lookup.ts';

/** What a deprecated or removed field is replaced by. */
export interface Replacement {
  /** The end of a sentence: "use …", or why nothing is needed. */
  instead: string;
  /** Another field beside it that says the same, and its value made from the old one (undefined: not mechanical). */
  field?: { name: string; value: (old: Json) => Json | undefined };
  /** The operator ignores the old field: taking it away changes nothing. */
  ignored?: true;
}

const milliseconds = (old: Json): Json | undefined => (typeof old === 'number' ? old * 1000 : undefined);
const same = (old: Json): Json => old;

const state: Replacement = {
  instead: 'use state: paused',
  field: {
    name: 'state',
    value: (old) => (typeof old === 'boolean' ? (old ? 'paused' : 'running') : undefined),
  },
};
const renamed = (name: string): Replacement => ({ instead: `use ${name}`, field: { name, value: same } });
const ignored = (why: string): Replacement => ({ instead: why, ignored: true });
const interval: Replacement = {
  instead: 'use reconciliationIntervalMs',
  field: { name: 'reconciliationIntervalMs', value: milliseconds },
};
const noZooKeeper = ignored('the operator no longer connects to ZooKeeper and ignores it');
const noSidecar = ignored('there is no TLS sidecar any more and the operator ignores it');
const noOverrides = ignored('storage overrides are ignored since Strimzi 0.46');
const podSets = ignored('StrimziPodSets replaced it and the operator ignores it; use podSet');
const volumes: Replacement = {
  instead:
    'use template.connectContainer.env for variables, and template.pod.volumes with volumeMounts for files',
};
const pools: Replacement = { instead: 'it is set in KafkaNodePool resources' };
const zookeeper: Replacement = { instead: 'Strimzi runs Kafka without ZooKeeper since 0.46' };

/** By kind and path as the schema writes it; paths of the same end in several kinds stand under `*`. */
const replacements: Readonly<Record<string, Readonly<Record<string, Replacement>>>> = {
  Kafka: {
    'spec.kafka.replicas': pools,
    'spec.kafka.storage': pools,
    'spec.kafka.resources': pools,
    'spec.kafka.template.statefulset': podSets,
    'spec.kafka.listeners[].authentication.enableECDSA': ignored(
      'ECDSA is always available and it is ignored',
    ),
    'spec.kafka.listeners[].authentication.secrets': {
      instead: 'mount the secrets with template.pod.volumes and kafkaContainer.volumeMounts',
    },
    'spec.kafka.storage.overrides': noOverrides,
    'spec.kafka.storage.volumes[].overrides': noOverrides,
    'spec.zookeeper': zookeeper,
    'spec.jmxTrans': ignored('JmxTrans is no longer deployed and the operator ignores it'),
    'spec.cruiseControl.tlsSidecar': noSidecar,
    'spec.cruiseControl.template.tlsSidecarContainer': noSidecar,
    'spec.cruiseControl.brokerCapacity.disk': ignored('Cruise Control takes the capacity from the storage'),
    'spec.cruiseControl.brokerCapacity.cpuUtilization': ignored('use cpu; this one is ignored'),
    'spec.entityOperator.tlsSidecar': noSidecar,
    'spec.entityOperator.template.tlsSidecarContainer': noSidecar,
    'spec.entityOperator.topicOperator.reconciliationIntervalSeconds': interval,
    'spec.entityOperator.userOperator.reconciliationIntervalSeconds': interval,
    'spec.entityOperator.topicOperator.topicMetadataMaxAttempts': noZooKeeper,
    'spec.entityOperator.topicOperator.zookeeperSessionTimeoutSeconds': noZooKeeper,
    'spec.entityOperator.userOperator.zookeeperSessionTimeoutSeconds': noZooKeeper,
    'spec.kafkaExporter.template.service': ignored('Kafka Exporter has no service and it is ignored'),
  },
  KafkaNodePool: {
    'spec.storage.overrides': noOverrides,
    'spec.storage.volumes[].overrides': noOverrides,
  },
  KafkaUser: {
    'spec.authorization.acls[].operation': {
      instead: 'use operations',
      field: { name: 'operations', value: (old) => [old] },
    },
  },
  KafkaConnect: {
    'spec.externalConfiguration': volumes,
    'spec.template.deployment': podSets,
    'spec.build.output.additionalKanikoOptions': renamed('additionalBuildOptions'),
  },
  KafkaConnector: { 'spec.pause': state },
  KafkaMirrorMaker2: {
    'spec.externalConfiguration': volumes,
    'spec.template.deployment': podSets,
    'spec.clusters': { instead: 'describe the clusters in target and in mirrors[].source' },
    'spec.connectCluster': { instead: 'target is the cluster that Connect runs against' },
    'spec.mirrors[].sourceCluster': { instead: 'use source, with the cluster itself' },
    'spec.mirrors[].targetCluster': { instead: 'target is the only target' },
    'spec.mirrors[].heartbeatConnector': { instead: 'deploy the heartbeat connector as a KafkaConnector' },
    'spec.mirrors[].topicsBlacklistPattern': renamed('topicsExcludePattern'),
    'spec.mirrors[].groupsBlacklistPattern': renamed('groupsExcludePattern'),
    'spec.mirrors[].sourceConnector.pause': state,
    'spec.mirrors[].checkpointConnector.pause': state,
    'spec.mirrors[].heartbeatConnector.pause': state,
  },
  KafkaBridge: {
    'spec.enableMetrics': { instead: 'use metricsConfig with the type jmxPrometheusExporter' },
  },
};

/** What replaces a value of `type` that the API gave up: where Strimzi's own integration ended, Kafka's classes remain. */
const types: Readonly<Record<string, string>> = {
  oauth: 'use type: custom with the SASL/OAUTHBEARER settings in listenerConfig or config',
  keycloak: 'use type: custom with the authorizer class',
  opa: 'use type: custom with the authorizer class',
  jaeger: 'use type: opentelemetry',
};

/** What replaces a field, by its path in a resource; undefined when nothing is known. */
export const replacementOf = (kind: string, path: Path): Replacement | undefined =>
  replacements[kind]?.[fieldPath(path)];

/** What replaces a value of `type`: the end of a sentence. */
export const replacementOfType = (value: string): string | undefined =>
  Object.hasOwn(types, value) ? types[value] : undefined;

/** Where the operator takes a filtered key from instead: by prefix, the longest one counts. */
const insteadOfKeys: Readonly<Record<string, string>> = {
  listener: 'listeners of spec.kafka.listeners',
  'advertised.': 'advertisedHost and advertisedPort of the listener’s configuration.brokers',
  'inter.broker.listener.name': 'its own replication listener',
  'broker.id': 'the node ids of the node pools',
  'broker.rack': 'spec.kafka.rack',
  'log.dir': 'storage of the node pools',
  'metadata.log.dir': 'kraftMetadata: shared on a volume of the node pool',
  'node.id': 'the node ids of the node pools',
  'process.roles': 'roles of the node pools',
  'controller.': 'the node pools with the role controller',
  'zookeeper.': 'spec.zookeeper, and none at all since 0.46',
  'authorizer.': 'spec.kafka.authorization',
  'super.user': 'superUsers of spec.kafka.authorization',
  'ssl.': 'tls and authentication of the resource',
  'sasl.': 'authentication of the resource',
  'security.': 'tls and authentication of the resource',
  'bootstrap.servers': 'bootstrapServers',
  'group.id': 'groupId',
  'config.storage.topic': 'configStorageTopic',
  'offset.storage.topic': 'offsetStorageTopic',
  'status.storage.topic': 'statusStorageTopic',
  'connector.class': 'class',
  'tasks.max': 'tasksMax',
  'connector.plugin.version': 'version',
  name: 'metadata.name',
  'prometheus.metrics.reporter.': 'metricsConfig',
  'client.quota.callback.static.': 'spec.kafka.quotas',
  'cruise.control.metrics.': 'spec.cruiseControl',
};

/** Where the operator takes the value of a filtered configuration key from; undefined when there is no such place. */
export function fieldInsteadOf(key: string): string | undefined {
  const lower = key.toLowerCase();
  const [prefix] = Object.keys(insteadOfKeys)
    .filter((start) => lower.startsWith(start))
    .sort((a, b) => b.length - a.length);
  return prefix === undefined ? undefined : insteadOfKeys[prefix];
}
