import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referencesOf } from '../kustomize/references.ts';
import { recognises } from '../review/read.ts';
import { isSettingsFile } from '../review/settings.ts';
import { mayRead, type OnRead, readBytes } from './bytes.ts';
import { decode, type Encoding } from './decode.ts';
import { type InputOptions, type Listing, listFiles } from './listing.ts';
import { pathOf, shownPath, uriOf } from './paths.ts';
import type { Problem } from './problem.ts';

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

/** Reads what is listed, and the files that kustomizations among it refer to. */
export function readListed(listing: Listing, onRead?: OnRead): Inputs {
  const { cwd, named, stdin, settings } = listing;
  const files = new Set(listing.files);
  const problems = [...listing.problems];
  const sources: Source[] = [];
  const take = (path: string, bytes: Buffer, isNamed: boolean, file: string | undefined): void => {
    const source = decode(path, bytes);
    const uri = uriOf(path);
    const say = (message: string, fatal: boolean) =>
      problems.push({ path: shownPath(cwd, path), message, fatal });
    if ('refused' in source) {
      if (isNamed || recognises(uri, source.guess)) say(source.refused, true);
      return;
    }
    if (isSettingsFile(uri) ? settings : recognises(uri, source.text))
      sources.push({ uri, path: shownPath(cwd, path), file, ...source });
    else if (isNamed) say('nothing of Kafka is recognised in it', false);
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

/** Reads what the paths name. */
export const readInputs = (options: InputOptions): Inputs => readListed(listFiles(options));
