// The command line beside kubeconform: many files, a monorepo of them, the same again.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFleet } from './fleet.ts';
import type { Goal } from './goals.ts';
import { measured, type Run, rounds, show } from './measure.ts';
import { say } from './page.ts';
import { cache, kubeconform, ours } from './peers.ts';

const READ = `const fs = require('node:fs'), path = require('node:path');
for (const entry of fs.readdirSync('.', { recursive: true, withFileTypes: true }))
  if (entry.isFile()) fs.readFileSync(path.join(entry.parentPath ?? entry.path, entry.name));`;

/** Measures and prints; the goals with what was measured. */
export function terminal(runs: number): Goal[] {
  const fleet = fleetOf(10_000, 10_000);
  const peer = kubeconform();
  const cold = emptied('cold');
  const warm = emptied('warm');
  const unlike = fleetOf(10_000, 0, true);
  const reviews = (path: string, folder: string, at: string) => () =>
    measured([process.execPath, ours.cli, path, '--cache', folder], at);
  const fresh =
    (path: string, at = fleet) =>
    () => {
      rmSync(cold, { recursive: true, force: true });
      return reviews(path, cold, at)();
    };
  const results = rounds(runs, {
    kubeconform: () => measured([...peer, 'kafka'], fleet),
    'reading the files': () => measured([process.execPath, '-e', READ], join(fleet, 'kafka')),
    'kafka-review': fresh('kafka'),
    'kafka-review, no two alike': fresh('kafka', unlike),
    'kafka-review, again': reviews('kafka', warm, fleet),
    'kubeconform, monorepo': () => measured([...peer, '.'], fleet),
    'kafka-review, monorepo': fresh('.'),
  });
  print(results);
  const wall = (name: string): number => results[name]?.wall ?? Number.NaN;
  return [
    {
      what: '10,000 manifests, beside kubeconform',
      value: wall('kafka-review') / wall('kubeconform'),
      atMost: 0.8,
      unit: '×',
    },
    {
      what: 'the same, peak memory',
      value: results['kafka-review']?.peak ?? Number.NaN,
      atMost: 120,
      unit: 'MB',
    },
    {
      what: '20,000 files, half of them not Kafka’s, beside kubeconform',
      value: wall('kafka-review, monorepo') / wall('kubeconform, monorepo'),
      atMost: 0.25,
      unit: '×',
    },
    {
      what: 'the same 10,000 again, beside kubeconform',
      value: wall('kafka-review, again') / wall('kubeconform'),
      atMost: 0.35,
      unit: '×',
    },
  ];
}

function emptied(name: string): string {
  const folder = join(cache, `results-${name}`);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

/** The folder of a fleet; made when it is not there, and made anew when this program writes another one. */
export function fleetOf(manifests: number, noise: number, unlike = false): string {
  const folder = join(cache, `fleet-${manifests}-${noise}${unlike ? '-unlike' : ''}`);
  if (!existsSync(folder)) writeFleet(folder, manifests, noise, unlike);
  return folder;
}

function print(results: Record<string, Run>): void {
  say('| command | wall ms | CPU ms | peak MB |\n|---|---|---|---|');
  for (const [name, { wall, cpu, peak }] of Object.entries(results))
    say(`| ${name} | ${show(wall)} | ${show(cpu)} | ${show(peak)} |`);
}
