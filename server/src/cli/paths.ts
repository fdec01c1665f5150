import { realpathSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A path's URI, without a slash at the end. Plain paths are not escaped: quicker, and there are many. */
export function uriOf(path: string): string {
  if (/^[/\w.-]+$/.test(path)) return `file://${path}`;
  return pathToFileURL(path).href.replace(/\/$/, '');
}

/** A path as it is shown: relative to the current folder where that is shorter to read, with slashes. */
export function shownPath(cwd: string, path: string): string {
  if (path === '') return '';
  // As `relative` says, and many times quicker.
  if (path.startsWith(cwd + sep)) return withSlashes(path.slice(cwd.length + 1));
  return withSlashes(relative(cwd, path) || '.');
}

const withSlashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/** Is a path the folder, or below it? By the names only. */
export const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** The path of a file's URI; undefined for one that this system cannot have. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** Is it a file in one of the folders, symbolic links followed? A path out of somebody's file must not lead elsewhere. */
export function isFileWithin(folders: Iterable<string>, path: string): boolean {
  try {
    const real = realpathSync(path);
    return statSync(real).isFile() && [...folders].some((folder) => isInside(realpathSync(folder), real));
  } catch {
    return false;
  }
}
