import assert from 'node:assert/strict';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { Rule } from '../../../server/src/rules/rule.ts';
import { cluster, topic } from '../../../server/src/rules/sound.ts';

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
