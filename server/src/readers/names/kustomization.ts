import { type Cursor, child, itemsOf, textOf } from '../../kustomize/cursor.ts';
import { inlineParts, listOf } from '../../kustomize/kustomization.ts';
import type { Name } from '../../model/name.ts';
import type { Part } from '../../model/place.ts';
import { isStrimzi } from '../strimzi.ts';
import { treeOf } from '../yaml/access.ts';
import { parseYaml } from '../yaml/tree.ts';
import { usedIn } from './kubernetes.ts';
import { wholeName } from './scalar.ts';
import { declaredKinds, namesOfStrimzi } from './strimzi.ts';

/** The names in a kustomization: labels it gives, the resources it selects, what its inline patches name, maps it makes. */
export function namesOfKustomization(part: Part): Name[] {
  const { root } = parseYaml(part.text);
  const cursor: Cursor = { node: root, source: { part, path: [] } };
  const patches = ['patches', 'patchesJson6902'].flatMap((key) => listOf(cursor, key));
  const replacements = listOf(cursor, 'replacements');
  return [
    ...usedIn(treeOf(part, root, false)),
    ...patches.flatMap((patch) => selected(part, child(patch, 'target'))),
    ...replacements.flatMap((replacement) => [
      ...selected(part, child(replacement, 'source')),
      ...listOf(replacement, 'targets').flatMap((target) => selected(part, child(target, 'select'))),
    ]),
    ...patches.flatMap((patch) => inPatch(child(patch, 'patch'))),
    ...listOf(cursor, 'patchesStrategicMerge').flatMap(inPatch),
    ...generated(part, cursor, 'configMapGenerator', 'config-map'),
    ...generated(part, cursor, 'secretGenerator', 'secret'),
  ];
}

/** `kind: Kafka` with a name of its own; an expression that means several is none. */
function selected(part: Part, target: Cursor): Name[] {
  const kind = declaredKinds[textOf(child(target, 'kind')) ?? ''];
  const { node } = child(target, 'name');
  if (!kind || node?.kind !== 'scalar' || !/^[\w.-]+$/.test(node.text)) return [];
  const namespace = textOf(child(target, 'namespace'));
  return [wholeName(part, node, { kind, role: 'use', namespace, owners: [] }) ?? []].flat();
}

function inPatch(patch: Cursor): Name[] {
  return (inlineParts(patch) ?? []).flatMap((part) => {
    const { root, templated } = parseYaml(part.text);
    const tree = treeOf(part, root, templated);
    return isStrimzi(tree) ? namesOfStrimzi(tree) : usedIn(tree);
  });
}

function generated(part: Part, cursor: Cursor, key: string, kind: 'config-map' | 'secret'): Name[] {
  return itemsOf(child(cursor, key)).flatMap((node) => {
    const name = child({ node, source: cursor.source }, 'name').node;
    if (name?.kind !== 'scalar') return [];
    return [
      wholeName(part, name, { kind, role: 'declaration', namespace: undefined, owners: [] }) ?? [],
    ].flat();
  });
}
