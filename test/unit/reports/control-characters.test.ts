import assert from 'node:assert/strict';
import pc from 'picocolors';
import { githubReport } from '../../../server/src/reports/github.ts';
import { junitReport } from '../../../server/src/reports/junit.ts';
import { makeReport, type Report } from '../../../server/src/reports/report.ts';
import { textReport } from '../../../server/src/reports/text.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker } from '../../../server/src/rules/sound.ts';

const reports: Record<string, (report: Report) => string> = {
  text: (report) => textReport(report, { colors: pc.createColors(false), links: false }),
  github: githubReport,
  junit: junitReport,
};

describe('a key that holds what moves a cursor, ends a command or turns the direction of reading', () => {
  const key = 'x\u0000\u001b[2Jy\u202ez';
  const uri = 'file:///d/server.properties';
  const review = createReview({ rules });
  review.set(uri, broker(`${key}=1`));
  review.refresh();
  const sources = new Map([[uri, { path: 'server.properties' }]]);
  const report = makeReport({ review, sources, base: 'file:///d/', problems: [] });

  for (const [name, write] of Object.entries(reports)) {
    it(`is named harmlessly in the ${name} report`, () => {
      const text = write(report);
      assert.match(text, /x\ufffd\ufffd\[2Jy\ufffdz/);
      for (const harmful of ['\u0000', '\u001b', '\u202e']) assert.ok(!text.includes(harmful));
    });
  }
});
