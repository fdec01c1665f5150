import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IgnoreLevel, ignoreLevel, isIgnored } from './gitignore.ts';

/** Names that may hold Kafka; whether they do, the readers tell from the content. */
export const candidateName = /\.(properties|ya?ml|tf|service)$|(?:^|\/)Kustomization$/i;

/** Never walked into: other people's code and version control's own files. */
const SKIPPED = new Set(['.git', 'node_modules', '.hg', '.svn']);
const MAX_DEPTH = 64;

interface Level {
  folder: string;
  ignores: IgnoreLevel[];
  depth: number;
}

/**
 * The candidate files below a folder, without what .gitignore files leave out. Symbolic links are not followed, so
 * there are no loops; folders that cannot be read are passed over. Asynchronous: the caller's loop goes on meanwhile.
 */
export async function* walk(root: string): AsyncGenerator<string> {
  const levels: Level[] = [{ folder: root, ignores: [], depth: 0 }];
  for (let level = levels.pop(); level; level = levels.pop()) {
    const { folder, depth } = level;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    let { ignores } = level;
    if (entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) {
      const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '');
      ignores = [...ignores, ignoreLevel(folder, text)];
    }
    const ignored = (path: string, isFolder: boolean) => isIgnored(ignores, path, isFolder);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name) && depth < MAX_DEPTH && !ignored(path, true))
          levels.push({ folder: path, ignores, depth: depth + 1 });
      } else if (entry.isFile() && candidateName.test(entry.name) && !ignored(path, false)) yield path;
    }
  }
}
