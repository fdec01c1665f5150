// How large the packed extension is.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../package.ts';
import type { Goal } from './goals.ts';

/** Packs the built extension and throws it away. */
export function packed(): Goal[] {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-bench-'));
  try {
    const file = join(folder, 'packed.vsix');
    packageExtension(file);
    return [{ what: 'the packed extension', value: statSync(file).size / 1000, atMost: 800, unit: 'KB' }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
