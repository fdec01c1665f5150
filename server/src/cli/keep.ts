import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Keeper, Kept, Result } from './kept.ts';

/** As many commands and folders are remembered. */
const MOST = 200;
const KEPT_NAME = /^[0-9a-f]{32}\.json$/;

/** Keeps what this run came to in place of what the command came to before. What cannot be kept is not: no report depends on it. */
export function keep({ folder, name, now }: Keeper, result: Result): void {
  const kept: Kept = { ...now(), ...result };
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
