import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { migrateToV1 } from '../../server/src/language/migrate-v1.ts';
import { refusedByV1 as refused } from '../support/resource.ts';
import { sharedFolder } from '../support/shared.ts';

describe('Migration of the Strimzi corpus to v1', () => {
  it('makes every old file of the corpus fit v1, or lists what is left', () => {
    const folder = join(sharedFolder(), 'corpus/strimzi');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.ya?ml$/.test(name),
    );
    let files = 0;
    let clean = 0;
    for (const name of names) {
      const before = readFileSync(join(folder, name), 'utf8');
      if (!/kafka\.strimzi\.io\/v1(alpha|beta)/.test(before)) continue;
      files += 1;
      const { text, notes } = migrateToV1(before);
      for (const document of parseAllDocuments(text)) {
        assert.ok(!('errors' in document) || document.errors.length === 0, name);
      }
      assert.equal(migrateToV1(text).text, text, `${name} is not stable`);
      const left = refused(text);
      if (left.length === 0) clean += 1;
      else
        assert.ok(
          notes.some((note) => note.open),
          `${name} is silent about ${left.join(', ')}`,
        );
    }
    console.log(`      ${files} files, ${clean} of them fit v1 with nothing left to do in the schema`);
    assert.ok(files >= 200, `${files}`);
    assert.ok(clean / files > 0.9, `${clean} of ${files}`);
  });
});
