import type { ClusterConnection } from '../cluster/connection.ts';
import type { Health } from '../cluster/health.ts';
import type { PolledCluster } from '../cluster/polling.ts';
import type { ClusterSnapshot } from '../cluster/snapshot/types.ts';
import type { Severity } from '../model/finding.ts';
import type { DriftReport } from '../reports/drift-text.ts';
import { type Against, driftAgainst } from './against.ts';
import type { ClusterCommand } from './options.ts';

/** 0: nothing at or above --fail-on; 1: at least one problem or difference; 2: the cluster could not be looked at. */
export type ExitCode = 0 | 1 | 2;

/** How a look is judged. */
export interface Judging {
  /** What the person called the cluster: its bootstrap servers. */
  name: string;
  bootstrap: ClusterConnection['bootstrap'];
  failOn: ClusterCommand['failOn'];
  /** The files that the cluster is held against. */
  against: Against | undefined;
}

/** What one look at a cluster came to, or why it came to nothing. */
export type Look =
  | { code: 0 | 1; snapshot: ClusterSnapshot; health: Health; drift?: DriftReport }
  | { code: 2; problem: string };

/** Judges what was polled: its problems, and how it differs from files. */
export function lookAt({ snapshot, health, unreachable }: PolledCluster, judging: Judging): Look {
  const { name, bootstrap, failOn, against } = judging;
  if (unreachable || !snapshot || !health)
    return { code: 2, problem: `${name}: ${unreachable?.diagnosis.text ?? 'nothing was read'}` };
  const drift = against && driftAgainst(against, { name, bootstrap, snapshot });
  if (drift && 'problem' in drift) return { code: 2, problem: drift.problem };
  return { code: exitCode(failOn, health, drift), snapshot, health, ...(drift ? { drift } : {}) };
}

const levels: Severity[] = ['error', 'warning', 'information', 'hint'];

/** What is in the cluster and in no file weighs as the least of all: information. */
function exitCode(failOn: Judging['failOn'], { problems }: Health, drift: DriftReport | undefined): 0 | 1 {
  if (failOn === 'never') return 0;
  const found: Severity[] = [
    ...problems.map(({ severity }) => severity),
    ...(drift?.found.map(({ located }) => located.finding.severity) ?? []),
    ...(drift?.extra.map(() => 'information' as const) ?? []),
  ];
  return found.some((severity) => levels.indexOf(severity) <= levels.indexOf(failOn)) ? 1 : 0;
}
