// The second half of npm start: VS Code with the extension until Ctrl+C; in the browser where no desktop VS Code is.
// With --kafka a real Kafka beside it, connected in the explorer. Usage: open.ts [--kafka] [--desktop] FOLDER
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPlayground } from '../kafka/playground.ts';
import { packageExtension } from '../package.ts';
import { startWorkbench } from './server.ts';

const { values: wanted, positionals } = parseArgs({
  options: { kafka: { type: 'boolean', default: false }, desktop: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = resolve(positionals[0] ?? '.');
const work = mkdtempSync(join(tmpdir(), 'kafka-review-start-'));
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
/** What to end, the latest first. */
const endings: (() => Promise<void>)[] = [async () => rmSync(work, { recursive: true, force: true })];
try {
  let target = folder;
  if (wanted.kafka) {
    const kafka = await startPlayground();
    endings.unshift(kafka.stop);
    target = workspaceWith(kafka.bootstrap);
  }
  await (wanted.desktop ? openDesktop(target) : openBrowser(target));
  console.log('Ctrl+C ends it.');
  await stopped;
} finally {
  for (const end of endings) await end();
}
// Clients of brokers that are gone go on trying.
process.exit();

/** A workspace file over the folder whose settings name the cluster: nothing of the person's own is changed. */
function workspaceWith(bootstrapServers: string): string {
  const file = join(work, 'kafka.code-workspace');
  const settings = { 'kafkaReview.cluster.connections': [{ name: 'playground', bootstrapServers }] };
  writeFileSync(file, JSON.stringify({ folders: [{ path: folder }], settings }, null, 2));
  return file;
}

async function openDesktop(target: string): Promise<void> {
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const opened = spawnSync('code', [`--extensionDevelopmentPath=${repository}`, target], {
    stdio: 'inherit',
  });
  if (opened.status !== 0) throw new Error(`code ended with ${opened.status}`);
}

async function openBrowser(target: string): Promise<void> {
  const vsix = join(work, 'kafka-review.vsix');
  packageExtension(vsix);
  const workbench = await startWorkbench({ vsix });
  endings.unshift(workbench.stop);
  const query = target === folder ? 'folder' : 'workspace';
  console.log(`\nVS Code with Kafka Review: ${workbench.url}/?${query}=${encodeURIComponent(target)}`);
}
