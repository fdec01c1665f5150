// npm run bench [-- terminal editor start growth package live]: ours, peers and floors in one command on the same Node.
// Without names it writes docs/benchmarks.md.
import { writeFileSync } from 'node:fs';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { editor } from './editor.ts';
import { type Goal, goalTable } from './goals.ts';
import { growth } from './growth.ts';
import { live } from './live/live.ts';
import { packed } from './packed.ts';
import { said, say } from './page.ts';
import { KUBECONFORM, LANGUAGE_SERVER, repository } from './peers.ts';
import { start } from './start.ts';
import { terminal } from './terminal.ts';

interface Part {
  title: string;
  /** What is measured, and how, for a reader of the tables. */
  about: string;
  run(): Goal[] | Promise<Goal[]>;
}

const parts: Record<string, Part> = {
  terminal: {
    title: 'Terminal',
    about: `A GitOps repository of invented names: 10,000 Strimzi manifests with 20 clusters, among 10,000 other YAML files (the
monorepo). kubeconform checks schemas only, with two workers; Kafka Review runs all rules in one thread. Most
topics say what another one says of another name, as in large repositories; in “no two alike” each has a comment of its own.
“Again” is the same command once more, told from the cache. Medians of five rounds in turn, the highest peak.`,
    run: () => terminal(5),
  },
  editor: {
    title: 'Editor',
    about: `A client that opens a file, types a key, waits for the diagnostics of just this text, and asks for completion and hover on
50 lines of it. The floor parses the whole file with \`yaml\` at each key and has no rules; of properties it reads nothing.
yaml-language-server is bundled as Kafka Review is, and waits 200 ms before it looks. CPU is processor time per key.`,
    run: () => editor(100),
  },
  start: {
    title: 'Start',
    about: `From the start of the process to the diagnostics of the first file, 500 lines, alone in its folder: medians of 11. Activation
is loading the extension and its \`activate()\` with a stand-in for VS Code.`,
    run: start,
  },
  growth: {
    title: 'Growth',
    about:
      'Processor time of a review with all rules at a quarter, half and all of the size. Four is linear, sixteen is a square.',
    run: growth,
  },
  package: { title: 'Package', about: 'The extension as people download it.', run: packed },
  live: {
    title: 'Live cluster',
    about:
      'A running cluster read beside Kafka’s own AdminClient, and a very large one in the language server.',
    run: live,
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
const begin = performance.now();
const machine = cpus();
const goals: Goal[] = [];
for (const [name, { title, about, run }] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  say(`\n## ${title}\n\n${about}\n`);
  try {
    goals.push(...(await run()));
  } catch (error) {
    // The others are still worth their time; what a part needs is not on every machine.
    say(`Not measured: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    process.exitCode = 1;
  }
}
console.log(`\n${goalTable(goals)}`);
if (asked.length === 0) {
  const met = goals.filter(({ value, atMost }) => value <= atMost).length;
  writeFileSync(
    join(repository, 'docs/benchmarks.md'),
    `<!-- Written by \`npm run bench\`. -->

# Benchmarks

${machine.length} × ${machine[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()} ${arch()}, Node
${process.version}; ${new Date().toISOString().slice(0, 10)}, ${Math.round((performance.now() - begin) / 60_000)} minutes. Beside ${nameOf(KUBECONFORM)} and ${nameOf(LANGUAGE_SERVER)}.

Peers, floors and Kafka Review are measured in the same command, in turn, on the same Node. Milliseconds are this machine’s;
the ratios are what to look at. ${met} of ${goals.length} goals are met.

## Goals

${goalTable(goals)}
${said()}`,
  );
}

// Every part ends what it began; should one not, it is named, and the run ends all the same.
setTimeout(() => {
  console.error(`still open: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit();
}, 5000).unref();

/** A package as people name it: kubeconform 0.8.0. */
function nameOf(specifier: string): string {
  const [path = '', version = ''] = specifier.split('@');
  return `${path.split('/').at(-1)} ${version.replace(/^v/, '')}`;
}
