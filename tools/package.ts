// npm run package: one VSIX with the bundles and what the editor shows, and nothing else.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** All that goes into the VSIX; what is not there yet is left out. */
const contents = [
  'dist/client.cjs',
  'dist/languageclient.cjs',
  'dist/server.cjs',
  'dist/kafka-protocol.cjs',
  'dist/msk-iam.cjs',
  'dist/pkcs12.cjs',
  'dist/yaml.cjs',
  'dist/dashboard.css',
  'dist/dashboard.js',
  'dist/pages.json.br',
  'dist/THIRD-PARTY-NOTICES.txt',
  'media',
  'schemas',
  'snippets',
  'syntaxes',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
];

/** What people download with every update. */
const MAX_KILOBYTES = 800;

const kilobytesOf = (file: string): number => Math.ceil(statSync(file).size / 1000);

/** Packs the built extension into `target`, an absolute path. Throws, with what vsce said, when it cannot; too large counts. */
export function packageExtension(target: string): void {
  const stage = mkdtempSync(join(tmpdir(), 'kafka-review-vsix-'));
  try {
    for (const name of contents.filter((each) => existsSync(join(repository, each)))) {
      cpSync(join(repository, name), join(stage, name), { recursive: true });
    }
    complete(join(stage, 'dist'));
    // Everything is bundled: the manifest keeps what the editor reads.
    const { scripts, dependencies, devDependencies, files, bin, ...manifest } = JSON.parse(
      readFileSync(join(repository, 'package.json'), 'utf8'),
    );
    writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest, null, 2));
    writeFileSync(join(stage, '.vscodeignore'), '');
    const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
    const vsce = join(repository, 'node_modules/@vscode/vsce/vsce');
    const packed = spawnSync(process.execPath, [vsce, 'package', ...options, '--out', target], {
      cwd: stage,
      encoding: 'utf8',
    });
    if (packed.status !== 0)
      throw new Error(`vsce could not pack the extension\n${packed.stdout}${packed.stderr}`);
    if (kilobytesOf(target) > MAX_KILOBYTES)
      throw new Error(
        `the extension has ${kilobytesOf(target)} KB, more than ${MAX_KILOBYTES}\n${packed.stdout}`,
      );
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Throws when a bundle loads another one, later on, that is not packed. */
function complete(dist: string): void {
  for (const bundle of readdirSync(dist)) {
    const code = readFileSync(join(dist, bundle), 'utf8');
    for (const [, name = ''] of code.matchAll(/require\("\.\/([\w-]+\.cjs)"\)/g)) {
      if (!existsSync(join(dist, name))) throw new Error(`${bundle} loads ${name}, which is not packed`);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { name, version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const target = resolve(repository, `${name}-${version}.vsix`);
  packageExtension(target);
  console.log(`${target} ${kilobytesOf(target)} KB`);
}
