import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver-types';
import type { Finding, Severity } from '../model/finding.ts';
import { lineStarts, positionAt } from '../model/lines.ts';
import type { Name } from '../model/name.ts';
import { absolute, type Place } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { rulePage } from '../rules/page.ts';
import { kindWords } from './names/words.ts';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

/** Turns places into ranges; remembers the lines of each file it was asked about. */
export function rangeFinder(review: Review): (place: Place) => Range {
  const lines = new Map<string, number[]>();
  return (place) => {
    const { uri, start, end } = absolute(place);
    let starts = lines.get(uri);
    if (!starts) {
      starts = lineStarts(review.text(uri) ?? '');
      lines.set(uri, starts);
    }
    return { start: positionAt(starts, start), end: positionAt(starts, end) };
  };
}

/** A file's findings as diagnostics; suppressed ones are left out. */
export function diagnosticsOf(review: Review, uri: string): Diagnostic[] {
  const range = rangeFinder(review);
  const namesakes = namesakesIn(review, uri);
  return review
    .findings(uri)
    .filter((finding) => finding.suppressed === undefined)
    .map((finding) => diagnosticOf(finding, [...finding.related, ...namesakes(finding)], range));
}

/**
 * What has the name that a finding of a file is on, though it is not what is meant there: a cluster in another
 * namespace.
 */
function namesakesIn(review: Review, uri: string): (finding: Finding) => Finding['related'] {
  let bySite: Map<string, Name[]> | undefined;
  const keyOf = ({ part, start, end }: Place) => `${part.offset + start} ${part.offset + end}`;
  const usesBySite = () => {
    const uses = new Map<string, Name[]>();
    for (const name of review.names.in(uri)) {
      if (name.role !== 'use') continue;
      const key = keyOf(name.site);
      uses.set(key, [...(uses.get(key) ?? []), name]);
    }
    return uses;
  };
  return ({ place }) => {
    bySite ??= usesBySite();
    if (bySite.size === 0) return [];
    return (bySite.get(keyOf(place)) ?? [])
      .filter((name) => review.names.declarationsOf(name).length === 0)
      .flatMap(({ kind, name }) => review.names.declared(kind).filter((one) => one.name === name))
      .slice(0, 5)
      .map(({ kind, name, namespace, place }) => ({
        place,
        message: `the ${kindWords[kind]} ${name}${namespace === undefined ? '' : ` in namespace ${namespace}`}`,
      }));
  };
}

function diagnosticOf(
  finding: Finding,
  related: Finding['related'],
  range: (place: Place) => Range,
): Diagnostic {
  return {
    range: range(finding.place),
    severity: severities[finding.severity],
    source: 'kafka-review',
    code: finding.rule,
    codeDescription: { href: rulePage(finding.rule) },
    message: finding.message,
    ...(related.length > 0
      ? {
          relatedInformation: related.map(({ place, message }) => ({
            location: { uri: place.part.uri, range: range(place) },
            message,
          })),
        }
      : {}),
    ...(finding.tag ? { tags: [tags[finding.tag]] } : {}),
  };
}
