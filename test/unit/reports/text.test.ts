import assert from 'node:assert/strict';
import pc from 'picocolors';
import { setting } from '../../../server/src/model/config.ts';
import { makeReport, onlyErrors } from '../../../server/src/reports/report.ts';
import { textReport } from '../../../server/src/reports/text.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { noSettings } from '../../../server/src/review/settings.ts';
import type { Rule } from '../../../server/src/rules/rule.ts';
import { broker } from '../../../server/src/rules/sound.ts';

const plain = { colors: pc.createColors(false), links: false };

/** A rule that reports one key's value, so that the report's own doing is seen and no rule's. */
const marking = (key: string, extra: Partial<Rule> = {}): Rule => ({
  id: 'marked',
  title: 'A marked key',
  category: 'operations',
  levels: { production: 'warning', dev: 'hint' },
  why: 'For the test.',
  sources: [],
  examples: [],
  check: {
    broker: ({ config }, report) => {
      const value = setting(config, key);
      if (value.state !== 'unset') report(value, `${key} is marked`);
    },
  },
  ...extra,
});

function reportOf(text: string, rules: Rule[], path = 'a/server.properties') {
  const uri = `file:///r/${path}`;
  const review = createReview({
    rules,
    roots: ['file:///r'],
    defaults: { ...noSettings, profile: 'production' },
  });
  review.set(uri, text);
  review.refresh();
  return makeReport({ review, sources: new Map([[uri, { path }]]), base: 'file:///r/', problems: [] });
}

const shown = (text: string, rules: Rule[]) => textReport(reportOf(text, rules), plain).split('\n');

describe('the text report', () => {
  it('shows severity and message, the line with its number, carets below the exact value, rule and page', () => {
    const text = broker('num.partitions=12345');
    const number = text.split('\n').indexOf('num.partitions=12345') + 1;
    const margin = ' '.repeat(String(number).length);
    assert.deepEqual(shown(text, [marking('num.partitions')]).slice(0, 6), [
      'a/server.properties',
      '  warning  num.partitions is marked',
      `           ${number} │ num.partitions=12345`,
      `           ${margin} │                ^^^^^`,
      '           marked · https://github.com/kafka-review/kafka-review/blob/main/docs/rules/marked.md',
      '',
    ]);
  });

  it('keeps tabs, so that the carets stand below the value at any tab width', () => {
    const lines = shown(broker('\tnum.partitions\t=\t77'), [marking('num.partitions')]);
    const at = lines.findIndex((line) => line.includes('77'));
    const before = lines[at]?.slice(0, lines[at]?.indexOf('77')).replace(/[^\t]/g, ' ');
    assert.equal(lines[at + 1]?.replace(/[^\t^]/g, ' '), `${before}^^`);
  });

  it('cuts a long line around the value', () => {
    const long = 'x'.repeat(5000);
    const lines = shown(broker(`num.partitions=${long}`), [marking('num.partitions')]);
    assert.ok(lines.every((line) => line.length < 250));
    assert.ok(lines.some((line) => line.includes('num.partitions=xxx') && line.endsWith('…')));
  });

  it('sums up what was found and looked at', () => {
    const [last] = shown(broker('num.partitions=5'), [marking('num.partitions')]).slice(-3, -2);
    assert.match(String(last), /^1 warning in 1 file · 1 cluster · Kafka \S+ assumed · profile production$/);
  });

  it('with errors only, leaves the rest out of the sum as well', () => {
    const report = onlyErrors(reportOf(broker('num.partitions=5'), [marking('num.partitions')]));
    assert.match(textReport(report, plain), /^Nothing found in 1 file · /);
  });

  it('orders findings by their place, and two at one place by rule', () => {
    const rules = [
      marking('node.id', { id: 'b' }),
      marking('num.partitions', { id: 'c' }),
      marking('node.id', { id: 'a' }),
    ];
    const ids = shown(broker('num.partitions=5'), rules).flatMap(
      (line) => /^ {11}([abc]) · /.exec(line)?.[1] ?? [],
    );
    assert.deepEqual(ids, ['a', 'b', 'c']);
  });
});
