// npm run package: one VSIX with the bundles and what the editor shows, and nothing else.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** All that goes into the VSIX; what is not there yet is left out. */
const contents = [
  'dist/client.cjs',
  'dist/languageclient.cjs',
  'dist/server.cjs',
  'docs/rules',
  'media',
  'schemas',
  'snippets',
  'syntaxes',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
];

/** Packs the built extension into `target`. */
export async function packageExtension(target: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'kafka-review-vsix-'));
  try {
    for (const name of contents.filter((each) => existsSync(join(repository, each)))) {
      cpSync(join(repository, name), join(stage, name), { recursive: true });
    }
    // Everything is bundled: the manifest keeps what the editor reads.
    const { scripts, dependencies, devDependencies, files, bin, ...manifest } = JSON.parse(
      readFileSync(join(repository, 'package.json'), 'utf8'),
    );
    writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest, null, 2));
    writeFileSync(join(stage, '.vscodeignore'), '');
    await createVSIX({
      cwd: stage,
      packagePath: target,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { name, version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const target = resolve(repository, `${name}-${version}.vsix`);
  await packageExtension(target);
  console.log(`${target} ${Math.ceil(statSync(target).size / 1024)} KiB`);
}
