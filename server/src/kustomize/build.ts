import type { Part } from '../model/place.ts';
import { fullCost, LOOK } from './cost.ts';
import { type Cursor, child, itemsOf, textOf } from './cursor.ts';
import {
  isKustomization,
  listOf,
  NAMES,
  OPAQUE,
  parsed,
  resolved,
  rootOf,
  textsOf,
} from './kustomization.ts';
import { overridden } from './override.ts';
import { mergePatches, type PartsOf, patched, targetedPatches } from './patches.ts';
import { replaced } from './replacements.ts';
import { idOf, lost, type Resource, withUnknown } from './resource.ts';
import { withAffixes, withLabels, withNamespace } from './transform.ts';
import { withImages, withReplicas } from './workload.ts';

/** What `kustomize build` would make of a kustomization, every value with the place it comes from. */
export interface Build {
  resources: Resource[];
  /** Files that it is made of or asks for, as URIs. */
  uses: Set<string>;
  /** The kustomizations below it. */
  bases: Set<string>;
  /** There is more than what is here: remote bases, charts, programs. */
  open: boolean;
}

/** Kustomizations nested deeper than this are a mistake, or an attack. */
const MAX_DEPTH = 30;
const MAX_RESOURCES = 20_000;

const CLUSTER_LABEL = ['metadata', 'labels', 'strimzi.io/cluster'];

/** How a kustomization is deployed. */
export interface Deploys {
  /** What Flux or Argo CD changes in it, in the fields of a kustomization. */
  override?: Cursor | undefined;
  /** Where the folder has no kustomization: what Flux makes one of. */
  entries?: readonly string[] | undefined;
}

/**
 * Builds the kustomization at a URI. Never throws; what cannot be followed is left out and makes the build `open`.
 */
export function build(uri: string, partsOf: PartsOf, { override, entries: folder }: Deploys = {}): Build {
  // What `configurations` say of names and replicas holds for every kustomization above as well.
  let configured = false;
  const cost = fullCost();
  const result: Build = { resources: [], uses: new Set(), bases: new Set(), open: false };
  const looked: PartsOf = (at) => {
    result.uses.add(at);
    return partsOf(at);
  };
  const own = folder ? undefined : looked(uri)?.[0];
  result.resources = folder
    ? folder.flatMap((entry) => (isKustomization(entry) ? accumulate(entry, [], []) : documents(entry)))
    : accumulate(uri, [], []);
  if (override) {
    result.uses.add(override.source.part.uri);
    result.resources = overridden(result.resources, override, own && rootOf(own), cost);
  }
  result.bases.delete(uri);
  if (cost.left < 0) result.open = true;
  return result;

  function documents(at: string): Resource[] {
    return (looked(at) ?? []).flatMap(resourcesOf);
  }

  function accumulate(at: string, stack: string[], before: Resource[]): Resource[] {
    const part = looked(at)?.[0];
    cost.left -= LOOK;
    if (!part || stack.includes(at) || stack.length > MAX_DEPTH || cost.left < 0) {
      result.open = true;
      return before;
    }
    result.bases.add(at);
    const root = rootOf(part);
    const inner = [...stack, at];
    let all = [...before];
    for (const entry of [...textsOf(root, 'resources'), ...textsOf(root, 'bases')])
      all.push(...entries(root, entry, inner));
    for (const entry of textsOf(root, 'components')) {
      const file = kustomizationAt(root, entry);
      if (file) all = accumulate(file, inner, all);
      else result.open = true;
    }
    if (['helmCharts', 'helmChartInflationGenerator', 'generators'].some((key) => child(root, key).node))
      result.open = true;
    return transformed(root, all.slice(0, MAX_RESOURCES));
  }

  function entries(root: Cursor, entry: string, stack: string[]): Resource[] {
    const folder = kustomizationAt(root, entry);
    if (folder) return accumulate(folder, stack, []);
    const uri = resolved(root.source.part.uri, entry);
    const parts = uri === undefined ? undefined : looked(uri);
    if (!parts || (uri && isKustomization(uri))) {
      result.open = true;
      return [];
    }
    return parts.flatMap(resourcesOf);
  }

  /** The kustomization in the folder that an entry names. */
  function kustomizationAt(root: Cursor, entry: string): string | undefined {
    const folder = resolved(root.source.part.uri, entry);
    return NAMES.map((name) => `${folder}/${name}`).find((file) => looked(file) !== undefined);
  }

  /** In kustomize's own order. */
  function transformed(root: Cursor, resources: Resource[]): Resource[] {
    cost.left -= resources.length * LOOK;
    let all = resources;
    for (const patch of mergePatches(root, looked)) all = patched(all, patch, cost);
    for (const patch of targetedPatches(root, 'patches', looked)) all = patched(all, patch, cost);
    all = withLabels(withAffixes(withNamespace(all, root), root), root);
    for (const patch of targetedPatches(root, 'patchesJson6902', looked)) all = patched(all, patch, cost);
    all = replaced(withImages(withReplicas(all, root), root), root, looked, cost);
    if (child(root, 'configurations').node) configured = true;
    if (configured) all = asConfigured(all, root);
    const opaque =
      OPAQUE.some((key) => child(root, key).node !== undefined) || parsed(root.source.part).templated;
    return opaque ? all.map(lost) : all;
  }
}

/**
 * Configurations teach kustomize to change more than it does by itself. People use them to carry a changed name on to the
 * labels that name it, and to count replicas of other kinds: there, what stands in the files is not what is built.
 */
function asConfigured(resources: Resource[], root: Cursor): Resource[] {
  const renames = ['namePrefix', 'nameSuffix'].some((key) => child(root, key).node);
  const counted = listOf(root, 'replicas').map((entry) => textOf(child(entry, 'name')));
  return resources.map((resource) => {
    if (resource.ids.some(({ name }) => counted.includes(name))) return lost(resource);
    return renames ? withUnknown(resource, CLUSTER_LABEL) : resource;
  });
}

/** The resources of one document; the items of a List are resources of their own. */
function resourcesOf(part: Part): Resource[] {
  const { templated } = parsed(part);
  const root = rootOf(part);
  if (root.node?.kind !== 'map') return [];
  const list = child(root, 'items');
  const documents =
    textOf(child(root, 'kind')) === 'List' ? itemsOf(list).map((_, index) => child(list, index)) : [root];
  return documents.flatMap(({ node, source }): Resource[] =>
    node?.kind === 'map'
      ? [{ node, source, ids: [idOf({ node, source })], inputs: [part], templated, unknown: false }]
      : [],
  );
}
