import type { Finding } from '../model/finding.ts';
import type { Suppression } from '../readers/reading.ts';
import { silences } from '../review/judge.ts';
import { ownRules } from '../review/own-rules.ts';
import type { Review } from '../review/review.ts';
import { ruleIds, unknown } from './options.ts';

/** Comments and annotations that silence nothing, as findings of their own, by file. */
export function unusedSuppressions(review: Review): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const uri of review.files()) {
    const silenced = review.findings(uri).filter(({ suppressed }) => suppressed !== undefined);
    const unused = (review.file(uri)?.parts ?? [])
      .flatMap(({ reading }) => reading.suppressions)
      .flatMap((suppression) => findingOf(suppression, silenced));
    if (unused.length > 0) found.set(uri, unused);
  }
  return found;
}

function findingOf(suppression: Suppression, silenced: Finding[]): Finding[] {
  const silencesAny = (rule?: string) =>
    silenced.some(
      (finding) =>
        (rule === undefined || finding.rule === rule) && silences(suppression, finding.rule, finding.place),
    );
  const { rules } = suppression;
  const messages =
    rules.length === 0
      ? silencesAny()
        ? []
        : ['this silences nothing: there is no finding here']
      : rules.filter((rule) => !silencesAny(rule)).map(messageOf);
  return messages.map((message) => ({
    rule: ownRules.unused.id,
    severity: 'warning',
    place: suppression.at,
    message,
    related: [],
    fixes: [],
    refused: false,
    tag: 'unnecessary',
  }));
}

const messageOf = (rule: string): string =>
  ruleIds.includes(rule)
    ? `${rule} finds nothing here, so there is nothing to silence`
    : unknown('rule', rule, ruleIds);
