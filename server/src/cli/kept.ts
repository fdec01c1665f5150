import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import writeFileAtomic from 'write-file-atomic';
import { type Listing, type OnRead, type Reference, readAgain, type Source } from './inputs.ts';
import type { ReviewCommand } from './options.ts';
import type { Problem } from './problem.ts';
import { mayBeRendered } from './rendered.ts';

/** What a run came to. */
interface Result {
  output: string;
  problems: Problem[];
  exitCode: number;
}

/** What is kept of it: told again where `key` is what the command would come to now. */
interface Kept extends Result {
  key: string;
  /** What kustomizations refer to outside of what the command lists, in the order in which it was read. */
  references: Reference[];
}

interface Keeper {
  /** What this command came to before, if everything that it depends on is the same by now. */
  find(): Result | undefined;
  /** Is told what this run reads. */
  onRead: OnRead;
  /** Keeps what this run came to in place of what the command came to before. */
  keep(result: Result, sources: Source[]): void;
}

/** As many commands and folders are remembered. */
const MOST = 200;
const KEPT_NAME = /^[0-9a-f]{32}\.json$/;

/**
 * The results of earlier runs, one file for each command and the folder it ran in. A result holds as long as this build
 * of the program, its options, what the output looks like, which files there are and every byte of them are the same: a
 * finding may depend on any other file. They stand in the user's own folder of caches and never among the files that
 * are reviewed, so that no repository brings results of its own. Undefined where more than that decides: fixes and
 * commits of Git; and outside of a bundle, whose text is the build.
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
  const name = `${hashed(JSON.stringify(asked)).digest('hex').slice(0, 32)}.json`;
  const folder = typeof cache === 'string' ? resolve(listing.cwd, cache) : userFolder();
  if (folder === undefined) return undefined;
  const start = beginning(asked, config, listing);
  const own = start.copy();
  const references: Reference[] = [];
  return {
    find: () => {
      const kept = readKept(join(folder, name));
      if (!kept) return undefined;
      const now = start.copy();
      readAgain(listing, kept.references, (path, read) => add(now, path, read));
      return kept.key === now.digest('hex') ? kept : undefined;
    },
    onRead: (path, read, from) => {
      add(own, path, read);
      if (from !== undefined) references.push({ from, path });
    },
    keep: (result, sources) => {
      if (sources.some(({ text }) => mayBeRendered(text))) return;
      write(folder, name, { key: own.digest('hex'), references, ...result });
    },
  };
}

type Hash = ReturnType<typeof createHash>;

const hashed = (text: string | Buffer): Hash => createHash('sha256').update(text);

/** All that decides beside what is read: the program, what it was asked, what the output looks like. */
function beginning(asked: object, config: string | undefined, listing: Listing): Hash {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  return hashed(readFileSync(__filename)).update(
    JSON.stringify([
      process.version,
      asked,
      config,
      [process.stdout.isTTY, NO_COLOR, FORCE_COLOR, TERM],
      listing.roots,
      listing.problems,
    ]),
  );
}

/** What can be read only once, as `<(helm template my-chart)` of a shell. */
const isPipe = (path: string): boolean => !statSync(path, { throwIfNoEntry: false })?.isFile();

/** Each with its length before it, so that no two lists of files are the same bytes. */
function add(hash: Hash, path: string, read: Buffer | Problem | undefined): void {
  const bytes = read && 'byteLength' in read ? read : undefined;
  hash.update(`${JSON.stringify([path, bytes?.length ?? read ?? null])}\n`);
  if (bytes) hash.update(bytes);
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

/** A result that cannot be kept is none: the report does not depend on it. */
function write(folder: string, name: string, kept: Kept): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileAtomic.sync(join(folder, name), JSON.stringify(kept), { mode: 0o600, fsync: false });
    const files = readdirSync(folder).filter((file) => KEPT_NAME.test(file));
    if (files.length <= MOST) return;
    const times = new Map(files.map((file) => [file, statSync(join(folder, file)).mtimeMs]));
    files.sort((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
    for (const file of files.slice(MOST)) rmSync(join(folder, file), { force: true });
  } catch {
    // Read-only, full, or in the hands of another run.
  }
}
