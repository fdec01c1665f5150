import type { Node } from '../readers/yaml/tree.ts';
import {
  at,
  type Cursor,
  child,
  derived,
  itemsOf,
  noSlot,
  pairsOf,
  textOf,
  withItems,
  withPair,
} from './cursor.ts';
import { listOf } from './kustomization.ts';
import { changed, cursorOf, type Resource, withField } from './resource.ts';
import type { MergeKeys } from './strategic-merge.ts';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'];

/** By what the items of a pod's lists are known (`patchMergeKey` of Kubernetes' API). */
const POD_KEYS: MergeKeys = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  ports: 'containerPort',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};

export const isWorkload = ({ ids }: Resource): boolean => {
  const { kind = '', group = '' } = ids.at(-1) ?? {};
  return WORKLOADS.includes(kind) && ['', 'apps', 'batch'].includes(group);
};

/** How lists in a resource are merged; undefined where a patch replaces them, as in all of Strimzi's. */
export const mergeKeysOf = (resource: Resource): MergeKeys | undefined =>
  isWorkload(resource) ? POD_KEYS : undefined;

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** `replicas` of a kustomization, on the workloads that it names by any name they have had. */
export function withReplicas(resources: Resource[], root: Cursor): Resource[] {
  return listOf(root, 'replicas').reduce((all, entry) => {
    const name = textOf(child(entry, 'name'));
    const pair = pairsOf(entry).find(({ key }) => key.text === 'count');
    if (!pair) return all;
    return all.map((resource) =>
      resource.ids.some((id) => id.name === name && SCALED.includes(id.kind))
        ? withField(resource, ['spec', 'replicas'], pair.key, child(entry, 'count'))
        : resource,
    );
  }, resources);
}

/** `images` of a kustomization, on the containers of workloads. */
export function withImages(resources: Resource[], root: Cursor): Resource[] {
  const entries = listOf(root, 'images');
  if (entries.length === 0) return resources;
  return resources.map((resource) => {
    if (!isWorkload(resource)) return resource;
    return entries.reduce<Resource>((one, entry) => {
      const node = imaged(cursorOf(one), PODS, entry);
      return node ? changed(one, node, entry.source.part) : one;
    }, resource);
  });
}

/** The ways to a workload's containers. */
const PODS = [
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['spec'],
].flatMap((pod) => [
  [...pod, 'containers'],
  [...pod, 'initContainers'],
]);

/** Undefined when no image is meant. */
function imaged(resource: Cursor, ways: string[][], entry: Cursor): Node | undefined {
  return ways.reduce<Node | undefined>((made, way) => {
    const containers = at({ ...resource, node: made ?? resource.node }, way);
    const items = itemsOf(containers);
    const fresh = items.map((item) =>
      withImage({ node: item, source: item.from ?? containers.source }, entry),
    );
    if (containers.node?.kind !== 'seq' || fresh.every((item) => item === undefined)) return made;
    const list = withItems(
      containers.node,
      fresh.map((item, index) => item ?? (items[index] as Node)),
    );
    return replaced({ ...resource, node: made ?? resource.node }, way, list) ?? made;
  }, undefined);
}

function withImage(container: Cursor, entry: Cursor): Node | undefined {
  const { node } = container;
  const pair = pairsOf(container).find(({ key }) => key.text === 'image');
  const old = textOf(child(container, 'image'));
  const [, name = '', tag = '', digest = ''] = /^(.+?)(:[^:@/]+)?(@.+)?$/.exec(old ?? '') ?? [];
  if (node?.kind !== 'map' || !pair || name === '' || name !== textOf(child(entry, 'name'))) return undefined;
  const field = (key: string) => textOf(child(entry, key));
  const [newTag, newDigest] = [field('newTag'), field('digest')];
  const rest = newDigest ? `@${newDigest}` : newTag ? `:${newTag}` : tag + digest;
  const text = `${field('newName') ?? name}${rest}`;
  const said = ['digest', 'newTag', 'newName']
    .map((key) => child(entry, key))
    .find((one) => one.node?.kind === 'scalar');
  if (said?.node?.kind !== 'scalar') return undefined;
  return withPair(node, { ...pair, value: derived(said.node, text), from: noSlot(said.source) });
}

/** The tree with another node at a path that is there. */
function replaced(cursor: Cursor, [step, ...rest]: string[], value: Node): Node | undefined {
  const { node } = cursor;
  const pair = pairsOf(cursor).find(({ key }) => key.text === step);
  if (node?.kind !== 'map' || step === undefined || !pair) return undefined;
  const inner = rest.length === 0 ? value : replaced(child(cursor, step), rest, value);
  return inner && withPair(node, { ...pair, value: inner });
}
