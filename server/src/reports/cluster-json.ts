import type { Diagnosis } from '../cluster/diagnose.ts';
import type { Health } from '../cluster/health.ts';
import { lagOf, type PollRecord } from '../cluster/history.ts';
import { partitionLags, topicLags } from '../cluster/partition-lags.ts';
import type { ClusterSnapshot } from '../cluster/snapshot/types.ts';
import { rulePage } from '../rules/page.ts';
import type { DriftReport } from './drift-text.ts';
import { fromOne } from './report.ts';

/** A cluster's health and snapshot as one line of JSON; problems link to their page, groups carry their lag. */
export function clusterJson(
  snapshot: ClusterSnapshot,
  health: Health,
  history: PollRecord[],
  drift?: DriftReport,
): string {
  const list = snapshot.groups.list.map((group) => {
    const lag = lagOf(group, snapshot.takenAt, history);
    const topics = topicLags(partitionLags(group, snapshot.takenAt, history));
    return { ...group, ...(lag ? { lag: { ...lag, topics } } : {}) };
  });
  const problems = health.problems.map((problem) => ({ ...problem, url: rulePage(problem.check) }));
  return `${JSON.stringify({ health: { ...health, problems }, snapshot: { ...snapshot, groups: { ...snapshot.groups, list } }, ...(drift ? { drift: plain(drift) } : {}) })}\n`;
}

/** Differences with their places in files, and what is in no file. */
const plain = ({ deployment, found, extra }: DriftReport) => ({
  deployment,
  found: found.map(({ file, located: { finding, range } }) => ({
    path: file.path,
    ...fromOne(range),
    severity: finding.severity,
    message: finding.message,
  })),
  extra,
});

/** That a cluster could not be looked at, and why, as one line of JSON. */
export const unreachableJson = (unreachable: Diagnosis): string => `${JSON.stringify({ unreachable })}\n`;
