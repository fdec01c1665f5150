import pc from 'picocolors';
import { count } from '../cluster/check.ts';
import { type FileReport, fromOne, type Located } from './report.ts';

/** How a cluster differs from a deployment's files. */
export interface DriftReport {
  deployment: string;
  /** The folder that paths are relative to, as a URI with a slash at the end. */
  base: string;
  found: { file: FileReport; located: Located }[];
  /** What is in the cluster and in no file, in words. */
  extra: string[];
}

/** The differences for a terminal, one a line with its place. */
export function driftText({ deployment, found, extra }: DriftReport, color: boolean): string {
  const paint = pc.createColors(color);
  const places = found.map(({ file, located: { finding, range } }) => {
    const { line, column } = fromOne(range);
    return `  ${paint.cyan(`${file.path}:${line}:${column}`)}  ${finding.message}`;
  });
  const others = extra.map((message) => `  ${paint.gray(message)}`);
  const all = [...places, ...others];
  const title =
    all.length === 0
      ? `As in the files of ${deployment}.`
      : `Differs from the files of ${deployment} in ${count(all.length, 'place')}`;
  return `${[paint.bold(title), ...all].join('\n')}\n`;
}
