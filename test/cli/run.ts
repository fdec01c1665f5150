import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from '../support/shared.ts';

export interface Result {
  code: number | null;
  out: string;
  err: string;
}

export interface RunOptions {
  cwd?: string;
  input?: string | Buffer;
  env?: Record<string, string>;
  /** In ms; a process that takes longer is ended, and the test with it. */
  timeout?: number;
  /** Another build of the command line. */
  program?: string;
}

/** What runs keep stands in a folder of this test run, and not in that of the user. */
const caches = mkdtempSync(join(tmpdir(), 'kafka-review-caches-'));
process.on('exit', () => rmSync(caches, { recursive: true, force: true }));

/** The built command line; `npm run build` makes it. */
export const commandLine = join(repository, 'dist/cli.cjs');

/** Runs the built command line as a process of its own. */
export function kafkaReview(
  args: string[],
  { cwd, input, env, program = commandLine, timeout = 120_000 }: RunOptions = {},
): Result {
  const result = spawnSync(process.execPath, [program, ...args], {
    cwd,
    input: input ?? '',
    env: environment(env),
    encoding: 'utf8',
    timeout,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  return { code: result.status, out: result.stdout, err: result.stderr };
}

/** The environment that the command line is run in: no habits of this machine, and no cache of this user. */
export function environment(env: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { NO_COLOR, FORCE_COLOR, CI, ...inherited } = process.env;
  return { ...inherited, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches, ...env };
}

/** A folder of its own with these files in it, by name; removed by `remove`. */
export function folderOf(files: Record<string, string | Buffer>) {
  const path = mkdtempSync(join(tmpdir(), 'kafka-review-cli-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return {
    path,
    at: (name: string) => join(path, name),
    remove: () => {
      chmodSync(path, 0o755);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
