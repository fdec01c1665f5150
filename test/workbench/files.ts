import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../support/shared.ts';

/** A copy of the test workspace, or of another folder of the repository, that may be written to; and how to remove it. */
export function temporaryWorkspace(from = 'test/workbench/workspace'): {
  folder: string;
  remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'kafka-review-workspace-'));
  // The folder's name is on every picture.
  const folder = join(root, 'deployments');
  cpSync(join(repository, from), folder, { recursive: true });
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Bundles the suite for the extension host; inside the repository, so that it finds mocha. */
export async function bundleSuite(): Promise<{ module: string; remove: () => void }> {
  const cache = join(repository, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'suite-'));
  const module = join(folder, 'index.cjs');
  await build({
    entryPoints: [join(repository, 'test/workbench/suite/index.ts')],
    outfile: module,
    external: ['vscode', 'mocha'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return { module, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
