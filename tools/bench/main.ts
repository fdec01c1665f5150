// npm run bench [-- terminal editor growth package live]: ours, peers and floors in one command on the same Node.
import { cpus, totalmem } from 'node:os';
import { editor } from './editor.ts';
import { type Goal, goalTable } from './goals.ts';
import { growth } from './growth.ts';
import { live } from './live/live.ts';
import { packed, terminal } from './terminal.ts';

const parts: Record<string, () => Goal[] | Promise<Goal[]>> = {
  terminal: () => terminal(5),
  editor: () => editor(100),
  growth,
  package: packed,
  live,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
const machine = cpus();
console.log(
  `Node ${process.version} on ${machine.length} × ${machine[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${new Date().toISOString().slice(0, 10)}\n`,
);
const goals: Goal[] = [];
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n`);
  goals.push(...(await run()));
}
console.log(`\n## goals\n\n${goalTable(goals)}`);
