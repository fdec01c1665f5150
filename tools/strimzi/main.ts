// npm run strimzi: makes server/src/knowledge/strimzi/generated from Strimzi's own API classes on Maven Central.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareArtifacts } from './artifacts.ts';
import { generatedFiles } from './generate.ts';

const output = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '../../server/src/knowledge/strimzi/generated',
);

prepareArtifacts();
const files = generatedFiles();
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
for (const [name, text] of files) {
  writeFileSync(join(output, name), text);
  console.log(`${name.padEnd(22)} ${text.length} bytes`);
}
