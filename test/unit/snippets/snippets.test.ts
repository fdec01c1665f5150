import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReview } from '../../../server/src/review/review.ts';
import { noSettings } from '../../../server/src/review/settings.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker } from '../../../server/src/rules/sound.ts';
import { repository } from '../../support/shared.ts';
import { fill, type Snippet } from '../../support/snippets.ts';

const read = (name: string): Record<string, Snippet> =>
  JSON.parse(readFileSync(join(repository, 'snippets', name), 'utf8'));

/** Lines that belong into a broker's file are tried in one. */
const partOfBroker = ['SASL_SSL listener', 'Mutual TLS listener', 'SCRAM between brokers', 'Tiered storage'];

function findings(files: Record<string, string>): string[] {
  const review = createReview({
    rules,
    defaults: { ...noSettings, profile: 'production', kafkaVersion: '4.3.1' },
  });
  for (const [name, text] of Object.entries(files)) review.set(`file:///d/${name}`, text);
  review.refresh();
  assert.ok(review.files().length > 0, 'nothing of Kafka was recognised');
  return Object.keys(files).flatMap((name) =>
    review
      .findings(`file:///d/${name}`)
      .filter(({ severity }) => severity !== 'hint')
      .map(({ rule, message }) => `${name}: ${rule}: ${message}`),
  );
}

describe('snippets filled with their defaults are free of findings', () => {
  for (const [name, snippet] of Object.entries(read('properties.code-snippets'))) {
    it(name, () => {
      const text = fill(snippet);
      assert.deepEqual(
        findings({ 'server.properties': partOfBroker.includes(name) ? broker(text) : text }),
        [],
      );
    });
  }

  it('have prefixes of their own', () => {
    const prefixes = Object.values(read('properties.code-snippets')).map(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
  });
});
