import type { Severity } from '../model/finding.ts';
import { type FileReport, fromOne, type Located, type Report } from './report.ts';
import { printableLines } from './words.ts';

const COMMANDS: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands of GitHub Actions: each finding is shown on its line in the pull request. */
export function githubReport({ files }: Report): string {
  return files
    .flatMap((file) =>
      file.findings
        .filter(({ finding }) => finding.suppressed === undefined)
        .map((located) => `${commandOf(file, located)}\n`),
    )
    .join('');
}

function commandOf(file: FileReport, { finding, source, ...located }: Located): string {
  const { path, range } = source ?? { path: file.path, range: located.range };
  const { line, column, endLine, endColumn } = fromOne(range);
  const fields: Record<string, string | number> = {
    file: path,
    line,
    endLine,
    // Columns are understood on one line only.
    ...(line === endLine ? { col: column, endColumn } : {}),
    title: finding.rule,
  };
  const list = Object.entries(fields).map(([name, value]) => `${name}=${escapeField(String(value))}`);
  return `::${COMMANDS[finding.severity]} ${list.join(',')}::${escapeText(finding.message)}`;
}

const escapeText = (text: string): string =>
  printableLines(text).replaceAll('%', '%25').replaceAll('\n', '%0A');

const escapeField = (text: string): string => escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
