import type { Node } from '../readers/yaml/tree.ts';
import { at, type Cursor, child, pairsOf, textOf } from './cursor.ts';
import { listOf } from './kustomization.ts';
import { type Resource, withField, withText } from './resource.ts';

/** The namespace of the kustomization on its resources. */
export function withNamespace(resources: Resource[], root: Cursor): Resource[] {
  const pair = pairsOf(root).find(({ key }) => key.text === 'namespace');
  const value = child(root, 'namespace');
  if (!pair || !textOf(value)) return resources;
  return resources.map((resource) =>
    isNamespaced(resource) ? withField(resource, ['metadata', 'namespace'], pair.key, value) : resource,
  );
}

/** Kinds of Kubernetes itself that are in no namespace and could stand beside Strimzi's. */
const CLUSTER_SCOPED = [
  'Namespace',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'StorageClass',
  'PersistentVolume',
  'PriorityClass',
  'APIService',
];

const kindOf = ({ ids }: Resource): string => ids.at(-1)?.kind ?? '';
const isNamespaced = (resource: Resource): boolean => !CLUSTER_SCOPED.includes(kindOf(resource));

/** namePrefix and nameSuffix on every name but those that other things are found by. */
export function withAffixes(resources: Resource[], root: Cursor): Resource[] {
  const prefix = textOf(child(root, 'namePrefix')) ?? '';
  const suffix = textOf(child(root, 'nameSuffix')) ?? '';
  if (prefix === '' && suffix === '') return resources;
  return resources.map((resource) =>
    ['CustomResourceDefinition', 'APIService', 'Namespace'].includes(kindOf(resource))
      ? resource
      : withText(resource, ['metadata', 'name'], (name) => `${prefix}${name}${suffix}`),
  );
}

/** `labels`, then `commonLabels`, then `commonAnnotations`. */
export function withLabels(resources: Resource[], root: Cursor): Resource[] {
  let all = resources;
  for (const entry of listOf(root, 'labels')) {
    const pairs = child(entry, 'pairs');
    all = all.map((resource) => addAll(resource, ['metadata', 'labels'], pairs));
    for (const field of listOf(entry, 'fields'))
      all = all.map((resource) => addAtField(resource, field, pairs));
  }
  all = all.map((resource) => addAll(resource, ['metadata', 'labels'], child(root, 'commonLabels')));
  return all.map((resource) =>
    addAll(resource, ['metadata', 'annotations'], child(root, 'commonAnnotations')),
  );
}

function addAll(resource: Resource, path: string[], map: Cursor): Resource {
  return pairsOf(map).reduce((one, { key }) => {
    const value = child(map, key.text);
    return value.node ? withField(one, [...path, key.text], key, asText(value)) : one;
  }, resource);
}

/** A field of a kind of one's own that takes the labels too, where its path exists or shall be made. */
function addAtField(resource: Resource, field: Cursor, pairs: Cursor): Resource {
  const id = resource.ids.at(-1);
  const fits = (name: 'group' | 'version' | 'kind') => {
    const wanted = textOf(child(field, name));
    return wanted === undefined || wanted === id?.[name];
  };
  const path = textOf(child(field, 'path'))?.split('/');
  if (!path || !fits('group') || !fits('version') || !fits('kind')) return resource;
  const exists = at({ node: resource.node, source: resource.source }, path).node !== undefined;
  return exists || textOf(child(field, 'create')) === 'true' ? addAll(resource, path, pairs) : resource;
}

/** Labels are texts, however they are written. */
function asText(value: Cursor): Cursor {
  const { node } = value;
  if (node?.kind !== 'scalar' || typeof node.value === 'string' || node.value === null) return value;
  const text: Node = { ...node, value: node.text };
  return { ...value, node: text };
}
