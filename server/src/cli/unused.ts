import type { Finding } from '../model/finding.ts';
import type { Part, Place } from '../model/place.ts';
import type { Suppression } from '../readers/reading.ts';
import { ownRules } from '../review/own-rules.ts';
import { push } from '../review/push.ts';
import type { Review } from '../review/review.ts';
import { ruleIds } from './known.ts';
import { unknown } from './meant.ts';

/** Comments and annotations that silence nothing, as findings of their own, by file. */
export function unusedSuppressions(review: Review): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const uri of review.files()) {
    const silenced = review.findings(uri).filter(({ suppressed }) => suppressed !== undefined);
    const byPart = new Map<Part, Finding[]>();
    for (const finding of silenced) push(byPart, finding.place.part, finding);
    const rulesOfFile = new Set(silenced.map(({ rule }) => rule));
    for (const one of byPart.values()) one.sort((a, b) => a.place.start - b.place.start);
    const unused = (review.file(uri)?.parts ?? [])
      .flatMap(({ reading }) => reading.suppressions)
      .flatMap((one) =>
        findingOf(
          one,
          one.scope === 'file' ? rulesOfFile : rulesIn(byPart.get(one.place.part) ?? [], one.place),
        ),
      );
    if (unused.length > 0) found.set(uri, unused);
  }
  return found;
}

/** The rules of the findings, which are in order, that begin in a range. */
function rulesIn(findings: readonly Finding[], { start, end }: Place): Set<string> {
  const rules = new Set<string>();
  let low = 0;
  for (let high = findings.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((findings[middle]?.place.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; (findings[at]?.place.start ?? Infinity) < Math.max(end, start + 1); at += 1)
    rules.add(findings[at]?.rule ?? '');
  return rules;
}

function findingOf(suppression: Suppression, silenced: ReadonlySet<string>): Finding[] {
  const { rules } = suppression;
  const messages =
    rules.length === 0
      ? silenced.size > 0
        ? []
        : ['this silences nothing: there is no finding here']
      : rules.filter((rule) => !silenced.has(rule)).map(messageOf);
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
