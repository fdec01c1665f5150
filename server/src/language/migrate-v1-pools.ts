import type { Tree } from '../model/tree.ts';
import { effective } from '../model/value.ts';
import { moved } from './migrate-v1-text.ts';

/** The operator adopts the brokers' pods and volumes only for a pool of this name. */
export const ADOPTING = 'kafka';

/** Roles of the pools that take over from a Kafka resource, and the fields that each is made of. */
const pools = [
  { name: ADOPTING, role: 'broker', from: ['spec', 'kafka'] },
  { name: 'controller', role: 'controller', from: ['spec', 'zookeeper'] },
] as const;

/**
 * The node pools that say what spec.kafka.replicas, storage and resources, and those of spec.zookeeper, said: YAML
 * documents with the fields' own text. Undefined when replicas or storage are missing, or a template. `before` stands
 * before their names, where another cluster's pools have them.
 */
export function poolsFor(kafka: Tree, before: string): string[] | undefined {
  const documents = pools
    .filter(({ from }) => kafka.get(...from).kind === 'map')
    .map(({ name, role, from }) => poolText(kafka, `${before}${name}`, role, kafka.get(...from)));
  const made = documents.filter((text) => text !== undefined);
  return made.length === documents.length && made.length > 0 ? made : undefined;
}

function poolText(kafka: Tree, name: string, role: string, from: Tree): string | undefined {
  const cluster = effective(kafka.get('metadata', 'name').string());
  const replicas = effective(from.get('replicas').integer());
  const storage = from.get('storage');
  if (cluster === undefined || replicas === undefined || storage.kind !== 'map') return undefined;
  const namespace = effective(kafka.get('metadata', 'namespace').string());
  const resources = from.get('resources');
  // Pools have the brokers' JVM options from the Kafka resource, where they stay; ZooKeeper's were its own.
  const jvmOptions = role === 'controller' ? from.get('jvmOptions') : undefined;
  return [
    // The old version: what v1 dropped is taken out like anywhere else.
    'apiVersion: kafka.strimzi.io/v1beta2',
    'kind: KafkaNodePool',
    'metadata:',
    `  name: ${name}`,
    ...(namespace === undefined ? [] : [`  namespace: ${namespace}`]),
    '  labels:',
    `    strimzi.io/cluster: ${cluster}`,
    'spec:',
    `  replicas: ${replicas}`,
    '  roles:',
    `    - ${role}`,
    `  storage:${moved(storage, 4)}`,
    ...(resources.kind === 'map' ? [`  resources:${moved(resources, 4)}`] : []),
    ...(jvmOptions?.kind === 'map' ? [`  jvmOptions:${moved(jvmOptions, 4)}`] : []),
    '',
  ].join('\n');
}
