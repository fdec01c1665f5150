import { compare, toldOf } from '../cluster/comparison.ts';
import type { Wanted } from '../cluster/drift-match.ts';
import type { DriftReport } from '../reports/drift-text.ts';
import { makeReport } from '../reports/report.ts';
import { ownRules } from '../review/own-rules.ts';
import { createReview, type Review } from '../review/review.ts';
import { rules } from '../rules/index.ts';
import { readInputs } from './inputs.ts';
import { ruleIds } from './known.ts';
import { uriOf } from './paths.ts';
import type { Problem } from './problem.ts';

/** The files that a cluster is held against. */
export interface Against {
  review: Review;
  sources: ReadonlyMap<string, { path: string }>;
  base: string;
  problems: Problem[];
}

/** Reads the files of `--against`; what could not be read is among the problems. */
export function readAgainst(paths: string[]): Against {
  const cwd = process.cwd();
  const { sources, roots, problems } = readInputs({ cwd, paths, gitignore: true, settings: true });
  const review = createReview({ rules, ruleIds, roots });
  for (const { uri, text } of sources) review.set(uri, text);
  review.refresh();
  return {
    review,
    sources: new Map(sources.map((source) => [source.uri, source])),
    base: `${uriOf(cwd)}/`,
    problems,
  };
}

/** The differences at their places, as the files' own settings and comments weigh them; or why there is nothing to compare. */
export function driftAgainst(
  { review, sources, base }: Against,
  wanted: Wanted,
): DriftReport | { problem: string } {
  const comparison = compare(review, { ...wanted, pointed: true });
  const { deployment, several, drift } = comparison;
  if (several.length > 0)
    return { problem: `${several.join(', ')} could be meant: give --against the path of one of them` };
  if (!deployment) return { problem: 'the files of --against describe no cluster' };
  review.tell('cluster', toldOf(comparison));
  review.refresh();
  const report = makeReport({ review, sources, base, problems: [] });
  return {
    deployment: deployment.name,
    base,
    found: report.files.flatMap((file) =>
      file.findings
        .filter(({ finding }) => finding.rule === ownRules.drift.id && finding.suppressed === undefined)
        .map((located) => ({ file, located })),
    ),
    extra: drift.filter(({ kind }) => kind === 'extra').map(({ message }) => message),
  };
}
