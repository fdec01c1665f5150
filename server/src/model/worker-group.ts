import type { Tree } from './tree.ts';
import { isSet, type Value } from './value.ts';

/** A name that the workers of one Connect cluster share, and no other cluster should: their group, or one of its topics. */
export interface WorkerName {
  /** Connect's key for it. */
  key: 'group.id' | 'config.storage.topic' | 'offset.storage.topic' | 'status.storage.topic';
  name: string;
  /** Where it is said; the connection's own place for a default. */
  value: Value<string>;
}

/** The field, the key in v1beta2's config, and what the operator adds to its default group to name a topic. */
const NAMES = [
  ['groupId', 'group.id', ''],
  ['configStorageTopic', 'config.storage.topic', '-configs'],
  ['offsetStorageTopic', 'offset.storage.topic', '-offsets'],
  ['statusStorageTopic', 'status.storage.topic', '-status'],
] as const;

/** Source: KafkaConnectConfiguration and KafkaMirrorMaker2Configuration of the operator. */
const GROUPS: Readonly<Record<string, string>> = {
  KafkaConnect: 'connect-cluster',
  KafkaMirrorMaker2: 'mirrormaker2-cluster',
};

/** Do workers of Connect run for resources of the kind? */
export const hasWorkers = (kind: string): boolean => Object.hasOwn(GROUPS, kind);

/** The map that configures the workers of a Connect cluster or of MirrorMaker 2: where its bootstrapServers stand. */
export function workerOf(kind: string, spec: Tree): Tree | undefined {
  if (kind === 'KafkaConnect') return spec;
  if (kind !== 'KafkaMirrorMaker2') return undefined;
  const target = spec.get('target');
  return target.kind === 'map'
    ? target
    : spec
        .get('clusters')
        .items()
        .find((one) => isTarget(one, spec));
}

/** Is one of the clusters of MirrorMaker 2 the one that it writes to? */
function isTarget(cluster: Tree, spec: Tree): boolean {
  const [alias, target] = [cluster.get('alias').string(), spec.get('connectCluster').string()];
  return isSet(alias) && isSet(target) && alias.value === target.value;
}

/** The names of a worker group, as far as they are known. */
export function workerNames(kind: string, worker: Tree): WorkerName[] {
  return NAMES.flatMap(([field, key, ending]): WorkerName[] => {
    const own = worker.get(field).string();
    const value = own.state === 'unset' ? worker.get('config', key).string() : own;
    if (value.state === 'unknown') return [];
    return [{ key, name: isSet(value) ? value.value : `${GROUPS[kind]}${ending}`, value }];
  });
}
