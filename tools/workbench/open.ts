// The second half of npm start where no desktop VS Code is: VS Code in the browser, with the extension, until Ctrl+C.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packageExtension } from '../package.ts';
import { startWorkbench } from './server.ts';

const folder = resolve(process.argv[2] ?? '.');
const work = mkdtempSync(join(tmpdir(), 'kafka-review-start-'));
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
try {
  const vsix = join(work, 'kafka-review.vsix');
  packageExtension(vsix);
  const workbench = await startWorkbench({ vsix });
  try {
    console.log(`\nVS Code with Kafka Review: ${workbench.url}/?folder=${encodeURIComponent(folder)}`);
    console.log('Ctrl+C ends it.');
    await stopped;
  } finally {
    await workbench.stop();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
