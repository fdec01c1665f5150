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
import type { Done, Told, Work } from './work.ts';

/** One input may need no more memory than this, and all together none that is not given back; MiB. */
const MEMORY = 768;

/** A process that finishes no input for so long hangs, if it does so again by itself; ms. The machine may have other work. */
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

/** What has been tried of a target so far. */
interface Tally {
  inputs: number;
  /** Processor time of the slowest input, in ms. */
  slowest: number;
}

/** A process that broke or hung, and what it was about to try. */
interface Break {
  target: string;
  batch: number;
  input: unknown;
  error: string;
}

/** Runs a process until its work is done or it broke. */
function runChild(work: Work, onDone: (done: Done) => void): Promise<Break | undefined> {
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
      } else onDone(told.done);
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code === 0) return resolve(undefined);
      const target = targets.find(({ name }) => name === current.target);
      const input = target && inputsOf(target, work.seed, current.batch)[index];
      resolve({ ...current, input, error: broken ?? `broke (${code})\n${stderr}` });
    });
    child.send(work);
  });
}

/** Does the input that a process broke at break another one, by itself? If not, those before it have a part in it. */
async function aloneAfter(
  { target, batch, input, error }: Break,
  seed: number,
): Promise<Failure | undefined> {
  const again = await runChild({ seed, batches: { [target]: batch }, until: 0, only: { input } }, () => {});
  const failure = { target, batch, seed, input };
  if (again) return { ...failure, error: again.error };
  // Other work of the machine may have held it up; memory that is used up is nobody else's.
  return error.startsWith('took')
    ? undefined
    : { ...failure, error: `${error}\nnot by itself: after the inputs before it` };
}

async function fuzz(seconds: number, seed: number, wanted: string): Promise<Failure[]> {
  const chosen = targets.filter(({ name }) => name.includes(wanted));
  if (chosen.length === 0)
    throw new Error(`no such target; there are: ${targets.map(({ name }) => name).join(', ')}`);
  console.log(`seed ${seed}, ${seconds} s, ${chosen.length} targets`);
  const tallies = new Map<string, Tally>(chosen.map(({ name }) => [name, { inputs: 0, slowest: 0 }]));
  const failures = new Map<string, Failure>();
  let memory = 0;
  const add = (failure: Failure) => {
    // One of a kind is enough: the same complaint at the same place.
    const kind = `${failure.target} ${failure.error.split('\n').slice(0, 6).join('\n').replace(/\d+/g, '0').slice(0, 400)}`;
    if (failures.has(kind)) return;
    failures.set(kind, failure);
    report(failure);
  };
  const until = Date.now() + seconds * 1_000;
  const batches = Object.fromEntries(chosen.map(({ name }) => [name, 0]));
  while (Date.now() < until && failures.size < ENOUGH) {
    const broke = await runChild({ seed, batches, until }, (done) => {
      const tally = tallies.get(done.target);
      if (tally) {
        tally.inputs += done.inputs;
        tally.slowest = Math.max(tally.slowest, done.slowest);
      }
      memory = Math.max(memory, done.memory);
      if (done.failure) add(done.failure);
    });
    const failure = broke && (await aloneAfter(broke, seed));
    if (failure) add(failure);
  }
  let total = 0;
  for (const [name, { inputs, slowest }] of tallies) {
    total += inputs;
    console.log(`  ${String(inputs).padStart(9)}  ${name} (slowest ${Math.round(slowest)} ms)`);
  }
  console.log(
    `  ${String(total).padStart(9)}  inputs in all, ${failures.size} failures, at most ${Math.round(memory / 2 ** 20)} MiB (seed ${seed})`,
  );
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
