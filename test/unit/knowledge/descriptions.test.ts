import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describedKeys, descriptionOf } from '../../../server/src/knowledge/descriptions.ts';
import { resolveKey } from '../../../server/src/knowledge/keys.ts';
import { scopes, tableOf } from '../../../server/src/knowledge/table.ts';
import { sharedFolder } from '../../support/shared.ts';

/** Every key that Kafka ever knew, with how many files of the corpus write it. */
function counted(): [string, number][] {
  const known = new Set(scopes.flatMap((scope) => [...tableOf(scope).keys()]));
  const counts = new Map<string, number>();
  const corpus = join(sharedFolder(), 'corpus');
  for (const name of readdirSync(corpus, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(properties|ya?ml|tf|json)$/.test(name)) continue;
    const words = new Set(readFileSync(join(corpus, name), 'utf8').match(/[a-z0-9]+(?:[.-][a-z0-9]+)+/g));
    for (const word of words) if (known.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

describe('Descriptions of keys', () => {
  it('exist for the 150 keys that people set most', () => {
    const most = counted().slice(0, 150);
    const missing = most.filter(
      ([key]) => !scopes.some((scope) => tableOf(scope).has(key) && descriptionOf(scope, key)),
    );
    assert.deepEqual(
      missing.map(([key]) => key),
      [],
    );
  });

  it('are one short line each, about a key that Kafka has', () => {
    for (const described of describedKeys()) {
      const [key = '', scope] = described.split('/').reverse();
      const where = scopes.filter((each) => (scope === undefined || each === scope) && resolveKey(each, key));
      assert.ok(where[0], `no key ${described}`);
      const text = descriptionOf(where[0], key) ?? '';
      assert.match(text, /^[A-Z][^\n]{10,110}\.$/, described);
    }
  });

  it('tell apart what has one name in two scopes', () => {
    assert.notEqual(descriptionOf('broker', 'listeners'), descriptionOf('connect-distributed', 'listeners'));
    assert.equal(descriptionOf('broker', 'no.such.key'), undefined);
  });
});
