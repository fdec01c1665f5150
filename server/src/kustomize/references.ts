import { type Cursor, child, textOf } from './cursor.ts';
import { isKustomization, listOf, NAMES, resolved, rootOf, textsOf } from './kustomization.ts';

/**
 * Files that a kustomization may build from, as URIs: its resources and patches, and the kustomization files that its
 * folders could have. None for any other file.
 */
export function referencesOf(uri: string, text: string): string[] {
  if (!isKustomization(uri)) return [];
  const root = rootOf({ uri, format: 'yaml', text, offset: 0 });
  const entries = ['resources', 'bases', 'components'].flatMap((key) => textsOf(root, key)).filter(isLocal);
  const replacements = listOf(root, 'replacements').flatMap((entry) => textOf(child(entry, 'path')) ?? []);
  const files = [...entries, ...replacements].flatMap((path) => resolved(uri, path) ?? []);
  const folders = entries.flatMap((path) => resolved(uri, path) ?? []);
  return [
    ...files,
    ...patchFilesOf(root),
    ...folders.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)),
  ];
}

/** Files with the patches of a kustomization, as URIs: pieces of resources, which mean nothing by themselves. */
export function patchFilesOf(root: Cursor): string[] {
  const paths = ['patches', 'patchesJson6902'].flatMap((key) =>
    listOf(root, key).flatMap((entry) => textOf(child(entry, 'path')) ?? []),
  );
  return [...paths, ...textsOf(root, 'patchesStrategicMerge')]
    .filter(isLocal)
    .flatMap((path) => resolved(root.source.part.uri, path) ?? []);
}

/** Neither an address nor a patch of many lines that stands in place of a path. */
const isLocal = (path: string): boolean => !/\n|^[a-z+]+:\/\//i.test(path);

/** An address of another repository, in one of the ways that kustomize knows. */
const isRemote = (path: string): boolean =>
  !path.includes('\n') &&
  (/^(?:[a-z+]+:\/\/|git@|(?:github\.com|gitlab\.com|bitbucket\.org)\/)/i.test(path) ||
    /[?&]ref=/.test(path));

/** What a kustomization takes from elsewhere: the addresses of its remote bases, without passwords, and how many charts. */
export function remoteOf(root: Cursor): { bases: string[]; charts: number } {
  const bases = ['resources', 'bases', 'components'].flatMap((key) => textsOf(root, key)).filter(isRemote);
  const charts = ['helmCharts', 'helmChartInflationGenerator'].reduce(
    (count, key) => count + listOf(root, key).length,
    0,
  );
  return { bases: bases.map((base) => base.replace(/:\/\/[^/@]*@/, '://')), charts };
}
