import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoriesOf, reviewFolder } from '../support/corpus.ts';
import { repository } from '../support/shared.ts';
import { type Counts, countsOf, kinds } from './counts.ts';

const pinned: Counts = JSON.parse(readFileSync(join(repository, 'test/corpus/counts.json'), 'utf8'));

describe('real public files', () => {
  const names = kinds.flatMap(repositoriesOf);

  it('are the repositories that are pinned', () =>
    assert.deepEqual(Object.keys(pinned).sort(), names.sort()));

  for (const name of names) {
    it(`${name}: the findings are the pinned ones; after a wanted change run npm run corpus:pin`, () => {
      assert.deepEqual(countsOf(reviewFolder(name).findings), pinned[name]);
    });
  }
});

/** Real mistakes in official examples: the text has no effect, or not the one that is meant. */
const mistakes = [
  // `operations` stands one level too deep, so the ACL has none of its own.
  'release-0.32.x/examples/security/scram-sha-512-auth/bridge.yaml:23 strimzi-unknown-field',
];

describe('official examples', () => {
  for (const name of ['strimzi/strimzi__strimzi-kafka-operator', 'server-properties/apache__kafka']) {
    it(`${name}: an error is only what Kafka or the operator refuses, or a mistake that is known`, () => {
      const errors = reviewFolder(name).findings.filter(
        ({ path, line, finding }) =>
          finding.severity === 'error' &&
          !finding.refused &&
          !mistakes.includes(`${path}:${line} ${finding.rule}`),
      );
      assert.deepEqual(
        errors.map(({ path, line, finding }) => `${path}:${line} ${finding.rule}: ${finding.message}`),
        [],
      );
    });
  }
});
