import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { type OnRead, type Reference, readAgain } from './bytes.ts';
import type { Listing } from './listing.ts';
import type { ReviewCommand } from './options.ts';
import type { Problem } from './problem.ts';

/** What a run came to. */
export interface Result {
  output: string;
  problems: Problem[];
  exitCode: number;
}

/** What is kept of it: told again where `key` is what the command would come to now. */
export interface Kept extends Result {
  key: string;
  /** What kustomizations refer to outside of what the command lists, in the order in which it was read. */
  references: Reference[];
}

export interface Keeper {
  folder: string;
  /** The file in it for this command. */
  name: string;
  /** What this command came to before, if everything that it depends on is the same by now. */
  find(): Result | undefined;
  /** Is told what this run reads. */
  onRead: OnRead;
  /** What holds of all that was told. */
  now(): Pick<Kept, 'key' | 'references'>;
}

/**
 * The results of earlier runs, one file for each command and the folder it ran in. A result holds as long as this build
 * of the program, its options, what the output looks like, which files there are and every byte of them are the same: a
 * finding may depend on any other file. They stand in the user's own folder of caches and never among the files that
 * are reviewed, so that no repository brings results of its own. Undefined where more than that decides: fixes and
 * commits of Git; and outside of bundles, whose text is the build.
 */
export function keeperOf(
  command: ReviewCommand,
  config: string | undefined,
  listing: Listing,
): Keeper | undefined {
  if (command.cache === false || command.fix || command.fixDryRun || command.since !== undefined)
    return undefined;
  if (typeof __filename !== 'string' || [...listing.named].some(isPipe)) return undefined;
  const { cache, ...asked } = { ...command, rule: [...command.rule], cwd: listing.cwd };
  const name = `${hashed(JSON.stringify(asked)).slice(0, 32)}.json`;
  const folder = typeof cache === 'string' ? resolve(listing.cwd, cache) : userFolder();
  if (folder === undefined) return undefined;
  const start = beginning(asked, config, listing);
  const own = readings();
  const references: Reference[] = [];
  return {
    folder,
    name,
    find: () => {
      const kept = readKept(join(folder, name));
      if (!kept) return undefined;
      const now = readings();
      readAgain(listing, kept.references, now.add);
      return kept.key === now.key(start) ? kept : undefined;
    },
    onRead: (path, read, from) => {
      own.add(path, read);
      if (from !== undefined) references.push({ from, path });
    },
    now: () => ({ key: own.key(start), references }),
  };
}

const hashed = (text: string) => createHash('sha256').update(text).digest('hex');

/** All that decides beside what is read: the program, what it was asked, what the output looks like. */
function beginning(asked: object, config: string | undefined, listing: Listing): object {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  return [
    programs(),
    process.version,
    asked,
    config,
    [process.stdout.isTTY, NO_COLOR, FORCE_COLOR, TERM],
    listing.roots,
    listing.problems,
  ];
}

/** The text of this bundle and of that with the review, both as a hash. */
const programs = (): string[] =>
  [__filename, join(__dirname, 'cli-commands.cjs')].map((bundle) =>
    createHash('sha256').update(readFileSync(bundle)).digest('hex'),
  );

/** What can be read only once, as `<(helm template my-chart)` of a shell. */
const isPipe = (path: string): boolean => !statSync(path, { throwIfNoEntry: false })?.isFile();

/** Collects what is read: each path with its length or why there is none, and the bytes one behind the other. */
function readings() {
  const list: unknown[] = [];
  const contents = createHash('sha256');
  return {
    add: (path: string, read: Buffer | Problem | undefined): void => {
      const bytes = read && 'byteLength' in read ? read : undefined;
      list.push(path, bytes?.length ?? read ?? null);
      if (bytes) contents.update(bytes);
    },
    /** One hash of `start` and all that was read; to be asked for once. */
    key: (start: object): string => hashed(JSON.stringify([start, list, contents.digest('hex')])),
  };
}

/** The user's folder of caches by the habits of the platform; undefined for a user without a home. */
function userFolder(): string | undefined {
  try {
    return envPaths('kafka-review', { suffix: '' }).cache;
  } catch {
    return undefined;
  }
}

function readKept(file: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept> | null;
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

const isKept = (kept: Partial<Kept> | null): kept is Kept =>
  typeof kept?.key === 'string' &&
  typeof kept.output === 'string' &&
  typeof kept.exitCode === 'number' &&
  Array.isArray(kept.problems) &&
  kept.problems.every((one) => typeof one?.path === 'string' && typeof one.message === 'string') &&
  Array.isArray(kept.references) &&
  kept.references.every((one) => typeof one?.path === 'string' && typeof one.from === 'string');
