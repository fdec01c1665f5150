import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/shared.ts';

const VERSION = 'v5.7.1';

/** The path of the real kustomize; built once from its source through the Go module proxy, into the cache. */
export function kustomizeTool(): string {
  const folder = join(repository, '.cache/kustomize', VERSION);
  const tool = join(folder, 'kustomize');
  if (existsSync(tool)) return tool;
  mkdirSync(folder, { recursive: true });
  execFileSync('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${VERSION}`], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 600_000,
  });
  return tool;
}

/** What kustomize builds of a folder; undefined when it refuses, with its words. */
export function kustomizeBuild(tool: string, folder: string): { text: string } | { refused: string } {
  const { status, stdout, stderr } = spawnSync(tool, ['build', folder], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return status === 0 ? { text: stdout } : { refused: stderr };
}
