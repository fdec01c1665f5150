// npm run build: bundles the client, the language server and the command line into dist/.
import { existsSync } from 'node:fs';
import { build } from 'esbuild';

const bundles = [
  { entry: 'client/src/extension.ts', out: 'dist/client.cjs', external: ['vscode'] },
  { entry: 'server/src/server.ts', out: 'dist/server.cjs', external: [] },
  { entry: 'server/src/cli.ts', out: 'dist/cli.cjs', external: [] },
];

for (const { entry, out, external } of bundles.filter((bundle) => existsSync(bundle.entry))) {
  await build({
    entryPoints: [entry],
    outfile: out,
    external,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    sourcemap: false,
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    conditions: ['node', 'import'],
  });
}
