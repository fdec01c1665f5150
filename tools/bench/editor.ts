// The language server beside yaml-language-server and a server that only parses.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverArguments } from '../../server/src/protocol.ts';
import { longKafka, longProperties, manyTopics } from './fleet.ts';
import type { Goal } from './goals.ts';
import { median, quantile, show } from './measure.ts';
import { say } from './page.ts';
import { cache, floorServer, ours, yamlLanguageServer } from './peers.ts';
import { fleetOf } from './terminal.ts';
import { type Typed, type } from './typist.ts';

const FILES = {
  'kafka, 500 lines': {
    name: 'kafka.yaml',
    text: longKafka(500).replace('replicas: 3', 'replicas: x'),
    at: 'offsets.topic.replication.factor: 3',
  },
  'topics, 5,000 lines': { name: 'topics.yaml', text: manyTopics(5000), at: 'name: topic-100' },
  'properties, 5,000 lines': {
    name: 'server.properties',
    text: longProperties(5000),
    at: 'num.partitions=6',
  },
};

/** Measures and prints; the goals with what was measured. Each server types `keys` keys into each file. */
export async function editor(keys: number): Promise<Goal[]> {
  const floor = [process.execPath, await floorServer(), '--stdio'];
  const peer = [process.execPath, await yamlLanguageServer(), '--stdio'];
  const own = [process.execPath, ...serverArguments, ours.server, '--stdio'];
  const workspace = fleetOf(1000, 0);
  const alone = join(cache, 'alone');
  rmSync(alone, { recursive: true, force: true });
  mkdirSync(alone, { recursive: true });
  say('| server, file | key p50 ms | key p95 ms | CPU ms/key | completion p95 ms | hover p95 ms | peak MB |');
  say('|---|---|---|---|---|---|---|');
  const run = async (
    server: string,
    command: string[],
    file: keyof typeof FILES,
    folder: string,
    finds: boolean,
  ): Promise<Typed> => {
    const { name, text, at } = FILES[file];
    const path = join(folder, name);
    writeFileSync(path, text);
    const typed = await type({ command, folder, file: path, text, at, keys, finds });
    rmSync(path);
    const p95 = (values: number[]) => (values.length > 0 ? show(quantile(values, 0.95)) : '–');
    say(
      `| ${server}, ${file} | ${show(median(typed.keys))} | ${p95(typed.keys)} | ${show(typed.cpu)} | ${p95(typed.completions)} | ${p95(typed.hovers)} | ${show(typed.peak)} |`,
    );
    return typed;
  };
  const p95 = ({ keys: times }: Typed) => quantile(times, 0.95);
  const goals: Goal[] = [];
  const goal = (what: string, value: number, atMost: number, unit: Goal['unit']) =>
    goals.push({ what, value, atMost, unit });
  let lines = Number.NaN;
  for (const file of Object.keys(FILES) as (keyof typeof FILES)[]) {
    const least = await run('floor', floor, file, alone, false);
    const mine = await run('kafka-review, 1,000 manifests', own, file, workspace, true);
    const isLong = file !== 'kafka, 500 lines';
    if (file.startsWith('properties'))
      goal(
        `${file}: key to diagnostics p95, beside the floor with as many lines of YAML`,
        p95(mine) / lines,
        0.2,
        '×',
      );
    else
      goal(
        `${file}: key to diagnostics p95, beside the floor`,
        p95(mine) / p95(least),
        isLong ? 0.2 : 1.5,
        '×',
      );
    lines = p95(least);
    goal(`${file}: completion p95`, quantile(mine.completions, 0.95), 5, 'ms');
    goal(`${file}: hover p95`, quantile(mine.hovers, 0.95), 5, 'ms');
    if (isLong) continue;
    goal('memory with 1,000 manifests', mine.peak, 150, 'MB');
    const theirs = await run('yaml-language-server', peer, file, alone, false);
    const lone = await run('kafka-review, alone', own, file, alone, true);
    goal(`${file}: key to diagnostics p95 beside yaml-language-server`, p95(mine) / p95(theirs), 0.1, '×');
    goal('memory with one file beside yaml-language-server', lone.peak / theirs.peak, 0.9, '×');
    const large = await run('kafka-review, 10,000 manifests', own, file, fleetOf(10_000, 0), true);
    goal('memory with 10,000 manifests', large.peak, 250, 'MB');
  }
  return goals;
}
