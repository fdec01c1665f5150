import { lstat, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Larger files are no configuration; reading them would only cost memory. */
const MAX_BYTES = 20 * 1024 * 1024;

/** The path of a file's URI; undefined for one of another scheme, and for one that names no path here: a share, `%zz`. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    const path = fileURLToPath(uri);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** The text of a file, given as a URI; undefined when it is gone, no file, unreadable, binary or larger than 20 MiB. */
export async function readText(uri: string): Promise<string | undefined> {
  const path = pathOf(uri);
  if (path === undefined) return undefined;
  try {
    const found = await lstat(path);
    // Reading a pipe or a device may never end; a link may lead out of the workspace.
    if (!found.isFile() || found.size > MAX_BYTES) return undefined;
    const bytes = await readFile(path);
    if (bytes.subarray(0, 8000).includes(0)) return undefined;
    const text = bytes.toString('utf8');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  } catch {
    return undefined;
  }
}
