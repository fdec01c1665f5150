import { lstat, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Larger files are no configuration; reading them would only cost memory. */
const MAX_BYTES = 20 * 1024 * 1024;

/** The text of a file, given as a URI; undefined when it is gone, no file, unreadable, binary or larger than 20 MiB. */
export async function readText(uri: string): Promise<string | undefined> {
  try {
    const path = fileURLToPath(uri);
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
