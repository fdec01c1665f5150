import assert from 'node:assert/strict';
import type { Finding } from '../../../server/src/model/finding.ts';
import { absolute } from '../../../server/src/model/place.ts';
import { applyFixes } from '../../../server/src/review/apply.ts';
import type { Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { reviewExample, unmark, uriOf } from '../../support/example.ts';

const show = (name: string, text: string, [start, end]: [number, number]) =>
  `${name}:${text.slice(0, start).split('\n').length} «${text.slice(start, end)}»`;

function shown(
  files: Record<string, string>,
  review: Review,
  accept: (finding: Finding) => boolean,
): string[] {
  return Object.entries(files).flatMap(([name, text]) =>
    review
      .findings(uriOf(name))
      .filter(accept)
      .map((finding) => {
        const { start, end } = absolute(finding.place);
        return show(name, text, [start, end]);
      }),
  );
}

const all = (files: Record<string, string>, review: Review) =>
  Object.keys(files).flatMap((name) =>
    review
      .findings(uriOf(name))
      .filter((finding) => finding.suppressed === undefined)
      .map((finding) => `${name}: ${finding.rule}: ${finding.message}`),
  );

describe('rule examples', () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      it('has an example', () => assert.notEqual(rule.examples.length, 0));
      rule.examples.forEach((example, index) => {
        const marked = Object.fromEntries(
          Object.entries(example.bad).map(([name, text]) => [name, unmark(text)]),
        );
        const bad = Object.fromEntries(Object.entries(marked).map(([name, { text }]) => [name, text]));

        it(`${index + 1}: the bad one is reported on the marked ranges`, () => {
          const wanted = Object.entries(marked).flatMap(([name, { text, ranges }]) =>
            ranges.map((range) => show(name, text, range)),
          );
          assert.notEqual(wanted.length, 0, 'nothing is marked');
          assert.deepEqual(
            shown(bad, reviewExample(bad, example), (finding) => finding.rule === rule.id),
            wanted,
          );
        });

        it(`${index + 1}: the good one yields nothing from any rule`, () => {
          assert.deepEqual(all(example.good, reviewExample(example.good, example)), []);
        });

        if (example.fixed !== false) {
          it(`${index + 1}: the preferred fix turns the bad one into the good one`, () => {
            const before = reviewExample(bad, example);
            const findings = Object.keys(bad).flatMap((name) =>
              before.findings(uriOf(name)).filter((finding) => finding.rule === rule.id),
            );
            assert.deepEqual(
              findings.filter((finding) => finding.fixes.length === 0).map((finding) => finding.message),
              [],
              'a finding has no fix; say fixed: false when there can be none',
            );
            const changes = findings.flatMap((finding) => finding.fixes[0]?.changes ?? []);
            const after = Object.fromEntries(
              Object.entries(bad).map(([name, text]) => [
                name,
                applyFixes(before, uriOf(name), changes) ?? text,
              ]),
            );
            assert.deepEqual(after, example.fixed ?? example.good);
            assert.deepEqual(
              all(after, reviewExample(after, example)).filter((line) => line.includes(` ${rule.id}: `)),
              [],
            );
          });
        }
      });
    });
  }
});
