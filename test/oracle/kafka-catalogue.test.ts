// The catalogue that is shipped says of a release what the release's own classes say today.
import assert from 'node:assert/strict';
import { readDemands } from '../../server/src/knowledge/demands.ts';
import { keysOf } from '../../server/src/knowledge/facts.ts';
import { scopes } from '../../server/src/knowledge/table.ts';
import { spell } from '../../tools/knowledge/catalogue.ts';
import { type DumpedKey, dump } from '../../tools/knowledge/dump.ts';

describe('The catalogue', function () {
  this.timeout(300_000);
  for (const version of ['3.9.2', '4.4.0']) {
    it(`holds what Kafka ${version} defines: names, types, defaults, demands, importance, update modes`, async () => {
      const { scopes: defined } = await dump(version);
      for (const scope of scopes) {
        const theirs = defined[scope];
        if (!theirs) continue;
        const ours = [...keysOf(scope, version)];
        assert.deepEqual(ours.map(({ key }) => key).sort(), Object.keys(theirs).sort(), scope);
        for (const facts of ours) {
          const key: DumpedKey | undefined = theirs[facts.key];
          assert.deepEqual(
            [facts.type, facts.required, facts.default, facts.importance, facts.deprecated, facts.internal],
            [
              key?.type,
              key?.required,
              key?.default,
              key?.importance.toLowerCase(),
              key?.deprecated ?? false,
              key?.internal ?? false,
            ],
            `${scope} ${facts.key}`,
          );
          assert.deepEqual(facts.demands, readDemands(spell(key?.validator, key?.type ?? '')), facts.key);
          if (scope === 'broker') assert.equal(facts.update, key?.update ?? 'read-only', facts.key);
        }
      }
    });
  }
});
