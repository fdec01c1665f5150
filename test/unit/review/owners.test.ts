import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearest } from '../../../server/src/review/owners.ts';

const name = fc.constantFrom('a', 'b', 'ab', 'prod', 'dev');
const uri = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `file:///${names.join('/')}.yaml`);
const uris = fc.array(
  uri.map((one) => ({ uri: one })),
  { minLength: 17, maxLength: 40 },
);

describe('the nearest of many', () => {
  it('are the same whether all are gone through or they were sorted by folders', () =>
    fc.assert(
      fc.property(uris, uri, fc.integer({ min: 1, max: 4 }), (all, home, each) => {
        const isMeant = (one: { uri: string }) => all.indexOf(one) % each === 0;
        const look = (list: { uri: string }[]) => nearest(list, home, (one) => one.uri, isMeant);
        // A list that is looked through again and again is sorted by folders; a new one is not.
        const [, , , sorted] = [1, 2, 3, 4].map(() => look(all));
        assert.deepEqual(new Set(sorted), new Set(look([...all])));
      }),
    ));

  it('takes in what a list has got since', () => {
    const all = Array.from({ length: 20 }, (_, n) => ({ uri: `file:///other/${n}.yaml` }));
    const look = () => nearest(all, 'file:///own/topic.yaml', (one) => one.uri).length;
    for (let n = 0; n < 4; n += 1) assert.equal(look(), 20);
    all.push({ uri: 'file:///own/kafka.yaml' });
    assert.equal(look(), 1);
    for (let n = 0; n < 4; n += 1) assert.equal(look(), 1);
  });
});
