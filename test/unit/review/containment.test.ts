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
  const hostile: Record<string, string> = {
    'an alias bomb': `apiVersion: kafka.strimzi.io/v1\nkind: Kafka\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(',')}]`)
      .join('\n')}\n`,
    'deep flow nesting': `apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: ${'['.repeat(10_000)}`,
    'deep block nesting': `apiVersion: kafka.strimzi.io/v1\nkind: Kafka\n${Array.from({ length: 3000 }, (_, at) => `${' '.repeat(at)}k:`).join('\n')}`,
    'an anchor inside itself': 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: &a\n  kafka: *a\n',
    'a merge key cycle': 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: &a\n  <<: *a\n  kafka: {}\n',
    'NUL bytes': 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\0\nspec: \0\n',
    'lone surrogates': 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata: {name: "\ud800"}\n',
    tabs: 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec:\n\tkafka: {}\n',
    'an unterminated quote': 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata:\n  name: "prod\n',
    'a scalar where a map belongs': 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: 3\nmetadata: []\n',
    'lone CRs': 'apiVersion: kafka.strimzi.io/v1\rkind: Kafka\rspec:\r  kafka: {}\r',
    'a thousand keys on one line': `apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: ${'a: '.repeat(10_000)}`,
    'duplicate anchors':
      'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: {a: &a 1, b: &a {x: *a}, c: *a, <<: *a}\n',
    'nothing but a begin': 'apiVersion: kafka.strimzi.io/v1\nkind: "',
    'a huge scalar': `apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata:\n  name: ${'x'.repeat(1_000_000)}\n`,
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`${name}: the file beside it is still reviewed`, () => {
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
    });
  }
});
