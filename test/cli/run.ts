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
}

/** The built command line; `npm run build` makes it. */
export const commandLine = join(repository, 'dist/cli.cjs');

/** Runs the built command line as a process of its own. */
export function kafkaReview(args: string[], { cwd, input, env }: RunOptions = {}): Result {
  const { NO_COLOR, FORCE_COLOR, CI, ...inherited } = process.env;
  const result = spawnSync(process.execPath, [commandLine, ...args], {
    cwd,
    input: input ?? '',
    env: { ...inherited, ...env },
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  return { code: result.status, out: result.stdout, err: result.stderr };
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
