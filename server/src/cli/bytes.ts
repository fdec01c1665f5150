import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { sizeText } from '../model/quantity.ts';
import { MAX_BYTES } from './decode.ts';
import type { Listing } from './listing.ts';
import { isFileWithin, isInside } from './paths.ts';
import { type Problem, problemOf } from './problem.ts';
import { repositoryOf } from './walk.ts';

/**
 * Told what is read, in the order in which it is. `from` is the folder of the kustomization that refers to it, where
 * one does; what is referred to and cannot be read is undefined.
 */
export type OnRead = (path: string, read: Buffer | Problem | undefined, from?: string) => void;

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
export function mayRead({ cwd, roots }: Listing, from: string, path: string): boolean {
  if (!existsSync(path)) return false;
  const asked = [cwd, ...roots.filter((root) => !isInside(cwd, root))];
  const own = repositoryOf(from);
  return isFileWithin(own === undefined ? asked : [own, ...asked], path);
}

/** The bytes of a file, good until the next one is read, or why there are none. */
export function readBytes(path: string, isNamed: boolean): Buffer | Problem {
  try {
    if (!isNamed) return readFound(path);
    const stat = statSync(path);
    if (!stat.isFile() && !stat.isFIFO())
      return { path, message: 'not a file that can be read', fatal: true };
    if (stat.isFIFO()) return readPipe(path);
    return stat.size > MAX_BYTES ? { path, message: tooLarge(stat.size), fatal: true } : readFileSync(path);
  } catch (error) {
    return problemOf(path, error);
  }
}

/** What a pipe gives, to its end or until it is larger than any file that is read. */
function readPipe(path: string): Buffer {
  const pipe = openSync(path, constants.O_RDONLY);
  const chunks: Buffer[] = [];
  try {
    for (let length = 0; length <= MAX_BYTES; ) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const read = readSync(pipe, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
  } finally {
    closeSync(pipe);
  }
  return Buffer.concat(chunks);
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
