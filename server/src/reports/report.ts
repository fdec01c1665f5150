import { compareVersions, newestVersion } from '../knowledge/versions.ts';
import type { Finding, Profile, Severity } from '../model/finding.ts';
import type { Change } from '../model/fix.ts';
import { lineStarts, type Position, positionAt } from '../model/lines.ts';
import { absolute, type Place } from '../model/place.ts';
import type { TextEdit } from '../readers/reading.ts';
import { editsFor } from '../review/apply.ts';
import type { Review } from '../review/review.ts';

/** What every output format is made from: plain data, in a stable order. */
export interface Report {
  files: FileReport[];
  summary: Summary;
  /** What kept files from being reviewed. */
  problems: { path: string; message: string; fatal: boolean }[];
  /** The folder that paths are relative to, as a URI with a slash at the end. */
  base: string;
  exitCode: number;
}

export interface FileReport {
  uri: string;
  /** As it is shown: relative, with slashes. */
  path: string;
  /** The text of a line, from 0, without its end. */
  line(number: number): string;
  findings: Located[];
}

/** A finding with its range as lines and characters. */
export interface Located {
  finding: Finding;
  range: Range;
  related: RelatedPlace[];
  /** Where it stands in the repository, when the text under review was made from files of it and is none itself. */
  source?: RelatedPlace;
  /** Edits are spelled when they are asked for: most reports do not show them. */
  fixes: { title: string; safe: boolean; edits(): FileEdits[] }[];
}

export interface RelatedPlace {
  path: string;
  uri: string;
  range: Range;
  message: string;
}

/** From 0, in UTF-16 code units; the end is exclusive. */
export interface Range {
  start: Position;
  end: Position;
}

/** The range in lines and columns from 1; the end column is the one behind the last character. */
export const fromOne = ({ start, end }: Range) => ({
  line: start.line + 1,
  column: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

export interface FileEdits {
  path: string;
  uri: string;
  edits: { range: Range; text: string }[];
}

export interface Summary {
  /** Findings that count; suppressed ones are not among them. */
  counts: Record<Severity, number>;
  suppressed: number;
  refused: number;
  /** Findings that --fix would do away with. */
  fixable: number;
  /** Files with something of Kafka's in them. */
  files: number;
  clusters: number;
  /** Kafka's versions as the files say them, oldest first. */
  versions: string[];
  /** What is assumed where no version is given. */
  assumedVersion: string;
  /** How many files are judged by each profile. */
  profiles: Partial<Record<Profile, number>>;
}

export interface ReportOptions {
  review: Review;
  /** The files under review, by URI. */
  sources: ReadonlyMap<string, { path: string; file?: string | undefined }>;
  base: string;
  problems: Report['problems'];
  /** Findings beside the review's own, by URI: suppressions that silence nothing. */
  extra?: ReadonlyMap<string, Finding[]>;
  /** The place in another file that a finding's text was made from. */
  madeFrom?: (finding: Finding) => RelatedPlace | undefined;
}

/** Gathers what a review has found; files in the order of their paths. */
export function makeReport({ review, sources, base, problems, extra, madeFrom }: ReportOptions): Report {
  const locate = locator(review);
  const pathOf = (uri: string): string => sources.get(uri)?.path ?? uri;
  const relatedOf = (finding: Finding): RelatedPlace[] =>
    finding.related.map(({ place, message }) => ({
      path: pathOf(place.part.uri),
      uri: place.part.uri,
      range: locate.place(place),
      message,
    }));
  const fixesOf = (finding: Finding): Located['fixes'] =>
    finding.fixes.map(({ title, safe, changes }) => ({
      title,
      safe,
      edits: () =>
        editsOf(review, changes).map(({ uri, edits }) => ({
          uri,
          path: pathOf(uri),
          edits: edits.map(({ start, end, text }) => ({ range: locate.range(uri, start, end), text })),
        })),
    }));
  const found = [...sources].flatMap(([uri, { path, file }]) => {
    const findings = [...review.findings(uri), ...(extra?.get(uri) ?? [])];
    return findings.length === 0 ? [] : [{ uri, path, file, findings }];
  });
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  const reports = found.map(
    ({ uri, path, file, findings }): FileReport => ({
      uri,
      path,
      line: (number) => locate.line(uri, number),
      findings: findings.map((finding) => {
        const source = madeFrom?.(finding);
        return {
          finding,
          range: locate.place(finding.place),
          related: [...relatedOf(finding), ...(source ? [source] : [])],
          ...(source && file === undefined ? { source } : {}),
          fixes: fixesOf(finding),
        };
      }),
    }),
  );
  return { files: reports, summary: summarise(review, reports), problems, base, exitCode: 0 };
}

/** The same report with nothing in it but errors. */
export function onlyErrors(report: Report): Report {
  const files = report.files.map((file) => ({
    ...file,
    findings: file.findings.filter(({ finding }) => finding.severity === 'error'),
  }));
  const summary = { ...report.summary, ...countsOf(files) };
  return { ...report, files: files.filter(({ findings }) => findings.length > 0), summary };
}

/** The edits that changes mean, by file. */
export function editsOf(review: Review, changes: Change[]): { uri: string; edits: TextEdit[] }[] {
  const byUri = new Map<string, Change[]>();
  for (const change of changes) {
    const { uri } = (change.kind === 'replace' ? change.place : change.slot).part;
    const same = byUri.get(uri);
    if (same) same.push(change);
    else byUri.set(uri, [change]);
  }
  return [...byUri].map(([uri, own]) => ({ uri, edits: editsFor(review, uri, own) }));
}

/** The fix that --fix applies: the preferred one, where it is safe and nobody silenced the finding. */
export const safeFix = (finding: Finding) =>
  finding.suppressed === undefined && finding.fixes[0]?.safe ? finding.fixes[0] : undefined;

function locator(review: Review) {
  const lines = new Map<string, number[]>();
  const startsOf = (uri: string): number[] => {
    const known = lines.get(uri);
    if (known) return known;
    const starts = lineStarts(review.text(uri) ?? '');
    lines.set(uri, starts);
    return starts;
  };
  const range = (uri: string, start: number, end: number): Range => {
    const starts = startsOf(uri);
    return { start: positionAt(starts, start), end: positionAt(starts, end) };
  };
  return {
    range,
    place: (place: Place): Range => {
      const { uri, start, end } = absolute(place);
      return range(uri, start, end);
    },
    line: (uri: string, number: number): string => {
      const starts = startsOf(uri);
      const text = review.text(uri) ?? '';
      const start = starts[number] ?? text.length;
      let end = starts[number + 1] ?? text.length;
      while (end > start && /[\r\n]/.test(text.charAt(end - 1))) end -= 1;
      return text.slice(start, end);
    },
  };
}

function summarise(review: Review, files: FileReport[]): Summary {
  const clusters = review.clusters();
  const versions = new Set(clusters.flatMap(({ cluster }) => cluster.version?.value ?? []));
  const profiles: Summary['profiles'] = {};
  const reviewed = review.files();
  for (const uri of reviewed) {
    const { profile } = review.profile(uri);
    profiles[profile] = (profiles[profile] ?? 0) + 1;
  }
  return {
    ...countsOf(files),
    files: reviewed.length,
    clusters: clusters.length,
    versions: [...versions].sort(compareVersions),
    assumedVersion: newestVersion,
    profiles,
  };
}

function countsOf(files: FileReport[]): Pick<Summary, 'counts' | 'suppressed' | 'refused' | 'fixable'> {
  const all = files.flatMap(({ findings }) => findings.map(({ finding }) => finding));
  const live = all.filter(({ suppressed }) => suppressed === undefined);
  const count = (severity: Severity) => live.filter((finding) => finding.severity === severity).length;
  return {
    counts: {
      error: count('error'),
      warning: count('warning'),
      information: count('information'),
      hint: count('hint'),
    },
    suppressed: all.length - live.length,
    refused: live.filter(({ refused }) => refused).length,
    fixable: live.filter((finding) => safeFix(finding) !== undefined).length,
  };
}
