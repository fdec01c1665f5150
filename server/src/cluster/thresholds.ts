import type { Threshold } from './check.ts';
import { checks } from './checks/index.ts';

/** Values of thresholds that differ from the checks' own, as "live-disk-usage.error". */
export type Thresholds = Record<string, number>;

/** Every threshold that there is, by its name in settings: "live-disk-usage.error". */
export const knownThresholds: ReadonlyMap<string, Threshold> = new Map(
  checks.flatMap(({ id, thresholds = {} }) =>
    Object.entries(thresholds).map(([name, threshold]) => [`${id}.${name}`, threshold] as const),
  ),
);

/** What a settings object says about thresholds; what is not understood is left out and told as a problem. */
export function thresholdsFrom(value: unknown): { thresholds: Thresholds; problems: string[] } {
  const thresholds: Thresholds = {};
  const problems: string[] = [];
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  for (const [name, number] of entries) {
    if (!knownThresholds.has(name)) problems.push(`there is no threshold ${name}`);
    else if (typeof number !== 'number' || !Number.isFinite(number) || number < 0)
      problems.push(`${name} must be a number, 0 or more`);
    else thresholds[name] = number;
  }
  return { thresholds, problems };
}
