import releaseLines from './generated/releases.ts';
import { memo } from './memo.ts';

/** The Kafka releases that the catalogue knows, oldest first, one of every minor line: '2.8.2' … */
export const releases: readonly string[] = releaseLines.split('\n');

/** The newest release that the catalogue knows; what holds where a deployment does not say its version. */
export const newestVersion: string = releases.at(-1) ?? '';

const numbers = memo((version: string) =>
  version.split(/[.-]/, 3).map((part) => Number.parseInt(part, 10) || 0),
);

/** Less than 0 when a is older, more than 0 when it is newer; '3.9' stands for '3.9.0', and so does '3.9.x'. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const isOlder = (a: string, b: string): boolean => compareVersions(a, b) < 0;

/** The minor line of a version: '3.9' of '3.9.2'. */
export const lineOf = (version: string): string => numbers(version).slice(0, 2).join('.');

const lines: readonly string[] = releases.map(lineOf);

/**
 * Where a version's line stands among the releases. A version between two of them, or newer than all, counts as the
 * one before; a version older than all counts as the oldest.
 */
export const releaseIndex = memo((version: string): number => {
  const line = lineOf(version);
  const newer = lines.findIndex((each) => isOlder(line, each));
  return newer === -1 ? lines.length - 1 : Math.max(0, newer - 1);
});

export const lineAt = (index: number): string | undefined => lines[index];
