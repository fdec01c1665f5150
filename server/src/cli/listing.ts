import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { commandLike } from './meant.ts';
import { isFileWithin, isInside, shownPath } from './paths.ts';
import { type Problem, problemOf } from './problem.ts';
import type { StandardInput } from './stdin.ts';
import { repositoryOf, type WalkOptions, walk } from './walk.ts';

export interface InputOptions {
  cwd: string;
  paths: string[];
  stdin?: StandardInput | undefined;
  gitignore: boolean;
  /** Look for .kafka-review.yaml files. */
  settings: boolean;
  onProgress?: (looked: number) => void;
}

const SETTINGS_NAMES = ['.kafka-review.yaml', '.kafka-review.yml'];

/** What is to be read, before anything of it is. */
export interface Listing {
  cwd: string;
  /** In the order in which they are read. */
  files: ReadonlySet<string>;
  /** Those of them that were named and not found in a folder. */
  named: ReadonlySet<string>;
  stdin: { path: string; bytes: Buffer } | undefined;
  settings: boolean;
  /** Folders that paths are looked at from. */
  roots: string[];
  problems: Problem[];
}

/** Lists what the paths name: files as they are, folders without what .gitignore leaves out. */
export function listFiles(options: InputOptions): Listing {
  const { cwd, stdin } = options;
  const problems: Problem[] = [];
  const say = (problem: Problem) => problems.push({ ...problem, path: shownPath(cwd, problem.path) });
  const walking: WalkOptions = {
    gitignore: options.gitignore,
    onProblem: say,
    onProgress: (entries) => options.onProgress?.(entries),
  };

  const named = new Set<string>();
  const roots = new Set<string>();
  const files = new Set<string>();
  for (const given of options.paths) {
    const path = resolve(cwd, given);
    try {
      const isFolder = statSync(path).isDirectory();
      roots.add(isInside(cwd, path) ? cwd : isFolder ? path : dirname(path));
      if (isFolder) for (const file of walk(path, walking)) files.add(file);
      else named.add(path);
    } catch (error) {
      const { message, ...problem } = problemOf(path, error);
      const meant = commandLike(given);
      say({ ...problem, message: meant ? `${message}; did you mean the command ${meant}?` : message });
    }
  }
  for (const path of named) files.add(path);
  const stdinPath = stdin && resolve(cwd, stdin.name);
  if (stdinPath) {
    files.delete(stdinPath);
    roots.add(isInside(cwd, stdinPath) ? cwd : dirname(stdinPath));
  }
  if (options.settings) {
    const starts = new Set([
      ...options.paths.map((path) => resolve(cwd, path)),
      ...(stdinPath ? [stdinPath] : []),
    ]);
    for (const file of settingsAbove(starts, cwd)) files.add(file);
  }
  return {
    cwd,
    files,
    named,
    stdin: stdin && stdinPath ? { path: stdinPath, bytes: stdin.bytes } : undefined,
    settings: options.settings,
    roots: [...roots],
    problems,
  };
}

/** Settings files in the folders above the paths, up to the repository's root; outside any, up to the current folder. */
function settingsAbove(paths: Set<string>, cwd: string): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const stop = repositoryOf(dirname(path)) ?? (isInside(cwd, path) ? cwd : dirname(path));
    for (let at = path; !folders.has(at); at = dirname(at)) {
      folders.add(at);
      if (at === stop || dirname(at) === at) break;
    }
  }
  const places = [...folders].flatMap((folder) => SETTINGS_NAMES.map((name) => join(folder, name)));
  // A link must not lead out: lines of what it leads to would be shown.
  const isOwn = (file: string) => isFileWithin([repositoryOf(dirname(file)) ?? dirname(file)], file);
  return places.filter((file) => existsSync(file) && isOwn(file));
}
