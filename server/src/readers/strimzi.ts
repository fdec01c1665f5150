import type {
  Listener,
  Machine,
  Role,
  SecurityProtocol,
  Spread,
  StrimziKafka,
  Volume,
} from '../model/deployment.ts';
import type { Part } from '../model/place.ts';
import { bytesOfJvm, bytesOfKubernetes } from '../model/quantity.ts';
import { isSet, mapValue, type Value } from '../model/value.ts';
import type { Draft, DraftOf, Suppression } from './reading.ts';
import { clientConfigs } from './strimzi-configs.ts';
import { configOf, type YamlTree } from './yaml/access.ts';

/** Does the document belong to one of Strimzi's API groups? */
export function isStrimzi(tree: YamlTree): boolean {
  const apiVersion = tree.get('apiVersion').string();
  return apiVersion.state === 'set' && /^(kafka|core)\.strimzi\.io\//.test(apiVersion.value);
}

/** The drafts of one Strimzi resource: the resource itself, and what its kind means to Kafka. */
export function readStrimzi(tree: YamlTree): {
  drafts: Draft[];
  suppressions: Suppression[];
  devSignals: string[];
} {
  const resource = resourceOf(tree);
  const drafts: Draft[] = [resource];
  const devSignals: string[] = [];
  switch (resource.type) {
    case 'Kafka':
      drafts.push(kafkaOf(tree, resource));
      if (isSmallAndEphemeral(tree))
        devSignals.push('one broker with ephemeral storage', 'one broker with ephemeral storage');
      break;
    case 'KafkaNodePool':
      drafts.push(poolOf(tree, resource));
      break;
    case 'KafkaTopic':
      drafts.push(topicOf(tree, resource));
      break;
    case 'KafkaUser':
      drafts.push(userOf(tree, resource));
      break;
  }
  drafts.push(...clientConfigs(tree, resource.type, nameOf(resource)));
  return { drafts, suppressions: annotationSuppressions(tree), devSignals };
}

function resourceOf(tree: YamlTree): DraftOf<'resource'> {
  const kind = tree.get('kind');
  const annotations = tree.get('metadata', 'annotations');
  const type = kind.string();
  const annotation = (name: string) => annotations.get(name).string();
  return {
    kind: 'resource',
    place: isSet(type) ? type.place : tree.get('apiVersion').place,
    apiVersion: tree.get('apiVersion').string(),
    type: isSet(type) ? type.value : '',
    name: tree.get('metadata', 'name').string(),
    namespace: tree.get('metadata', 'namespace').string(),
    clusterLabel: tree.get('metadata', 'labels', 'strimzi.io/cluster').string(),
    annotation,
    tree,
  };
}

const nameOf = (resource: DraftOf<'resource'>): string => (isSet(resource.name) ? resource.name.value : '');

function kafkaOf(tree: YamlTree, resource: DraftOf<'resource'>): DraftOf<'broker'> {
  const kafka = tree.get('spec', 'kafka');
  const strimzi: StrimziKafka = {
    namespace: resource.namespace,
    apiVersion: resource.apiVersion,
    metadataVersion: kafka.get('metadataVersion').string(),
    annotation: resource.annotation,
    replicas: kafka.get('replicas').integer(),
    storage: kafka.get('storage').self(),
    resources: kafka.get('resources').self(),
    zookeeper: tree.get('spec', 'zookeeper').self(),
    machine: machineOf(kafka, kafka.get('storage')),
    entityOperator: tree.get('spec', 'entityOperator').self(),
    cruiseControl: tree.get('spec', 'cruiseControl').self(),
    authorization: kafka.get('authorization').self(),
    listeners: kafka.get('listeners'),
  };
  return {
    kind: 'broker',
    platform: 'strimzi',
    name: nameOf(resource),
    place: kafka.header,
    config: configOf(kafka.get('config'), 'broker'),
    roles: { state: 'unset', place: kafka.header, slot: kafka.get('roles').slot },
    nodeId: { state: 'unset', place: kafka.header, slot: kafka.get('nodeId').slot },
    version: kafka.get('version').string(),
    rack: rackOf(kafka.get('rack')),
    listeners: kafka.get('listeners').items().map(listenerOf),
    authorizer: kafka.get('authorization', 'type').string(),
    strimzi,
  };
}

/** Where racks come from: the topology key of a node label, or an environment variable of the broker. */
function rackOf(rack: YamlTree): Value<string> {
  if (rack.kind === 'absent') return asText(rack);
  const variable = rack.get('envVarName').string();
  return variable.state === 'set' ? variable : rack.get('topologyKey').string();
}

/** An absent tree as an unset (or, in a template, unknown) text. */
const asText = (tree: YamlTree): Value<string> => tree.string();

function listenerOf(tree: YamlTree): Listener {
  const name = tree.get('name').string();
  const type = tree.get('type').string();
  const tls = tree.get('tls').boolean();
  const authentication = tree.get('authentication');
  const secured = isSet(tls) && tls.value;
  const authenticates = authentication.kind !== 'absent' && authentication.get('type').string();
  const sasl = authenticates && !(authenticates.state === 'set' && authenticates.value === 'tls');
  const protocol: SecurityProtocol = secured
    ? sasl
      ? 'SASL_SSL'
      : 'SSL'
    : sasl
      ? 'SASL_PLAINTEXT'
      : 'PLAINTEXT';
  const external = isSet(type) && !['internal', 'cluster-ip'].includes(type.value);
  return {
    name: isSet(name) ? name.value : '',
    place: isSet(name) ? name.place : tree.header,
    role: 'broker',
    protocol:
      tls.state === 'unknown'
        ? tls
        : { state: 'set', value: protocol, text: protocol, place: tls.place, slot: tls.slot },
    tls,
    authentication:
      authentication.kind === 'absent' ? asText(authentication) : authentication.get('type').string(),
    reach: type.state === 'unknown' ? 'unknown' : external ? 'external' : 'internal',
    port: tree.get('port').integer(),
    type,
  };
}

/** JVM, memory, volumes and placement of a Kafka resource's `kafka` or a node pool's `spec`. */
function machineOf(tree: YamlTree, storage: YamlTree): Machine {
  const memory = (which: string) =>
    mapValue(tree.get('resources', which, 'memory').string(), bytesOfKubernetes);
  const heap = (flag: string) => mapValue(tree.get('jvmOptions', flag).string(), bytesOfJvm);
  return {
    heap: { max: heap('-Xmx'), min: heap('-Xms') },
    memory: { request: memory('requests'), limit: memory('limits') },
    volumes: volumesOf(storage),
    spread: spreadOf(tree.get('template')),
    fields: { jvmOptions: tree.get('jvmOptions'), resources: tree.get('resources') },
  };
}

function volumesOf(storage: YamlTree): Volume[] {
  if (storage.kind === 'absent') return [];
  const jbod = storage.get('volumes');
  const volumes = jbod.kind === 'seq' ? jbod.items() : [storage];
  return volumes.map((volume) => ({
    place: volume.header,
    type: volume.get('type').string(),
    size: mapValue(volume.get('size').string(), bytesOfKubernetes),
    storageClass: volume.get('class').string(),
    deleteClaim: volume.get('deleteClaim').boolean(),
  }));
}

function spreadOf(template: YamlTree): Spread {
  const pod = template.get('pod');
  const constraints = pod.get('topologySpreadConstraints');
  const required = pod.get('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const chosen = pod
    .get('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')
    .items()
    .flatMap((term) => term.get('matchExpressions').items())
    .map((expression) => expression.get('key').string());
  return {
    template: template.kind !== 'absent',
    constraintsAt: constraints.self(),
    constraints: constraints.items().map((item) => ({
      topologyKey: item.get('topologyKey').string(),
      whenUnsatisfiable: item.get('whenUnsatisfiable').string(),
      place: item.header,
    })),
    antiAffinity: required
      .items()
      .map((item) => ({ topologyKey: item.get('topologyKey').string(), place: item.header })),
    variables: template
      .get('kafkaContainer', 'env')
      .items()
      .map((variable) => variable.get('name').string()),
    nodeLabels: chosen.filter(isSet).map((label) => label.value),
  };
}

function rolesOf(tree: YamlTree): Value<Role[]> {
  const self = tree.self();
  if (self.state !== 'set')
    return self.state === 'unknown' ? self : { state: 'unset', place: self.place, slot: self.slot };
  const roles = tree.items().map((item) => item.string());
  const named = roles.filter(isSet).map((role) => role.value);
  if (
    named.length !== roles.length ||
    !named.every((role): role is Role => role === 'broker' || role === 'controller')
  ) {
    return { state: 'unknown', text: '', place: tree.header, slot: tree.slot };
  }
  return { state: 'set', value: named, text: named.join(', '), place: tree.header, slot: tree.slot };
}

function poolOf(tree: YamlTree, resource: DraftOf<'resource'>): DraftOf<'pool'> {
  const spec = tree.get('spec');
  return {
    kind: 'pool',
    namespace: resource.namespace,
    name: nameOf(resource),
    place: isSet(resource.name) ? resource.name.place : resource.place,
    clusterName: resource.clusterLabel,
    replicas: spec.get('replicas').integer(),
    roles: rolesOf(spec.get('roles')),
    storageType: spec.get('storage', 'type').string(),
    resourcesAt: spec.get('resources').self(),
    machine: machineOf(spec, spec.get('storage')),
  };
}

function topicOf(tree: YamlTree, resource: DraftOf<'resource'>): DraftOf<'topic'> {
  const spec = tree.get('spec');
  const topicName = spec.get('topicName').string();
  const named = isSet(topicName) ? topicName : resource.name;
  return {
    kind: 'topic',
    namespace: resource.namespace,
    name: isSet(named) ? named.value : '',
    resourceName: resource.name,
    namePlace: named.place,
    place: named.place,
    clusterName: resource.clusterLabel,
    partitions: spec.get('partitions').integer(),
    replicas: spec.get('replicas').integer(),
    config: configOf(spec.get('config'), 'topic'),
  };
}

function userOf(tree: YamlTree, resource: DraftOf<'resource'>): DraftOf<'user'> {
  return {
    kind: 'user',
    namespace: resource.namespace,
    name: nameOf(resource),
    place: resource.name.place,
    clusterName: resource.clusterLabel,
    authentication: tree.get('spec', 'authentication', 'type').string(),
    authorization: tree.get('spec', 'authorization', 'type').string(),
    quotas: tree.get('spec', 'quotas').self(),
  };
}

function isSmallAndEphemeral(tree: YamlTree): boolean {
  const kafka = tree.get('spec', 'kafka');
  const type = kafka.get('storage', 'type').string();
  const replicas = kafka.get('replicas').integer();
  return isSet(type) && type.value === 'ephemeral' && isSet(replicas) && replicas.value === 1;
}

/** `kafka-review.io/ignore: rule, rule` and `ignore-check.kafka-review.io/RULE: "reason"` hold for the whole resource. */
function annotationSuppressions(tree: YamlTree): Suppression[] {
  const annotations = tree.get('metadata', 'annotations');
  const { part } = tree.slot;
  const place = { part: part as Part, start: 0, end: part.text.length };
  return annotations.keys().flatMap(({ name, place: at }): Suppression[] => {
    const rule = /^ignore-check\.kafka-review\.io\/(.+)$/.exec(name)?.[1];
    if (rule === undefined && name !== 'kafka-review.io/ignore') return [];
    const value = annotations.get(name).string();
    const text = isSet(value) ? value.value : '';
    if (rule !== undefined) return [{ rules: [rule], reason: text, scope: 'range', place, at }];
    return [
      { rules: text.split(/[\s,]+/).filter((one) => one !== ''), reason: '', scope: 'range', place, at },
    ];
  });
}
