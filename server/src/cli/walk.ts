import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type IgnoreLevel, ignoreLevel, isIgnored } from '../workspace/gitignore.ts';
import { candidateName } from '../workspace/walk.ts';
import { type Problem, problemOf } from './problem.ts';

/** Never walked into: other people's code and version control's own files. */
const SKIPPED = new Set(['.git', 'node_modules', '.hg', '.svn']);

/** Deeper than any repository; keeps a hostile tree from using up the memory. */
const MAX_DEPTH = 128;

export interface WalkOptions {
  /** Leave out what .gitignore files leave out. */
  gitignore: boolean;
  /** Told of a folder that could not be read; the walk goes on. */
  onProblem: (problem: Problem) => void;
  /** Told now and then how many entries have been looked at. */
  onProgress: (entries: number) => void;
}

/**
 * The candidate files below a folder, in the order of their names, folders after files. Symbolic links are not
 * followed, so there are no loops. Synchronous: from a terminal nothing else waits, and it is four times as fast.
 */
export function walk(root: string, options: WalkOptions): string[] {
  const found: string[] = [];
  let entries = 0;
  const visit = (folder: string, outer: IgnoreLevel[], depth: number): void => {
    const list = namesIn(folder, options.onProblem);
    entries += list.length;
    options.onProgress(entries);
    const levels = options.gitignore ? [...outer, ...levelOf(folder, list)] : outer;
    const folders: string[] = [];
    const within = folder.endsWith(sep) ? folder : folder + sep;
    for (const entry of list) {
      const path = within + entry.name;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name) && depth < MAX_DEPTH && !isIgnored(levels, path, true))
          folders.push(path);
      } else if (entry.isFile() && candidateName.test(entry.name) && !isIgnored(levels, path, false)) {
        found.push(path);
      }
    }
    for (const path of folders) visit(path, levels, depth + 1);
  };
  visit(root, options.gitignore ? levelsAbove(root) : [], 0);
  return found;
}

function namesIn(folder: string, onProblem: (problem: Problem) => void) {
  try {
    const list = readdirSync(folder, { withFileTypes: true });
    return list.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    onProblem(problemOf(folder, error));
    return [];
  }
}

function levelOf(folder: string, entries: { name: string; isFile(): boolean }[]): IgnoreLevel[] {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return [];
  return readLevel(folder, join(folder, '.gitignore'));
}

function readLevel(base: string, file: string): IgnoreLevel[] {
  try {
    return [ignoreLevel(base, readFileSync(file, 'utf8'))];
  } catch {
    return [];
  }
}

/** What the .gitignore files between a folder and its repository's root say, and the repository's own exclude file. */
function levelsAbove(folder: string): IgnoreLevel[] {
  const root = repositoryOf(folder);
  if (root === undefined) return [];
  const levels: IgnoreLevel[] = [];
  for (let at = folder; at !== root; at = dirname(at)) {
    levels.unshift(...readLevel(dirname(at), join(dirname(at), '.gitignore')));
  }
  return [...readLevel(root, join(root, '.git', 'info', 'exclude')), ...levels];
}

/** The root of the Git repository that a folder belongs to; undefined when it is in none. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    // A folder, or a file in worktrees and submodules.
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}
