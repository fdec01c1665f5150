// npm run build: bundles the client, the language server and the command line into dist/, and the rules' pages as one file;
// writes the licences of what is bundled.
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { bundledNotices } from './notices.ts';
import { readOnlyKafkajs } from './read-only-kafkajs.ts';

/** What is a bundle of its own is loaded when it is imported later, and not with what imports it. */
const loadedLater: Plugin = {
  name: 'loaded-later',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      const bundle = bundles.find(({ entry }) => resolve(entry) === resolve(resolveDir, path));
      return kind === 'dynamic-import' && bundle
        ? { path: `./${basename(bundle.out)}`, external: true }
        : undefined;
    });
  },
};

/** Only pages and `explain` show the examples of the rules: they are a fifth of a bundle, and made when it is loaded. */
const withoutExamples: Plugin = {
  name: 'without-examples',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]src[\\/]rules[\\/][\w-]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /\n {2}examples: \[[\s\S]*?\n {2}\],\n/,
        '\n  examples: [],\n',
      ),
      loader: 'ts',
    }));
  },
};

/**
 * The server reads most YAML without the package of that name: what it calls of it loads it then. A name that is not
 * here ends the build.
 */
const yamlLater: Plugin = {
  name: 'yaml-later',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^yaml$/ }, ({ path }) => ({ path, namespace: 'later' }));
    onLoad({ filter: /^yaml$/, namespace: 'later' }, () => ({
      contents: [
        "let loaded; const yaml = () => (loaded ??= require('./yaml.cjs'));",
        ...['isAlias', 'isMap', 'isScalar', 'isSeq', 'parseAllDocuments'].map(
          (name) => `export const ${name} = (...given) => yaml().${name}(...given);`,
        ),
      ].join('\n'),
    }));
  },
};

/** Lists that are worked out once, when the bundles are made: what makes them is most of the program. */
const workedOut: Plugin = {
  name: 'worked-out',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]src[\\/]cli[\\/]known\.ts$/ }, async ({ path }) => {
      const lists: Record<string, unknown> = await import(pathToFileURL(path).href);
      const lines = Object.entries(lists).map(
        ([name, list]) => `export const ${name} = ${JSON.stringify(list)};`,
      );
      return { contents: lines.join('\n'), loader: 'js' };
    });
  },
};

/** Parts of packages that nothing calls here, and what stands in their place. */
const unused: { filter: RegExp; contents: string }[] = [
  // AWS's client tells browsers apart with it.
  { filter: /node_modules[\\/]bowser[\\/]/, contents: 'export default {};' },
  // The signer asks who it is when it is told to debug; the chain of credentials has a client of its own.
  { filter: /node_modules[\\/]@aws-sdk[\\/]client-sts[\\/].*\.js$/, contents: 'export {};' },
  // The language client looks whether VS Code is new enough, which "engines" in the manifest says already.
  { filter: /node_modules[\\/]semver[\\/]/, contents: 'module.exports = () => true;' },
];

const withoutUnused: Plugin = {
  name: 'without-unused',
  setup({ onLoad }) {
    for (const { filter, contents } of unused) onLoad({ filter }, () => ({ contents, loader: 'js' }));
    // All that a package, or Kafka Review, asks of its own manifest.
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      const { version, description, bugs } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version, description, bugs }), loader: 'json' };
    });
  },
};

/** The chart library styles by attributes, which the page's policy forbids; the dashboard's styles say the same. */
const withoutStyleAttributes: Plugin = {
  name: 'without-style-attributes',
  setup({ onLoad }) {
    onLoad({ filter: /chartist[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(/^ +style: (?:"width: "\.concat\(.*\)|"overflow: visible;",)$/gm, '');
      return { contents, loader: 'js' };
    });
  },
};

const bundles = [
  { entry: 'client/src/extension.ts', out: 'dist/client.cjs', external: ['vscode'] },
  { entry: 'client/src/languageclient.ts', out: 'dist/languageclient.cjs', external: ['vscode'] },
  {
    entry: 'server/src/main.ts',
    out: 'dist/server.cjs',
    external: ['./yaml.cjs'],
    plugins: [withoutExamples, yamlLater],
  },
  { entry: 'node_modules/yaml/dist/index.js', out: 'dist/yaml.cjs', external: [] },
  { entry: 'server/src/cluster/protocol/wired.ts', out: 'dist/kafka-protocol.cjs', external: [] },
  { entry: 'server/src/cluster/msk-iam.ts', out: 'dist/msk-iam.cjs', external: [] },
  { entry: 'server/src/cluster/pkcs12.ts', out: 'dist/pkcs12.cjs', external: [] },
  { entry: 'server/src/cli.ts', out: 'dist/cli.cjs', external: [] },
  {
    entry: 'server/src/cli/commands.ts',
    out: 'dist/cli-commands.cjs',
    external: [],
    plugins: [withoutExamples],
  },
  { entry: 'server/src/cli/explain.ts', out: 'dist/cli-explain.cjs', external: [] },
  {
    entry: 'server/src/cli/cluster.ts',
    out: 'dist/cli-cluster.cjs',
    external: [],
    plugins: [withoutExamples],
  },
];

/** The files that something of went into a bundle. */
const bundled = new Set<string>();
function note({ outputs }: Metafile): void {
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs))
      if (bytesInOutput > 0) bundled.add(input);
  }
}

for (const { entry, out, external, plugins = [] } of bundles.filter((bundle) => existsSync(bundle.entry))) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: out,
    external,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    sourcemap: false,
    metafile: true,
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    // "module" leads to files of which unused parts can be left out.
    conditions: ['module', 'node', 'import'],
    plugins: [loadedLater, readOnlyKafkajs, withoutUnused, workedOut, ...plugins],
    // VS Code hands out its own module to require() only.
    supported: { 'dynamic-import': false },
  });
  note(metafile);
}

// What the dashboard's webview loads: a script and its styles.
const { metafile } = await build({
  entryPoints: ['client/src/dashboard/main.ts'],
  outfile: 'dist/dashboard.js',
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  metafile: true,
  logLevel: 'warning',
  plugins: [withoutStyleAttributes],
});
note(metafile);
await writeFile('dist/THIRD-PARTY-NOTICES.txt', bundledNotices(bundled));

const pages: Record<string, string> = {};
for (const name of (await readdir('docs/rules')).sort())
  pages[basename(name, '.md')] = await readFile(join('docs/rules', name), 'utf8');
await writeFile('dist/pages.json.br', brotliCompressSync(JSON.stringify(pages)));
