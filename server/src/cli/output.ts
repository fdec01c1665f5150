import pc from 'picocolors';
import type { Report } from '../reports/report.ts';
import { textReport } from '../reports/text.ts';
import type { ReportFormat } from './options.ts';

/** A report as it is written to `out`. The formats that are not asked for are not loaded. */
export async function rendered(
  report: Report,
  format: ReportFormat,
  out: NodeJS.WriteStream,
): Promise<string> {
  switch (format) {
    case 'text':
      return textReport(report, terminalOptions(out));
    case 'json':
      return (await import('../reports/json.ts')).jsonReport(report);
    case 'sarif':
      return (await import('../reports/sarif.ts')).sarifReport(report);
    case 'github':
      return (await import('../reports/github.ts')).githubReport(report);
    case 'junit':
      return (await import('../reports/junit.ts')).junitReport(report);
  }
}

/** picocolors honours NO_COLOR and FORCE_COLOR, but looks at CI as well: colors are for terminals. */
export function terminalOptions(out: NodeJS.WriteStream = process.stdout) {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0';
  const off = (NO_COLOR !== undefined && NO_COLOR !== '') || FORCE_COLOR === '0';
  const terminal = out.isTTY === true && TERM !== 'dumb';
  const on = !off && (forced || terminal);
  return { colors: pc.createColors(on), links: on && terminal };
}
