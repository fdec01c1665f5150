// npm run build: bundles the client, the language server and the command line into dist/.
import { existsSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { readOnlyKafkajs } from './read-only-kafkajs.ts';

/** Keeps what is imported later out of the bundle that VS Code loads at activation. */
const loadedLater: Plugin = {
  name: 'loaded-later',
  setup({ onResolve }) {
    onResolve({ filter: /languageclient\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './languageclient.cjs', external: true } : undefined,
    );
  },
};

const bundles = [
  { entry: 'client/src/extension.ts', out: 'dist/client.cjs', external: ['vscode'] },
  { entry: 'client/src/languageclient.ts', out: 'dist/languageclient.cjs', external: ['vscode'] },
  { entry: 'server/src/main.ts', out: 'dist/server.cjs', external: [] },
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
    plugins: [loadedLater, readOnlyKafkajs],
    // VS Code hands out its own module to require() only.
    supported: { 'dynamic-import': false },
  });
}
