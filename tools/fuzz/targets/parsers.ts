import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlain } from '../../../server/src/readers/yaml/plain.ts';
import { parseGeneral } from '../../../server/src/readers/yaml/tree.ts';
import { fragments, mutated } from '../mutate.ts';
import { seedsNamed } from '../seeds.ts';
import { target } from '../target.ts';

/** The quick YAML reader gives what the general one gives, or leaves the text to it. */
export const yamlReaders = target<string>({
  name: 'yaml events',
  inputs: fc.oneof(
    { weight: 19, arbitrary: mutated(seedsNamed(/\.ya?ml$/)).map(({ text }) => text) },
    { weight: 1, arbitrary: fragments },
  ),
  check: (text) => {
    const documents = text.split(/^(?=---(?:\s|$))/m);
    for (const document of documents) {
      const quick = parsePlain(document);
      if (!quick) continue;
      const general = parseGeneral(document);
      if (general.problems.length === 0) assert.deepEqual(quick.root, general.root);
    }
  },
});
