// One process measured from outside, and what is made of several runs.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Run {
  /** Milliseconds from start to exit. */
  wall: number;
  /** Milliseconds of processor time, of all threads, user and system. */
  cpu: number;
  /** The most memory that was resident at once, in MB. */
  peak: number;
}

/** Runs a command to its end with GNU time around it. Throws when it cannot be started. */
export function measured(command: readonly string[], cwd: string): Run {
  const file = join(tmpdir(), `kafka-review-bench-${process.pid}`);
  const begin = performance.now();
  const result = spawnSync('/usr/bin/time', ['-f', '%U %S %M', '-o', file, ...command], {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const wall = performance.now() - begin;
  if (result.error) throw new Error(`${command[0]} or GNU time cannot be run: ${result.error.message}`);
  const line = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
  rmSync(file, { force: true });
  const [user = 0, system = 0, peak = 0] = line.split(' ').map(Number);
  return { wall, cpu: (user + system) * 1000, peak: peak / 1024 };
}

/** The value below which `share` of the values lie; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Each command once a round, in turn, so that what else the machine does meets all of them; the first round warms up. */
export function rounds(count: number, commands: Record<string, () => Run>): Record<string, Run> {
  const runs = new Map<string, Run[]>(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= count; round += 1) {
    for (const [name, run] of Object.entries(commands)) {
      const result = run();
      if (round > 0) runs.get(name)?.push(result);
    }
  }
  return Object.fromEntries(
    [...runs].map(([name, all]) => [
      name,
      {
        wall: median(all.map(({ wall }) => wall)),
        cpu: median(all.map(({ cpu }) => cpu)),
        peak: Math.max(...all.map(({ peak }) => peak)),
      },
    ]),
  );
}

/** Milliseconds of processor time that this process has used so far. */
export function used(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export const show = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value >= 1 ? value.toFixed(1) : value.toFixed(2);
