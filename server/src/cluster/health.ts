import { type Check, isUnchecked, type Problem, type ProblemSeverity } from './check.ts';
import { checks } from './checks/index.ts';
import type { PollRecord } from './history.ts';
import type { ClusterSnapshot } from './snapshot/types.ts';
import type { Thresholds } from './thresholds.ts';
import { due, turn } from './turns.ts';

/** What is wrong with a cluster, and what could not be looked at. */
export interface Health {
  /** The worst severity; 'unknown' when nothing serious is wrong with what was seen, but something was not seen. */
  state: ProblemSeverity | 'good' | 'unknown';
  /** Worst first. */
  problems: Problem[];
  /** Checks that could not run, with the reason: they are neither good nor bad. */
  unchecked: { check: string; reason: string }[];
}

const order: ProblemSeverity[] = ['error', 'warning', 'information'];

/** Runs every live check over a snapshot; `history` holds earlier polls, the latest first. */
export function healthOf(
  snapshot: ClusterSnapshot,
  history: PollRecord[] = [],
  thresholds: Thresholds = {},
): Health {
  return summed(checks.map((check) => runOne(check, snapshot, history, thresholds)));
}

/** The same as `healthOf`, with a turn for other work of this process between two checks: a large cluster takes a while. */
export async function healthInTurns(
  snapshot: ClusterSnapshot,
  history: PollRecord[],
  thresholds: Thresholds,
): Promise<Health> {
  const results: Result[] = [];
  for (const check of checks) {
    if (due()) await turn();
    results.push(runOne(check, snapshot, history, thresholds));
  }
  return summed(results);
}

interface Result {
  check: string;
  found: ReturnType<Check['check']>;
}

function runOne(
  check: Check,
  snapshot: ClusterSnapshot,
  history: PollRecord[],
  thresholds: Thresholds,
): Result {
  const threshold = (name: string): number => thresholdOf(check, name, thresholds);
  return { check: check.id, found: check.check(snapshot, { history, threshold }) };
}

function summed(results: Result[]): Health {
  const problems: Problem[] = [];
  const unchecked: Health['unchecked'] = [];
  for (const { check, found } of results) {
    if (isUnchecked(found)) unchecked.push({ check, reason: found.unchecked });
    else for (const problem of found) problems.push({ check, ...problem });
  }
  problems.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return { state: stateOf(problems[0]?.severity, unchecked.length > 0), problems, unchecked };
}

/** What was not seen weighs more than what is merely worth knowing. */
function stateOf(worst: ProblemSeverity | undefined, blind: boolean): Health['state'] {
  if (worst === 'error' || worst === 'warning') return worst;
  return blind ? 'unknown' : (worst ?? 'good');
}

function thresholdOf(check: Check, name: string, settings: Thresholds): number {
  const own = check.thresholds?.[name];
  if (!own) throw new Error(`${check.id} has no threshold ${name}`);
  return settings[`${check.id}.${name}`] ?? own.value;
}
