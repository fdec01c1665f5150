// The bundled language server shows a simulated cluster of 10,000 topics and 100,000
// partitions, and half and a quarter of it: its memory, how long polls take, and how long lines of the tree do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterTree, openCluster, refreshCluster } from '../../../server/src/cluster/messages.ts';
import type { TreeNode } from '../../../server/src/cluster/tree/node.ts';
import { serverArguments } from '../../../server/src/protocol.ts';
import { type Client, startClient } from '../../../test/server/client.ts';
import type { Goal } from '../goals.ts';
import { median } from '../measure.ts';
import { say } from '../page.ts';
import { ours } from '../peers.ts';

const brokers = 12;
const partitions = 10;
const polls = 8;

const most = (values: number[]): number => Math.max(0, ...values);
const round = (value: number): number => Math.round(value);

/** Megabytes (10⁶ bytes) that a process holds now, and the most it ever held, as Linux counts them. */
function memoryOf(pid: number | undefined): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number =>
    (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6;
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

async function timed<T>(ask: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now();
  const value = await ask();
  return { ms: performance.now() - began, value };
}

interface Measured {
  row: string;
  /** Milliseconds of the slowest answer, between polls and during one. */
  slowest: number;
  slowestMeanwhile: number;
  /** MB. */
  peak: number;
}

async function measure(topics: number): Promise<Measured> {
  const simulated = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      join(import.meta.dirname, 'simulated.ts'),
      ...[brokers, topics, partitions, 500].map(String),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let client: Client | undefined;
  try {
    const [bootstrap] = await once(createInterface({ input: simulated.stdout as Readable }), 'line');
    client = await startClient(undefined, {}, [...serverArguments, ours.server]);
    const idle = memoryOf(client.process.pid);
    const { connection } = client;
    await connection.sendRequest(openCluster, { id: 'a', name: 'large', source: { bootstrap } });
    const lines = (node: string, more = {}): Promise<TreeNode[]> =>
      connection.sendRequest(clusterTree, { id: 'a', node, ...more });
    const refresh = (): Promise<void> => connection.sendRequest(refreshCluster, 'a');
    // The simulated brokers make their answers once.
    for (let i = 0; i < 2; i++) await refresh();
    const read: number[] = [];
    const answers: number[] = [];
    const meanwhile: number[] = [];
    let sent = 0;
    for (let i = 0; i < polls; i++) {
      let polling = true;
      const poll = timed(refresh).finally(() => {
        polling = false;
      });
      while (polling) {
        meanwhile.push((await timed(() => lines('topics'))).ms);
        await sleep(50);
      }
      read.push((await poll).ms);
      for (const node of [
        '',
        'problems',
        'brokers',
        'rack/rack-1',
        'topics',
        'groups',
        'topic/orders-of-region-77',
      ]) {
        const { ms, value } = await timed(() => lines(node));
        answers.push(ms);
        sent = Math.max(sent, value.length);
      }
      answers.push((await timed(() => lines('topics', { lists: { topics: { filter: 'region-77' } } }))).ms);
    }
    const memory = memoryOf(client.process.pid);
    const row = `| ${topics} | ${topics * partitions} | ${round(median(read))} ms | ${round(median(answers))} / ${round(most(answers))} ms | ${round(median(meanwhile))} / ${round(most(meanwhile))} ms | ${sent} | ${round(idle.now)} / ${round(memory.now)} / ${round(memory.peak)} MB |`;
    return { row, slowest: most(answers), slowestMeanwhile: most(meanwhile), peak: memory.peak };
  } finally {
    simulated.kill('SIGKILL');
    await client?.stop();
  }
}

/** Prints the table; the goals are those of the largest cluster. */
export async function large(): Promise<Goal[]> {
  say(`${brokers} simulated brokers; ${cpus().length} cores, Node ${process.version}`);
  say(
    '\n| topics | partitions | a poll | tree, between polls (median / worst) | tree, during a poll | most lines sent | memory idle / after / peak |\n|---:|---:|---:|---:|---:|---:|---:|',
  );
  const goals: Goal[] = [];
  for (const topics of [2500, 5000, 10_000]) {
    const { row, slowest, slowestMeanwhile, peak } = await measure(topics);
    say(row);
    const cluster = `a cluster of ${topics} topics and ${topics * partitions} partitions`;
    goals.splice(
      0,
      3,
      { what: `the slowest line of the tree of ${cluster}`, value: slowest, atMost: 100, unit: 'ms' },
      { what: 'the same while it is read', value: slowestMeanwhile, atMost: 100, unit: 'ms' },
      { what: `the language server with ${cluster}`, value: peak, atMost: 300, unit: 'MB' },
    );
  }
  return goals;
}
