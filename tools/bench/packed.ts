// How large the packed extension is.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../package.ts';
import type { Goal } from './goals.ts';
import { show } from './measure.ts';
import { say } from './page.ts';

/** Packs the built extension and throws it away. */
export function packed(): Goal[] {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-bench-'));
  try {
    const file = join(folder, 'packed.vsix');
    packageExtension(file);
    const value = statSync(file).size / 1000;
    say(`${show(value)} KB.`);
    return [{ what: 'the packed extension', value, atMost: 800, unit: 'KB' }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
