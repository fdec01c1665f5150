// Would Kafka start? Kafka's own classes and ours must say the same, about every generated configuration.
import assert from 'node:assert/strict';
import { withoutWorkers } from '../../tools/knowledge/releases.ts';
import { cases, difference, type Judged, scopes, versions } from './judged.ts';
import { type Answer, ask } from './oracle.ts';

describe('Refusal at start-up', function () {
  this.timeout(600_000);
  for (const version of versions) {
    describe(`Kafka ${version}`, () => {
      const kinds = (Object.keys(scopes) as Judged[]).filter(
        (kind) => !(withoutWorkers.includes(version) && kind.startsWith('connect')),
      );
      const asked = kinds.flatMap((kind) => cases(kind, version));
      let answers: Answer[] = [];
      before(async () => {
        answers = await ask(
          version,
          asked.map(({ kind, text }) => ({ kind, text })),
        );
      });
      for (const kind of kinds) {
        it(`${kind}: ${scopes[kind]} configurations are taken by both or refused by both, for the key that Kafka names`, () => {
          const differences: string[] = [];
          let refused = 0;
          asked.forEach((each, at) => {
            const theirs = answers[at];
            if (each.kind !== kind || !theirs) return;
            if (!theirs.ok) refused++;
            const found = difference(each, theirs);
            if (found !== undefined) differences.push(found);
          });
          assert.ok(refused > scopes[kind] / 20, `only ${refused} were refused: the mutations are too tame`);
          assert.equal(
            differences.length,
            0,
            `${differences.length} of ${scopes[kind]} differ\n${differences.slice(0, Number(process.env.SHOW ?? 10)).join('\n')}`,
          );
        });
      }
    });
  }
});
