// The process that tries the inputs: the main one watches whether it gets on, and it may break without harm.
import { setImmediate } from 'node:timers/promises';
import { runBatch, timed } from './run.ts';
import { targets } from './targets/index.ts';
import type { Told, Work } from './work.ts';

const tell = (told: Told) => process.send?.(told);

async function work({ seed, batches, until }: Work): Promise<void> {
  const chosen = targets.filter(({ name }) => name in batches);
  while (Date.now() < until) {
    for (const target of chosen) {
      // Each target gets the same time, not the same number: the quick ones try more.
      const stop = Math.min(Date.now() + 500, until);
      do {
        const batch = batches[target.name] ?? 0;
        batches[target.name] = batch + 1;
        let inputs = 0;
        tell({ begun: { target: target.name, batch } });
        const found = await runBatch(target, seed, batch, () => tell({ input: inputs++ }));
        const memory = process.resourceUsage().maxRSS * 1_024;
        tell({ done: { target: target.name, inputs, memory, ...found } });
        // What was told goes out in a turn of the loop, of which promises alone make none.
        await setImmediate();
      } while (Date.now() < stop);
      if (Date.now() >= until) return;
    }
  }
}

process.once('message', async (told) => {
  const given = told as Work;
  const [name = ''] = Object.keys(given.batches);
  const target = targets.find((one) => one.name === name);
  // What it throws ends the process with a code other than 0.
  if (given.only && target) await timed(target, given.only.input);
  else await work(given);
  process.disconnect();
});
