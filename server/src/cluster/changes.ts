// What is new and what is gone between two looks at a cluster.
import type { Problem } from './check.ts';
import type { Health } from './health.ts';

export interface Changes {
  /** New problems, and those that weigh otherwise than before. */
  appeared: Problem[];
  gone: Problem[];
}

/** The same problem has the same key at every look, whatever its numbers are by then. */
export const problemKey = ({ check, subject, about }: Problem): string =>
  JSON.stringify([check, subject, about]);

/**
 * The difference between the problems that are known and what a new look finds, and what is known from then on. What
 * could not be looked at this time is neither gone nor new.
 */
export function changesOf(
  known: ReadonlyMap<string, Problem>,
  { problems, unchecked }: Health,
): Changes & { known: ReadonlyMap<string, Problem> } {
  const found = new Map(problems.map((problem) => [problemKey(problem), problem]));
  const blind = new Set(unchecked.map(({ check }) => check));
  const missing = [...known].filter(([key]) => !found.has(key));
  const unseen = missing.filter(([, { check }]) => blind.has(check));
  return {
    appeared: [...found]
      .filter(([key, now]) => known.get(key)?.severity !== now.severity)
      .map(([, now]) => now),
    gone: missing.filter(([, { check }]) => !blind.has(check)).map(([, problem]) => problem),
    known: new Map([...found, ...unseen]),
  };
}
