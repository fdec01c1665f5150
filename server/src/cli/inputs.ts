import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { referencesOf } from '../kustomize/references.ts';
import { sizeText } from '../model/quantity.ts';
import { recognises } from '../review/read.ts';
import { isSettingsFile } from '../review/settings.ts';
import { decode, type Encoding, MAX_BYTES } from './decode.ts';
import { commandLike } from './options.ts';
import { type Problem, problemOf } from './problem.ts';
import type { StandardInput } from './stdin.ts';
import { repositoryOf, type WalkOptions, walk } from './walk.ts';

/** A file under review, and what is needed to write it back. */
export interface Source {
  uri: string;
  /** As it is shown: relative to the current folder, with slashes. */
  path: string;
  /** Where it is written; undefined for standard input. */
  file: string | undefined;
  text: string;
  encoding: Encoding;
}

export interface Inputs {
  /** Settings files first, then the others in the order of the walk. */
  sources: Source[];
  /** Folders that paths are looked at from: the current one, or a path outside it. URIs without a slash at the end. */
  roots: string[];
  problems: Problem[];
  /** Candidate files that were looked at, whether Kafka's or not. */
  looked: number;
}

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

/** Reads what the paths name: files as they are, folders without what .gitignore leaves out. */
export function readInputs(options: InputOptions): Inputs {
  const { cwd, stdin } = options;
  const problems: Problem[] = [];
  const show = (path: string) => shownPath(cwd, path);
  const say = (problem: Problem) => problems.push({ ...problem, path: show(problem.path) });
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

  const sources: Source[] = [];
  const take = (path: string, bytes: Buffer, isNamed: boolean, file: string | undefined): void => {
    const source = decode(path, bytes);
    if ('refused' in source) {
      if (isNamed || recognises(uriOf(path), source.guess))
        problems.push({ path: show(path), message: source.refused, fatal: true });
      return;
    }
    const uri = uriOf(path);
    if (isSettingsFile(uri) ? options.settings : recognises(uri, source.text))
      sources.push({ uri, path: show(path), file, ...source });
    else if (isNamed)
      problems.push({ path: show(path), message: 'nothing of Kafka is recognised in it', fatal: false });
  };
  if (stdin && stdinPath) take(stdinPath, stdin.bytes, true, undefined);
  for (const path of files) {
    const bytes = readBytes(path, named.has(path), say);
    if (bytes) take(path, bytes, named.has(path), path);
  }
  // An overlay is reviewed with its base, wherever in the repository that stands: a list that grows while it is gone through.
  const asked = new Set([cwd, ...[...roots].filter((root) => !isInside(cwd, root))]);
  for (const { uri, text } of sources) {
    for (const reference of referencesOf(uri, text)) {
      const path = pathOf(reference);
      if (path === undefined || files.has(path) || path === stdinPath) continue;
      const own = repositoryOf(dirname(fileURLToPath(uri)));
      if (!isFileWithin(own === undefined ? asked : [own, ...asked], path)) continue;
      files.add(path);
      const bytes = readBytes(path, false, say);
      if (bytes) take(path, bytes, false, path);
    }
  }
  sources.sort((a, b) => Number(isSettingsFile(b.uri)) - Number(isSettingsFile(a.uri)));
  return {
    sources,
    roots: [...roots].map((root) => uriOf(root)),
    problems,
    looked: files.size + (stdin ? 1 : 0),
  };
}

/** A path's URI, without a slash at the end. Plain paths are not escaped: quicker, and there are many. */
export function uriOf(path: string): string {
  if (/^[/\w.-]+$/.test(path)) return `file://${path}`;
  return pathToFileURL(path).href.replace(/\/$/, '');
}

/** A path as it is shown: relative to the current folder where that is shorter to read, with slashes. */
export function shownPath(cwd: string, path: string): string {
  if (path === '') return '';
  const near = relative(cwd, path);
  return (near === '' ? '.' : near).split(sep).join('/');
}

const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** The path of a file's URI; undefined for one that this system cannot have. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** Is it a file in one of the folders, symbolic links followed? A path out of somebody's file must not lead elsewhere. */
function isFileWithin(folders: Iterable<string>, path: string): boolean {
  try {
    const real = realpathSync(path);
    return statSync(real).isFile() && [...folders].some((folder) => isInside(realpathSync(folder), real));
  } catch {
    return false;
  }
}

function readBytes(path: string, isNamed: boolean, say: (problem: Problem) => void): Buffer | undefined {
  try {
    const stat = statSync(path);
    if (!stat.isFile() && !stat.isFIFO()) say({ path, message: 'not a file that can be read', fatal: true });
    else if (stat.size > MAX_BYTES) say({ path, message: tooLarge(stat.size), fatal: isNamed });
    else return readFileSync(path);
  } catch (error) {
    say(problemOf(path, error));
  }
  return undefined;
}

const tooLarge = (bytes: number): string =>
  `${sizeText(bytes)}, more than the ${sizeText(MAX_BYTES)} that are read: skipped`;

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
