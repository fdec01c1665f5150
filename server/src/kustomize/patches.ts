import type { Part } from '../model/place.ts';
import type { Node } from '../readers/yaml/tree.ts';
import { type Cost, LOOK } from './cost.ts';
import { type Cursor, child, textOf } from './cursor.ts';
import { jsonPatch } from './json-patch.ts';
import { inlineParts, listOf, parsed, resolved, rootOf } from './kustomization.ts';
import { changed, cursorOf, idOf, keepingNames, lost, type Resource } from './resource.ts';
import { named, sameId, selects } from './selector.ts';
import { mergePatch } from './strategic-merge.ts';
import { mergeKeysOf } from './workload.ts';

/** Gives the documents of a file; undefined when it is not here. */
export type PartsOf = (uri: string) => Part[] | undefined;

/** One entry of `patches`, `patchesStrategicMerge` or `patchesJson6902`. */
interface Patch {
  /** Its documents; undefined when they are not here. */
  documents: Part[] | undefined;
  target: Cursor | undefined;
  keep: { name: boolean; kind: boolean };
}

/** The patches of `patchesStrategicMerge`, each a path or the patch itself. */
export function mergePatches(root: Cursor, partsOf: PartsOf): Patch[] {
  return listOf(root, 'patchesStrategicMerge').map((entry) => {
    const text = textOf(entry) ?? '';
    const isInline = text.includes('\n') || /^\s*\{/.test(text);
    return {
      documents: isInline ? inlineParts(entry) : fileAt(root, text, partsOf),
      target: undefined,
      keep: { name: true, kind: true },
    };
  });
}

/** The patches of `patches` or `patchesJson6902`. */
export function targetedPatches(root: Cursor, key: string, partsOf: PartsOf): Patch[] {
  return listOf(root, key).map((entry) => {
    const target = child(entry, 'target');
    const path = textOf(child(entry, 'path'));
    const allows = (name: string) => textOf(child(child(entry, 'options'), name)) === 'true';
    return {
      documents: path === undefined ? inlineParts(child(entry, 'patch')) : fileAt(root, path, partsOf),
      target: target.node?.kind === 'map' ? target : undefined,
      keep: { name: !allows('allowNameChange'), kind: !allows('allowKindChange') },
    };
  });
}

function fileAt(root: Cursor, path: string, partsOf: PartsOf): Part[] | undefined {
  const uri = resolved(root.source.part.uri, path);
  return uri === undefined ? undefined : partsOf(uri);
}

/** The resources after a patch; one whose patch is not here, or cannot be applied, is unknown from then on. Spends `cost`. */
export function patched(resources: Resource[], { documents, target, keep }: Patch, cost: Cost): Resource[] {
  if (!documents) {
    const meant = (resource: Resource) => target === undefined || selects(target, resource);
    return resources.map((resource) => (meant(resource) ? lost(resource) : resource));
  }
  return documents.reduce((all, document) => {
    cost.left -= all.length;
    if (cost.left < 0) return all.map(lost);
    const patch = rootOf(document);
    if (patch.node?.kind === 'seq' && target) {
      return all.map((resource) =>
        selects(target, resource)
          ? take(resource, jsonPatch(cursorOf(resource), patch, cost), document)
          : resource,
      );
    }
    if (patch.node?.kind !== 'map') return all;
    const id = idOf(patch);
    const { templated } = parsed(document);
    return all.flatMap((resource) => {
      const meant = target ? selects(target, resource) : named(resource, (own) => sameId(own, id));
      if (!meant) return [resource];
      cost.left -= LOOK;
      const merged = mergePatch(cursorOf(resource), patch, mergeKeysOf(resource));
      if (!merged) return [];
      const result = take(resource, keepingNames(resource, merged, keep), document);
      return [{ ...result, templated: result.templated || templated }];
    });
  }, resources);
}

const take = (resource: Resource, node: Node | undefined, from: Part): Resource =>
  node ? changed(resource, node, from) : lost(resource);
