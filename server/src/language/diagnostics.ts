import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver-types';
import type { Finding, Severity } from '../model/finding.ts';
import { lineStarts, positionAt } from '../model/lines.ts';
import { absolute, type Place } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { rulePage } from '../rules/page.ts';

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
  return review
    .findings(uri)
    .filter((finding) => finding.suppressed === undefined)
    .map((finding) => diagnosticOf(finding, range));
}

function diagnosticOf(finding: Finding, range: (place: Place) => Range): Diagnostic {
  return {
    range: range(finding.place),
    severity: severities[finding.severity],
    source: 'kafka-review',
    code: finding.rule,
    codeDescription: { href: rulePage(finding.rule) },
    message: finding.message,
    ...(finding.related.length > 0
      ? {
          relatedInformation: finding.related.map(({ place, message }) => ({
            location: { uri: place.part.uri, range: range(place) },
            message,
          })),
        }
      : {}),
    ...(finding.tag ? { tags: [tags[finding.tag]] } : {}),
  };
}
