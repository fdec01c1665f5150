import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
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

/**
 * Told what is read, in the order in which it is. `from` is the folder of the kustomization that refers to it, where
 * one does; what is referred to and cannot be read is undefined.
 */
export type OnRead = (path: string, read: Buffer | Problem | undefined, from?: string) => void;

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

/** Reads what is listed, and the files that kustomizations among it refer to. */
export function readListed(listing: Listing, onRead?: OnRead): Inputs {
  const { cwd, named, stdin, settings } = listing;
  const files = new Set(listing.files);
  const problems = [...listing.problems];
  const sources: Source[] = [];
  const take = (path: string, bytes: Buffer, isNamed: boolean, file: string | undefined): void => {
    const source = decode(path, bytes);
    const uri = uriOf(path);
    const shown = shownPath(cwd, path);
    if ('refused' in source) {
      if (isNamed || recognises(uri, source.guess))
        problems.push({ path: shown, message: source.refused, fatal: true });
      return;
    }
    if (isSettingsFile(uri) ? settings : recognises(uri, source.text))
      sources.push({ uri, path: shown, file, ...source });
    else if (isNamed)
      problems.push({ path: shown, message: 'nothing of Kafka is recognised in it', fatal: false });
  };
  const read = (path: string, isNamed: boolean, from?: string): void => {
    const found = readBytes(path, isNamed);
    onRead?.(path, found, from);
    if ('message' in found) problems.push({ ...found, path: shownPath(cwd, path) });
    else take(path, found, isNamed, path);
  };
  if (stdin) {
    onRead?.(stdin.path, stdin.bytes);
    take(stdin.path, stdin.bytes, true, undefined);
  }
  for (const path of files) read(path, named.has(path));
  // An overlay is reviewed with its base, wherever in the repository that stands: a list that grows while it is gone through.
  for (const { uri, text } of sources) {
    for (const reference of referencesOf(uri, text)) {
      const path = pathOf(reference);
      if (path === undefined || files.has(path) || path === stdin?.path) continue;
      const from = dirname(fileURLToPath(uri));
      if (mayRead(listing, from, path)) {
        files.add(path);
        read(path, false, from);
      } else onRead?.(path, undefined, from);
    }
  }
  sources.sort((a, b) => Number(isSettingsFile(b.uri)) - Number(isSettingsFile(a.uri)));
  const roots = listing.roots.map((root) => uriOf(root));
  return { sources, roots, problems, looked: files.size + (stdin ? 1 : 0) };
}

/** A path that a kustomization in the folder `from` refers to. */
export interface Reference {
  from: string;
  path: string;
}

/** Reads again what was read before, with the references that were found then. */
export function readAgain(listing: Listing, references: Reference[], onRead: OnRead): void {
  const { files, named, stdin } = listing;
  if (stdin) onRead(stdin.path, stdin.bytes);
  for (const path of files) onRead(path, readBytes(path, named.has(path)));
  for (const { from, path } of references)
    onRead(path, mayRead(listing, from, path) ? readBytes(path, false) : undefined, from);
}

/** Is what a kustomization refers to a file in its repository, or in a folder that was asked for? */
function mayRead({ cwd, roots }: Listing, from: string, path: string): boolean {
  if (!existsSync(path)) return false;
  const asked = [cwd, ...roots.filter((root) => !isInside(cwd, root))];
  const own = repositoryOf(from);
  return isFileWithin(own === undefined ? asked : [own, ...asked], path);
}

/** Reads what the paths name. */
export const readInputs = (options: InputOptions): Inputs => readListed(listFiles(options));

/** A path's URI, without a slash at the end. Plain paths are not escaped: quicker, and there are many. */
export function uriOf(path: string): string {
  if (/^[/\w.-]+$/.test(path)) return `file://${path}`;
  return pathToFileURL(path).href.replace(/\/$/, '');
}

/** A path as it is shown: relative to the current folder where that is shorter to read, with slashes. */
export function shownPath(cwd: string, path: string): string {
  if (path === '') return '';
  // As `relative` says, and many times quicker.
  if (path.startsWith(cwd + sep))
    return path
      .slice(cwd.length + 1)
      .split(sep)
      .join('/');
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

function readBytes(path: string, isNamed: boolean): Buffer | Problem {
  try {
    if (!isNamed) return readFound(path);
    const stat = statSync(path);
    if (!stat.isFile() && !stat.isFIFO())
      return { path, message: 'not a file that can be read', fatal: true };
    return stat.size > MAX_BYTES ? { path, message: tooLarge(stat.size), fatal: true } : readFileSync(path);
  } catch (error) {
    return problemOf(path, error);
  }
}

/** Most files are smaller: they are read in one go, into a room that the next one takes over. */
const room = Buffer.allocUnsafe(64 * 1024);

/**
 * A file that was found in a folder, with as few calls as can be. Something else by now cannot hold up: no waiting. The
 * bytes are good until the next file is read.
 */
function readFound(path: string): Buffer | Problem {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const most = readSync(file, room, 0, room.length, 0);
    if (most > 0 && most < room.length) return room.subarray(0, most);
    const stat = fstatSync(file);
    if (!stat.isFile()) return { path, message: 'not a file that can be read', fatal: true };
    if (stat.size > MAX_BYTES) return { path, message: tooLarge(stat.size), fatal: false };
    const bytes = Buffer.allocUnsafe(stat.size);
    let length = 0;
    for (let more = 1; more > 0 && length < stat.size; length += more)
      more = readSync(file, bytes, length, stat.size - length, length);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
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
