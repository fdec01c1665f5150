// npm run fuzz -- --seconds N [--seed S] [--target WORDS] [--replay FILE]: tries mutated real files and made-up input on
// everything that reads what others wrote. Ends with 1 when something failed. How it works: docs/robustness.md
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { repository } from '../../test/support/shared.ts';
import { type Failure, inputsOf, timed } from './run.ts';
import { targets } from './targets/index.ts';
import type { Told, Work } from './work.ts';

/** One input may need no more memory than this, and all together none that is not given back; MiB. */
const MEMORY = 768;

/** A process that finishes no input for so long hangs; ms. Generous, as the machine may have other work. */
const PATIENCE = 60_000;

/** More different failures are not looked for. */
const ENOUGH = 25;

const { values: given } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    target: { type: 'string', default: '' },
    replay: { type: 'string' },
  },
});

/** Runs a process until the time is over or it broke; what it tried goes into `counts`, what failed is told. */
function runChild(work: Work, counts: Map<string, number>, onFailure: (one: Failure) => void): Promise<void> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), {
      execArgv: [...process.execArgv, `--max-old-space-size=${MEMORY}`],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let current = { target: '', batch: 0 };
    let index = 0;
    let stderr = '';
    let aliveAt = Date.now();
    let broken: string | undefined;
    const watch = setInterval(() => {
      if (Date.now() - aliveAt < PATIENCE) return;
      broken = `took more than ${PATIENCE / 1_000} s`;
      child.kill('SIGKILL');
    }, 1_000);
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('message', (told: Told) => {
      aliveAt = Date.now();
      if ('input' in told) index = told.input;
      else if ('begun' in told) {
        current = told.begun;
        index = 0;
        work.batches[current.target] = current.batch + 1;
      } else {
        const { target, inputs, failure } = told.done;
        counts.set(target, (counts.get(target) ?? 0) + inputs);
        if (failure) onFailure(failure);
      }
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code !== 0) {
        const target = targets.find(({ name }) => name === current.target);
        const input = target && inputsOf(target, work.seed, current.batch)[index];
        onFailure({ ...current, seed: work.seed, input, error: broken ?? `broke (${code})\n${stderr}` });
      }
      resolve();
    });
    child.send(work);
  });
}

async function fuzz(seconds: number, seed: number, wanted: string): Promise<Failure[]> {
  const chosen = targets.filter(({ name }) => name.includes(wanted));
  if (chosen.length === 0)
    throw new Error(`no such target; there are: ${targets.map(({ name }) => name).join(', ')}`);
  console.log(`seed ${seed}, ${seconds} s, ${chosen.length} targets`);
  const counts = new Map<string, number>();
  const failures = new Map<string, Failure>();
  const until = Date.now() + seconds * 1_000;
  const batches = Object.fromEntries(chosen.map(({ name }) => [name, 0]));
  while (Date.now() < until && failures.size < ENOUGH) {
    await runChild({ seed, batches, until }, counts, (failure) => {
      // One of a kind is enough: the same complaint at the same place.
      const kind = `${failure.target} ${failure.error.split('\n').slice(0, 6).join('\n').replace(/\d+/g, '0').slice(0, 400)}`;
      if (failures.has(kind)) return;
      failures.set(kind, failure);
      report(failure);
    });
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (const { name } of chosen) console.log(`  ${String(counts.get(name) ?? 0).padStart(9)}  ${name}`);
  console.log(`  ${String(total).padStart(9)}  inputs in all, ${failures.size} failures (seed ${seed})`);
  return [...failures.values()];
}

function report(failure: Failure): void {
  const folder = join(repository, '.cache/fuzz');
  mkdirSync(folder, { recursive: true });
  const name = `${failure.target.replace(/\W+/g, '-')}-${failure.seed}-${failure.batch}.json`;
  writeFileSync(join(folder, name), `${JSON.stringify(failure, null, 2)}\n`);
  console.log(
    `\nFAILED ${failure.target}: ${failure.error.split('\n').slice(0, 12).join('\n').slice(0, 2_000)}`,
  );
  console.log(
    `  the input is in .cache/fuzz/${name}; try it again: npm run fuzz -- --replay .cache/fuzz/${name}`,
  );
}

async function replay(file: string): Promise<boolean> {
  const { target: name, input } = JSON.parse(readFileSync(file, 'utf8')) as Failure;
  const target = targets.find((one) => one.name === name);
  if (!target) throw new Error(`no target ${name}`);
  try {
    await timed(target, input);
    console.log(`${name}: nothing fails any more`);
    return true;
  } catch (error) {
    console.log(error);
    return false;
  }
}

if (given.replay !== undefined) process.exit((await replay(given.replay)) ? 0 : 1);
const seed = given.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given.seed);
const failures = await fuzz(Number(given.seconds), seed, given.target);
process.exit(failures.length === 0 ? 0 : 1);
