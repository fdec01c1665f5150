import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareArtifacts } from '../../tools/strimzi/artifacts.ts';
import { generatedFiles } from '../../tools/strimzi/generate.ts';
import { repository } from '../support/shared.ts';

describe('The generated knowledge about Strimzi', function () {
  this.timeout(600_000);
  before(() => prepareArtifacts());

  it('is what npm run strimzi makes of the artifacts today', () => {
    const folder = join(repository, 'server/src/knowledge/strimzi/generated');
    const files = generatedFiles();
    assert.deepEqual(readdirSync(folder).sort(), [...files.keys()].sort());
    for (const [name, text] of files) {
      assert.ok(readFileSync(join(folder, name), 'utf8') === text, `${name} differs: run npm run strimzi`);
    }
  });

  it('holds no more than 60 KB for a kind, and no sentence of the API’s descriptions', () => {
    for (const [name, text] of generatedFiles()) {
      assert.ok(text.length < 60_000, `${name} has ${text.length} bytes`);
      assert.doesNotMatch(text, /[a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+/, name);
    }
  });
});
