import { child, textOf } from './cursor.ts';
import { isKustomization, listOf, NAMES, resolved, rootOf, textsOf } from './kustomization.ts';

/**
 * Files that a kustomization may build from, as URIs: its resources and patches, and the kustomization files that its
 * folders could have. None for any other file.
 */
export function referencesOf(uri: string, text: string): string[] {
  if (!isKustomization(uri)) return [];
  const root = rootOf({ uri, format: 'yaml', text, offset: 0 });
  const entries = ['resources', 'bases', 'components'].flatMap((key) => textsOf(root, key));
  const paths = ['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
    listOf(root, key).flatMap((entry) => textOf(child(entry, 'path')) ?? []),
  );
  const patches = textsOf(root, 'patchesStrategicMerge');
  const own = [...entries, ...paths, ...patches].filter((path) => !/\n|^[a-z+]+:\/\//i.test(path));
  return own.flatMap((path) => {
    const found = resolved(uri, path);
    if (found === undefined) return [];
    return entries.includes(path) ? [found, ...NAMES.map((name) => `${found}/${name}`)] : [found];
  });
}
