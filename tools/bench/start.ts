// How soon the first diagnostics are there, and how long the editor is held up by the activation.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { longKafka } from './fleet.ts';
import type { Goal } from './goals.ts';
import { median, show } from './measure.ts';
import { say } from './page.ts';
import { cache, floorServer, ours, repository, yamlLanguageServer } from './peers.ts';
import { type } from './typist.ts';

const STARTS = 11;

/** Starts each server in turn; the goals with what was measured. */
export async function start(): Promise<Goal[]> {
  const servers = {
    floor: await floorServer(),
    'yaml-language-server': await yamlLanguageServer(),
    'kafka-review': ours.server,
  };
  const folder = join(cache, 'start');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'kafka.yaml');
  // A mistake that each of them finds.
  const text = longKafka(500)
    .replace('replicas: 3', 'replicas: x')
    .replace('  entityOperator:', '  entityOperator: {}\n  entityOperator:');
  writeFileSync(file, text);
  const found = new Map<string, number[]>(Object.keys(servers).map((name) => [name, []]));
  for (let n = 0; n < STARTS; n += 1) {
    for (const [name, server] of Object.entries(servers)) {
      const command = [process.execPath, server, '--stdio'];
      const { first } = await type({ command, folder, file, text, at: 'kind: Kafka', keys: 0, finds: true });
      found.get(name)?.push(first);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const activations = Array.from({ length: STARTS }, activation);
  const at = (name: string) => median(found.get(name) ?? []);
  say('| what | ms |\n|---|---|');
  for (const name of found.keys()) say(`| ${name}, first diagnostics | ${show(at(name))} |`);
  say(`| activation | ${show(median(activations))} |`);
  return [
    {
      what: 'start to first diagnostics, beside yaml-language-server',
      value: at('kafka-review') / at('yaml-language-server'),
      atMost: 0.4,
      unit: '×',
    },
    { what: 'activation', value: median(activations), atMost: 5, unit: 'ms' },
  ];
}

/** What is asked of the stand-in for VS Code is a stand-in again. */
const ACTIVATE = `const { Module } = require('node:module');
const anything = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : name === Symbol.iterator ? [][Symbol.iterator] : name === 'then' ? undefined : anything),
  set: () => true,
  apply: () => anything,
  construct: () => anything,
});
const names = 'window commands workspace env languages extensions Uri EventEmitter ThemeColor ThemeIcon MarkdownString StatusBarAlignment LanguageStatusSeverity';
const vscode = Object.fromEntries(names.split(' ').map((name) => [name, anything]));
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
const begin = performance.now();
const { activate } = require(process.argv[1]);
activate({ subscriptions: [], extension: { packageJSON: { version: '' } }, extensionUri: anything, globalState: anything, workspaceState: anything, secrets: anything, asAbsolutePath: (path) => path });
console.log(performance.now() - begin);
process.exit(0);`;

/** Milliseconds of one activation, in a process of its own. */
function activation(): number {
  const client = join(repository, 'dist/client.cjs');
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', ACTIVATE, client], { encoding: 'utf8' });
  const ms = Number.parseFloat(stdout);
  if (Number.isNaN(ms)) throw new Error(`the extension could not be activated\n${stderr}`);
  return ms;
}
