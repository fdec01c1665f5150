import { rulePage } from '../rules/page.ts';
import { fromOne, type Located, type Report } from './report.ts';

/** For scripts: everything a finding has, with lines and columns from 1. docs/ci.md says what the fields mean. */
export function jsonReport({ files, summary, problems }: Report): string {
  const report = {
    files: files.map(({ path, findings }) => ({ path, findings: findings.map(findingOf) })),
    summary,
    problems: problems.map(({ path, message }) => ({ path, message })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function findingOf({ finding, range, related, fixes, source }: Located) {
  const { rule, severity, message, refused, suppressed } = finding;
  return {
    rule,
    severity,
    message,
    ...fromOne(range),
    refused,
    ...(suppressed === undefined ? {} : { suppressed: { reason: suppressed } }),
    url: rulePage(rule),
    ...(source ? { source: { path: source.path, ...fromOne(source.range) } } : {}),
    related: related.map((place) => ({ path: place.path, ...fromOne(place.range), message: place.message })),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits().flatMap(({ path, edits }) =>
        edits.map((edit) => ({ path, ...fromOne(edit.range), text: edit.text })),
      ),
    })),
  };
}
