import type { Pair } from '../readers/yaml/tree.ts';
import type { Cost } from './cost.ts';
import { at, type Cursor, child, keyNamed, pairsOf, stampedPair, textOf, unknownAt } from './cursor.ts';
import { listOf } from './kustomization.ts';
import { mergePatches, patched, targetedPatches } from './patches.ts';
import { lost, type Resource, withField } from './resource.ts';
import { withAffixes, withLabels, withNamespace } from './transform.ts';
import { isWorkload, withImages, withReplicas } from './workload.ts';

/** The spec of Flux's Kustomization: it names some fields in its own way. */
export function fluxFields(spec: Cursor): Cursor {
  const common = child(spec, 'commonMetadata');
  const renamed = (map: Cursor, names: Readonly<Record<string, string>>): Pair[] =>
    pairsOf(map).flatMap((pair) => {
      const name = Object.hasOwn(names, pair.key.text) ? names[pair.key.text] : undefined;
      return name ? [{ ...stampedPair(pair, map), key: keyNamed(name, pair.key) }] : [];
    });
  const same = ['namePrefix', 'nameSuffix', 'images', 'patches', 'patchesStrategicMerge', 'patchesJson6902'];
  const pairs = [
    ...renamed(spec, { targetNamespace: 'namespace', components: 'components' }),
    ...renamed(spec, Object.fromEntries(same.map((name) => [name, name]))),
    ...renamed(common, { labels: 'commonLabels', annotations: 'commonAnnotations' }),
  ];
  return spec.node?.kind === 'map' ? { ...spec, node: { ...spec.node, pairs } } : spec;
}

/**
 * The resources as Flux or Argo CD deploys them, by what they change in the fields that a kustomization has for it;
 * `own` is the kustomization itself. What is filled in elsewhere makes what it touches unknown. Spends `cost`.
 */
export function overridden(
  resources: Resource[],
  fields: Cursor,
  own: Cursor | undefined,
  cost: Cost,
): Resource[] {
  let all = resources;
  const none = () => undefined;
  for (const patch of mergePatches(fields, none)) all = patched(all, patch, cost);
  for (const patch of targetedPatches(fields, 'patches', none)) all = patched(all, patch, cost);
  all = withImages(withReplicas(named(spaced(all, fields), fields, own), fields), fields);
  for (const patch of targetedPatches(fields, 'patchesJson6902', none)) all = patched(all, patch, cost);
  all = withLabels(all, fields);
  // Argo CD writes images in one text each.
  if (listOf(fields, 'images').some(({ node }) => node?.kind !== 'map'))
    all = all.map((resource) => (isWorkload(resource) ? lost(resource) : resource));
  return child(fields, 'components').node ? all.map(lost) : all;
}

function spaced(resources: Resource[], fields: Cursor): Resource[] {
  const pair = pairsOf(fields).find(({ key }) => key.text === 'namespace');
  const value = child(fields, 'namespace');
  if (!pair || !value.node || textOf(value)) return withNamespace(resources, fields);
  const unknown = { ...value, node: unknownAt(value.node) };
  return resources.map((resource) => withField(resource, ['metadata', 'namespace'], pair.key, unknown));
}

/** A prefix takes the place of the one that the kustomization has: names cannot be told from what it built. */
function named(resources: Resource[], fields: Cursor, own: Cursor | undefined): Resource[] {
  const isUnclear = ['namePrefix', 'nameSuffix'].some(
    (key) => child(fields, key).node && (!textOf(child(fields, key)) || (own && at(own, [key]).node)),
  );
  return isUnclear ? resources.map(lost) : withAffixes(resources, fields);
}
