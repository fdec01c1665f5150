import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Keeper, keeperOf } from './kept.ts';
import { type Listing, listFiles } from './listing.ts';
import type { ReviewCommand } from './options.ts';
import { type Problem, problemOf, tell } from './problem.ts';
import { type Progress, progressLine } from './progress.ts';
import { readStandardInput } from './stdin.ts';

/** A review before anything is looked into. */
export interface Begun {
  cwd: string;
  /** The text of the settings file that --config names. */
  config: string | undefined;
  listing: Listing;
  /** Undefined where nothing is kept. */
  keeper: Keeper | undefined;
  progress: Progress;
}

/** `kafka-review [PATH…]`: tells what it came to before while nothing is different, else reviews; the exit code. */
export async function reviewCommand(command: ReviewCommand): Promise<number> {
  const config = textOf(command.config);
  if (typeof config === 'object') {
    tell([config]);
    return 2;
  }
  const begun = await begin(command, config);
  const kept = begun.keeper?.find();
  if (!kept) return (await import('./commands.ts')).reviewAnew(command, begun);
  begun.progress.clear();
  process.stdout.write(kept.output);
  tell(kept.problems);
  return kept.exitCode;
}

/** Lists what is to be read. `config` is the text of the settings file that is named. */
export async function begin(command: ReviewCommand, config?: string): Promise<Begun> {
  const cwd = process.cwd();
  const paths = command.paths.filter((path) => path !== '-');
  const usesStdin = command.stdinFilename !== undefined || paths.length < command.paths.length;
  const stdin = usesStdin ? await readStandardInput(command.stdinFilename) : undefined;
  const progress = progressLine(process.stderr);
  const listing = listFiles({
    cwd,
    paths: paths.length === 0 && !stdin ? ['.'] : paths,
    stdin,
    gitignore: command.gitignore,
    settings: command.config === undefined,
    onProgress: progress.update,
  });
  return { cwd, config, listing, keeper: keeperOf(command, config, listing), progress };
}

function textOf(config: ReviewCommand['config']): string | Problem | undefined {
  if (typeof config !== 'string') return undefined;
  try {
    return readFileSync(resolve(config), 'utf8');
  } catch (error) {
    return problemOf(config, error);
  }
}
