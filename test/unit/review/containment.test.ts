import assert from 'node:assert/strict';
import { hoverAt } from '../../../server/src/language/hover.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { Rule } from '../../../server/src/rules/rule.ts';
import { broker, cluster, topic } from '../../../server/src/rules/sound.ts';

const rule = (id: string, check: Rule['check']): Rule => ({
  id,
  title: id,
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: '',
  sources: [],
  check,
  examples: [],
});

describe('a rule that throws', () => {
  it('is told of, shown once where it failed, and does not stop the others', () => {
    const errors: string[] = [];
    const review = createReview({
      rules: [
        rule('breaks', {
          topic: () => {
            throw new Error('no');
          },
        }),
        rule('works', { topic: ({ namePlace }, report) => report(namePlace, 'seen') }),
      ],
      onRuleError: (id) => errors.push(id),
    });
    for (const [name, text] of Object.entries({ ...cluster(), 'topic.yaml': topic() }))
      review.set(`file:///d/${name}`, text);
    review.refresh();
    const found = review
      .findings('file:///d/topic.yaml')
      .map(({ rule: id, severity }) => `${id} ${severity}`);
    assert.deepEqual(found.sort(), ['rule-failed hint', 'works warning']);
    assert.deepEqual(errors, ['breaks']);
  });
});

describe('names of files', () => {
  for (const folder of [
    'file:///a b/%22quoted%22/%0A/%F0%9F%98%80',
    'file:///c%3A/Users/x',
    'file:///C:/Users/x',
    'file://server/share',
    'file:///100%/%zz/%E9',
    'untitled:',
  ]) {
    it(`${folder} is as good as another`, () => {
      const review = createReview({
        rules,
        onRuleError: (id, error) => {
          throw new Error(id, { cause: error });
        },
      });
      const names = ['server%.properties', 'topic.yaml'];
      review.set(`${folder}/${names[0]}`, broker('min.insync.replicas=3'));
      review.set(`${folder}/${names[1]}`, `${topic()}---\n${Object.values(cluster()).join('---\n')}`);
      review.refresh();
      assert.deepEqual(
        review.files(),
        names.map((name) => `${folder}/${name}`),
      );
      assert.equal(
        hoverAt(review, new Map(), `${folder}/${names[0]}`, { line: 0, character: 1 })?.range?.start.line,
        0,
      );
    });
  }
});

describe('a text that ends before its value does', () => {
  it('shows the error at its last character', () => {
    const review = createReview({ rules });
    const text = 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata: {name: "';
    review.set('file:///d/kafka.yaml', text);
    review.refresh();
    const finding = review.findings('file:///d/kafka.yaml').find((one) => one.rule === 'syntax');
    assert.ok(finding && finding.place.start < finding.place.end && finding.place.end <= text.length);
  });
});

describe('a file whose lines end in a lone CR', () => {
  it('is read as it stands', () => {
    const review = createReview({ rules });
    review.set('file:///d/topic.yaml', topic().replaceAll('\n', '\r'));
    review.refresh();
    const found = review.findings('file:///d/topic.yaml').map(({ rule: id }) => id);
    assert.deepEqual(
      found.filter((id) => id === 'syntax'),
      [],
    );
  });
});

describe('a value of a million characters', () => {
  it('is not in the message as a whole', () => {
    const review = createReview({ rules });
    review.set('file:///d/server.properties', broker(`${'x'.repeat(1_000_000)}=1`));
    review.refresh();
    const messages = review.findings('file:///d/server.properties').map(({ message }) => message);
    assert.ok(messages.length > 0);
    assert.ok(messages.every(({ length }) => length <= 1_000));
    assert.ok(messages.some((message) => message.includes(' … ') && message.endsWith('.')));
  });
});

describe('hostile files', () => {
  const head = 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\n';
  const tooDeep = /^nested deeper than 200 levels: this document is not reviewed$/;
  const tooMany = /^the aliases of this document expand to more than 200000 nodes/;
  /** Nine anchors, each made of nine aliases of the one before it. */
  const bomb = (first: string, made: (alias: string) => string) =>
    `a: &a ${first}\n${'bcdefghij'
      .split('')
      .map((name, at) => `${name}: &${name} ${made(`*${'abcdefghi'[at]}`)}`)
      .join('\n')}\n`;
  const nine = (alias: string) => `[${Array(9).fill(alias).join(',')}]`;
  /** The text, and what is said of it; nothing where it is sound, however odd it is. */
  const hostile: Record<string, [text: string, message?: RegExp]> = {
    'an alias bomb': [head + bomb('[x,x,x,x,x,x,x,x,x]', nine), tooMany],
    'a bomb of merge keys': [
      `${head}${bomb('{k: 1}', (alias) => `{<<: ${nine(alias)}}`)}spec:\n  <<: *e\n  kafka: {<<: *e}\n`,
      tooMany,
    ],
    '10,000 open lists': [`${head}spec: ${'['.repeat(10_000)}`, tooDeep],
    '10,000 open maps': [`${head}spec: ${'{a: '.repeat(10_000)}`, tooDeep],
    '10,000 lists by their dashes': [`${head}spec:\n  ${'- '.repeat(10_000)}x\n`, tooDeep],
    '10,000 keys of keys': [`${head}spec:\n  ${'? '.repeat(10_000)}x\n`, tooDeep],
    '4,000 maps by their indentation': [
      `${head}${Array.from({ length: 4_000 }, (_, at) => `${' '.repeat(at)}k:`).join('\n')}`,
      tooDeep,
    ],
    'JSON of 10,000 levels': [
      `{"apiVersion":"kafka.strimzi.io/v1","kind":"Kafka","spec":${'[{"a":'.repeat(5_000)}`,
      tooDeep,
    ],
    'an anchor inside itself': [
      `${head}spec: &a\n  kafka: *a\n`,
      /^YAML: \*a stands within what it repeats$/,
    ],
    'a merge key cycle': [`${head}spec: &a\n  <<: *a\n  kafka: {}\n`, /^YAML: \*a stands within/],
    'two maps that merge each other': [
      `${head}a: &a {<<: *b}\nb: &b {<<: *a}\n`,
      /^YAML: \*b repeats nothing: there is no &b before it$/,
    ],
    'NUL bytes': [`${head}spec: \0\n`, /^YAML: the control character U\+0000 is not allowed$/],
    'lone surrogates': [`${head}metadata: {name: "\ud800"}\n`],
    tabs: [`${head}spec:\n\tkafka: {}\n`, /^YAML: a tab cannot indent/],
    'an unterminated quote': [`${head}metadata:\n  name: "prod\n`, /^YAML: a quote is opened and not closed/],
    'nothing but a begin': [`${head}kind: "`, /^YAML: a quote is opened and not closed/],
    'a scalar where a map belongs': [`${head}spec: 3\nmetadata: []\n`],
    'a kind that every object has': ['apiVersion: kafka.strimzi.io/v1\nkind: constructor\n'],
    'a byte order mark': [`\ufeff${head}spec: {}\n`],
    'lone CRs': [`${head}spec:\n  kafka: {}\n`.replaceAll('\n', '\r')],
    'ten thousand keys on one line': [`${head}spec: ${'a: '.repeat(10_000)}`, tooDeep],
    'two thousand keys on one line': [`${head}spec: ${'type: '.repeat(2_000)}`, tooDeep],
    'a key of 2,000 characters': [`${head}${'k'.repeat(2_000)}: 1\n`, /^YAML: .*1024/],
    'duplicate anchors': [`${head}spec: {a: &a 1, b: &a {x: 2}, c: *a, d: *a}\n`],
    'a huge scalar': [`${head}metadata:\n  name: ${'x'.repeat(5_000_000)}\n`],
  };
  for (const [name, [text, message]] of Object.entries(hostile)) {
    it(`${name}: it is said${message ? '' : ' that nothing is wrong'}, and the file beside it is still reviewed`, () => {
      const review = createReview({
        rules: [...rules, rule('works', { topic: ({ namePlace }, report) => report(namePlace, 'seen') })],
        onRuleError: (id, error) => {
          throw new Error(id, { cause: error });
        },
      });
      review.set('file:///d/hostile.yaml', text);
      review.set('file:///d/topic.yaml', topic());
      review.refresh();
      assert.ok(review.findings('file:///d/topic.yaml').some((finding) => finding.rule === 'works'));
      const said = review.findings('file:///d/hostile.yaml').filter((finding) => finding.rule === 'syntax');
      if (!message) assert.deepEqual(said, []);
      else assert.match(said[0]?.message ?? 'nothing', message);
    });
  }
});
