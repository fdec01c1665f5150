import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNamed } from '../../../server/src/cluster/named-file.ts';

describe('a file that a setting names', () => {
  it('is read whole, and what never ends is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kafka-review-named-'));
    try {
      const bytes = Buffer.alloc(200_000, 'store');
      writeFileSync(join(folder, 'store.p12'), bytes);
      assert.deepEqual(await readNamed(join(folder, 'store.p12')), bytes);
      writeFileSync(join(folder, 'empty.pem'), '');
      assert.equal((await readNamed(join(folder, 'empty.pem'))).length, 0);
      await assert.rejects(readNamed('/dev/zero'), { code: 'EFBIG' });
      await assert.rejects(readNamed(folder), { code: 'EISDIR' });
      await assert.rejects(readNamed(join(folder, 'none.pem')), { code: 'ENOENT' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
