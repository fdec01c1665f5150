import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { parseSettings } from '../../../server/src/review/settings.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { repository } from '../../support/shared.ts';

const ids = new Set(rules.map(({ id }) => id));
const schema = JSON.parse(readFileSync(join(repository, 'schemas/kafka-review.schema.json'), 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

const understood = (text: string): boolean =>
  parseSettings('file:///r/.kafka-review.yaml', text, ids).problems.length === 0;

const sound = [
  '',
  'profile: dev',
  'kafkaVersion: 4.3.1',
  'kafkaVersion: 4.3',
  'strimziVersion: "1.2"',
  'rules:\n  min-isr-equals-rf: off',
  'rules: {}',
  'overrides: []',
  'overrides:\n  - files: a/**\n    profile: staging\n    rules:\n      rack-missing: hint',
  'overrides:\n  - files: [a, b/**/c]\n    rules: {}',
  'ignore: vendor/**',
  'ignore: [vendor/**, "*.bak"]',
];

const unsound = [
  'profile: prod',
  'profil: dev',
  'kafkaVersion: newest',
  'strimziVersion: 1.2.3.4',
  'rules:\n  no-such-rule: error',
  'rules:\n  min-isr-equals-rf: fatal',
  'overrides:\n  - file: a',
  'overrides:\n  - files: a\n    profile: none',
  `ignore: ${'x'.repeat(201)}`,
];

describe('the schema of .kafka-review.yaml', () => {
  for (const text of sound)
    it(`accepts, as the review does: ${JSON.stringify(text)}`, () => {
      assert.equal(understood(text), true);
      assert.equal(validate(parse(text) ?? {}), true, JSON.stringify(validate.errors));
    });

  for (const text of unsound)
    it(`refuses, as the review does: ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.equal(understood(text), false);
      assert.equal(validate(parse(text)), false);
    });

  it('knows the keys that the review knows', () => {
    const [problem] = parseSettings('file:///r/.kafka-review.yaml', 'other: 1', ids).problems;
    const keys = problem?.message.replace(/^.*there are /, '').split(', ');
    assert.deepEqual(Object.keys(schema.properties), keys);
  });

  it('offers every rule with what it finds', () => {
    for (const { id, title } of rules)
      assert.equal(schema.definitions.rules.properties[id]?.description, title, id);
  });
});
