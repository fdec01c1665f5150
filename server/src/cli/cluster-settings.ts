import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Thresholds, thresholdsFrom } from '../cluster/thresholds.ts';
import { parseSettings } from '../review/settings.ts';
import { ruleIds } from './known.ts';
import type { ClusterCommand } from './options.ts';
import { uriOf } from './paths.ts';

/**
 * The thresholds that a live cluster is judged by: those of the settings file (the one that --config names, else
 * .kafka-review.yaml in the working directory), then those of --threshold. Problems are lines for a person.
 */
export async function readThresholds(
  { config, threshold }: Pick<ClusterCommand, 'config' | 'threshold'>,
  cwd = process.cwd(),
): Promise<{ thresholds: Thresholds; problems: string[] }> {
  const file = config ?? '.kafka-review.yaml';
  let text = '';
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (config !== undefined || code !== 'ENOENT')
      return { thresholds: {}, problems: [`${file} cannot be read (${code})`] };
  }
  const { settings, problems } = parseSettings(uriOf(resolve(cwd, file)), text, new Set(ruleIds));
  const read = thresholdsFrom({ ...settings.thresholds, ...Object.fromEntries(threshold) });
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  return {
    thresholds: read.thresholds,
    problems: [
      ...problems.map(({ place, message }) => `${file}:${lineOf(place.start)}: ${message}`),
      ...read.problems,
    ],
  };
}
