// Fetches what we are measured beside, once, into .cache/bench.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { folderOf, kinds, prepareArtifacts } from '../strimzi/artifacts.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const cache = join(repository, '.cache/bench');

export const KUBECONFORM = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0';
export const LANGUAGE_SERVER = 'yaml-language-server@2.0.0';

export const ours = {
  cli: join(repository, 'dist/cli.cjs'),
  server: join(repository, 'dist/server.cjs'),
};

/** kubeconform with the structure of Strimzi 1.2 as its own generator writes it; needs Go, Maven and a JDK. */
export function kubeconform(): string[] {
  const program = join(cache, 'bin/kubeconform');
  if (!existsSync(program)) run('go', ['install', KUBECONFORM], { GOBIN: join(cache, 'bin') });
  const schemas = join(cache, 'schemas');
  if (!existsSync(schemas)) {
    prepareArtifacts();
    mkdirSync(schemas, { recursive: true });
    for (const kind of kinds) writeSchemas(kind, schemas);
  }
  const location = join(schemas, '{{ .ResourceKind }}-{{ .ResourceAPIVersion }}.json');
  return [program, '-n', '2', '-summary', '-ignore-missing-schemas', '-schema-location', location];
}

interface Definition {
  spec: { versions: { name: string; schema: { openAPIV3Schema: object } }[] };
}

function writeSchemas(kind: string, folder: string): void {
  const text = readFileSync(join(folderOf('1.2.0'), `crds/${kind}.json`), 'utf8');
  const { spec } = JSON.parse(text) as Definition;
  for (const { name, schema } of spec.versions)
    writeFileSync(join(folder, `${kind.toLowerCase()}-${name}.json`), JSON.stringify(schema.openAPIV3Schema));
}

/** yaml-language-server as it is shipped, bundled as ours is. */
export async function yamlLanguageServer(): Promise<string> {
  const folder = join(cache, 'yaml-language-server');
  const program = join(folder, 'node_modules/yaml-language-server/out/src');
  // Beside its entry, from where it looks for its messages.
  const bundle = join(program, 'bundle.cjs');
  if (existsSync(bundle)) return bundle;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', LANGUAGE_SERVER], {}, folder);
  await bundled(join(program, 'server.js'), bundle);
  return bundle;
}

/** The least a server can do: parse the whole file with `yaml` at each key, and no rules. */
export async function floorServer(): Promise<string> {
  const bundle = join(cache, 'floor.cjs');
  await bundled(join(repository, 'tools/bench/floor-server.ts'), bundle);
  return bundle;
}

const bundled = (entry: string, outfile: string) =>
  build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': '__dirname' },
    logLevel: 'error',
  });

function run(program: string, args: string[], env: NodeJS.ProcessEnv, cwd = repository): void {
  const result = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${program} ${args.join(' ')} failed\n${result.stderr ?? ''}`);
}
