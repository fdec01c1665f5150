import type { Severity } from '../model/finding.ts';
import type { Report } from '../reports/report.ts';
import type { FailOn } from './options.ts';

const order: Severity[] = ['error', 'warning', 'information', 'hint'];

/** 2: some of the work could not be done; 1: findings at or above the level, or too many warnings; else 0. */
export function exitCodeOf(
  { summary, problems }: Pick<Report, 'summary' | 'problems'>,
  { failOn, maxWarnings }: { failOn: FailOn; maxWarnings?: number },
): number {
  if (problems.some(({ fatal }) => fatal)) return 2;
  if (maxWarnings !== undefined && summary.counts.warning > maxWarnings) return 1;
  return failing(summary, failOn) > 0 ? 1 : 0;
}

function failing({ counts, refused }: Report['summary'], failOn: FailOn): number {
  if (failOn === 'never') return 0;
  if (failOn === 'refused') return refused;
  return order.slice(0, order.indexOf(failOn) + 1).reduce((sum, severity) => sum + counts[severity], 0);
}
