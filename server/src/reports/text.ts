import type { Colors } from 'picocolors/types.js';
import type { Severity } from '../model/finding.ts';
import { rulePage } from '../rules/page.ts';
import type { FileReport, Located, Report, Summary } from './report.ts';
import { count, printable } from './words.ts';

export interface TextOptions {
  colors: Colors;
  /** Rule ids are links: the terminal shows them as such. Else the address is written out. */
  links: boolean;
}

/** Longer lines are shown in part, around the place that matters. */
const MAX_LINE = 160;

const NAMES: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'hint',
};
const WIDTH = 9;
const MARGIN = ' '.repeat(WIDTH + 2);

/** The report that people read: by file, each finding with the line it is about, and a summary. */
export function textReport(report: Report, options: TextOptions): string {
  const { colors } = options;
  const blocks = report.files
    .map((file) => ({
      file,
      findings: file.findings.filter(({ finding }) => finding.suppressed === undefined),
    }))
    .filter(({ findings }) => findings.length > 0)
    .map(({ file, findings }) =>
      [
        colors.underline(printable(file.path)),
        findings.map((located) => findingBlock(file, located, options)).join('\n\n'),
      ].join('\n'),
    );
  return `${[...blocks, summaryBlock(report.summary, options)].join('\n\n')}\n`;
}

function findingBlock(file: FileReport, located: Located, options: TextOptions): string {
  const { colors } = options;
  const { finding } = located;
  const paint = painter(finding.severity, colors);
  const label = paint(NAMES[finding.severity].padEnd(WIDTH - 1));
  return [
    `  ${label} ${printable(finding.message)}`,
    ...frame(file, located, options),
    MARGIN + footer(file, located, options),
  ].join('\n');
}

/** The line of the finding with its number, and carets below the exact place with the preferred fix's title. */
function frame(file: FileReport, { range, fixes }: Located, { colors }: TextOptions): string[] {
  const number = String(range.start.line + 1);
  const whole = file.line(range.start.line);
  const from = range.start.character;
  const to = range.end.line === range.start.line ? range.end.character : whole.length;
  const { before, marked, after } = clip(whole, from, Math.max(to, from));
  const title = fixes[0] ? ` ${printable(fixes[0].title)}` : '';
  const bar = colors.dim('│');
  return [
    `${MARGIN}${colors.dim(number)} ${bar} ${before}${colors.bold(marked)}${after}`.trimEnd(),
    `${MARGIN}${' '.repeat(number.length)} ${bar} ${blank(before)}${colors.cyan('^'.repeat(Math.max(1, marked.length)) + title)}`,
  ];
}

/** A line in three pieces, cut to a readable length with the place in view. */
function clip(line: string, from: number, to: number): { before: string; marked: string; after: string } {
  const pieces = (before: string, marked: string, after: string) => ({
    before: printable(before),
    marked: printable(marked),
    after: printable(after),
  });
  if (line.length <= MAX_LINE) return pieces(line.slice(0, from), line.slice(from, to), line.slice(to));
  const start = Math.max(0, from - MAX_LINE / 2);
  const end = Math.min(line.length, start + MAX_LINE);
  return pieces(
    (start > 0 ? '…' : '') + line.slice(start, from),
    line.slice(from, Math.min(to, end)),
    line.slice(Math.min(to, end), end) + (end < line.length ? '…' : ''),
  );
}

/** As wide as the text, tabs kept, so that what follows stands below the right character. */
const blank = (text: string): string => text.replace(/[^\t]/g, ' ');

function footer(file: FileReport, { finding, related }: Located, { colors, links }: TextOptions): string {
  const page = rulePage(finding.rule);
  const places = related.map(({ path, range, message }) => {
    const line = range.start.line + 1;
    const where = path === file.path ? `line ${line}` : `${path}:${line}`;
    return printable(`${message} (${where})`);
  });
  const id = links ? hyperlink(finding.rule, page) : finding.rule;
  const refused = finding.refused ? ['refused'] : [];
  return [id, ...refused, ...places, ...(links ? [] : [page])]
    .map((text) => colors.dim(text))
    .join(colors.dim(' · '));
}

/** A link as terminals know it (OSC 8). */
const hyperlink = (text: string, url: string): string => `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007`;

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return (text) => colors.red(colors.bold(text));
  return severity === 'warning' ? colors.yellow : colors.blue;
}

function summaryBlock(summary: Summary, { colors }: TextOptions): string {
  const { error, warning, information, hint } = summary.counts;
  const parts = [
    error > 0 ? colors.red(count(error, 'error')) + refusedOf(summary) : '',
    warning > 0 ? colors.yellow(count(warning, 'warning')) : '',
    information > 0 ? `${information} information` : '',
    hint > 0 ? count(hint, 'hint') : '',
  ].filter((part) => part !== '');
  if (summary.files === 0) return 'Nothing of Kafka found to review.';
  const found = parts.length > 0 ? colors.bold(parts.join(', ')) : colors.green('Nothing found');
  const lines = [`${found} in ${context(summary)}`];
  const more = [
    summary.suppressed > 0 ? `${summary.suppressed} suppressed` : '',
    summary.fixable > 0 ? `${summary.fixable} can be fixed with --fix` : '',
    parts.length > 0 ? 'kafka-review explain RULE tells why' : '',
  ].filter((part) => part !== '');
  if (more.length > 0) lines.push(colors.dim(more.join(' · ')));
  return lines.join('\n');
}

/** How many of the errors stop Kafka or the operator. */
const refusedOf = ({ refused }: Summary): string => (refused > 0 ? ` (${refused} refused)` : '');

/** What was looked at, so that silence can be trusted. */
function context({ files, clusters, versions, assumedVersion, profiles }: Summary): string {
  const version =
    versions.length === 0
      ? `Kafka ${assumedVersion} assumed`
      : versions.length <= 3
        ? `Kafka ${versions.join(', ')}`
        : `${versions.length} versions of Kafka`;
  const named = Object.entries(profiles).sort(([, a], [, b]) => b - a);
  const profile =
    named.length === 1
      ? `profile ${named[0]?.[0]}`
      : `profiles ${named.map(([name, files]) => `${name} (${count(files, 'file')})`).join(', ')}`;
  return [count(files, 'file'), count(clusters, 'cluster'), version, profile].join(' · ');
}
