import pc from 'picocolors';
import { githubReport } from '../reports/github.ts';
import { jsonReport } from '../reports/json.ts';
import { junitReport } from '../reports/junit.ts';
import type { Report } from '../reports/report.ts';
import { sarifReport } from '../reports/sarif.ts';
import { textReport } from '../reports/text.ts';
import type { ReportFormat } from './options.ts';

/** A report as it is written to `out`. */
export function rendered(report: Report, format: ReportFormat, out: NodeJS.WriteStream): string {
  switch (format) {
    case 'text':
      return textReport(report, terminalOptions(out));
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'github':
      return githubReport(report);
    case 'junit':
      return junitReport(report);
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
