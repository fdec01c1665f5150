import { rulePage } from '../rules/page.ts';
import type { FileReport, Located, Report } from './report.ts';
import { printableLines } from './words.ts';

/** JUnit's XML: a suite for every file with findings, a failed test for every finding. */
export function junitReport({ files, summary }: Report): string {
  const suites = files
    .map((file) => ({
      ...file,
      findings: file.findings.filter(({ finding }) => finding.suppressed === undefined),
    }))
    .filter(({ findings }) => findings.length > 0);
  const total = suites.reduce((sum, { findings }) => sum + findings.length, 0);
  const lines =
    total > 0
      ? suites.flatMap(suiteOf)
      : [
          '  <testsuite name="Kafka Review" tests="1" failures="0" errors="0">',
          `    <testcase classname="Kafka Review" name="nothing found in ${summary.files} files"/>`,
          '  </testsuite>',
        ];
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Kafka Review" tests="${Math.max(total, 1)}" failures="${total}" errors="0">`,
    ...lines,
    '</testsuites>',
  ].join('\n')}\n`;
}

function suiteOf(file: FileReport): string[] {
  const { path, findings } = file;
  return [
    `  <testsuite name=${quoted(path)} tests="${findings.length}" failures="${findings.length}" errors="0">`,
    ...findings.map((located) => caseOf(file, located)),
    '  </testsuite>',
  ];
}

function caseOf(file: FileReport, { finding, source, ...located }: Located): string {
  const { path, range } = source ?? { path: file.path, range: located.range };
  const { line, character } = range.start;
  const where = `${path}:${line + 1}:${character + 1}`;
  const body = escapeXml(`${where}\n${finding.message}\n${rulePage(finding.rule)}`);
  return [
    `    <testcase classname=${quoted(path)} name=${quoted(`${finding.rule} (line ${line + 1})`)} file=${quoted(path)} line="${line + 1}">`,
    `      <failure type=${quoted(finding.severity)} message=${quoted(finding.message)}>${body}</failure>`,
    '    </testcase>',
  ].join('\n');
}

const quoted = (text: string): string => `"${escapeXml(text).replaceAll('\n', '&#10;')}"`;

/** Text for XML 1.0, without the characters that it does not allow. */
function escapeXml(text: string): string {
  return printableLines(text)
    .replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
