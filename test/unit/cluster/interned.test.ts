import assert from 'node:assert/strict';
import { internedIds, internedText } from '../../../server/src/cluster/interned.ts';

const text = (bytes: Buffer): string => internedText(bytes, 0, bytes.length);

describe('equal values kept as one', () => {
  it('are the text that the bytes say, however often and in whatever order', () => {
    const names = Array.from({ length: 50_000 }, (_, i) => `topic-${i * 7919}`);
    for (const name of [...names, ...names]) assert.equal(text(Buffer.from(name)), name);
  });

  it('tell texts beyond ASCII and broken ones from others of the same length', () => {
    for (const bytes of ['é', 'Ã©', 'ab', '日本', 'ab日', '', '\u0000', ' ', '\ufeffa'].map((one) =>
      Buffer.from(one),
    )) {
      for (let again = 0; again < 2; again++) assert.equal(text(bytes), bytes.toString('utf8'));
    }
    for (const broken of [Buffer.from([0xe9]), Buffer.from([0xc3]), Buffer.from([0xff, 0x61])]) {
      for (let again = 0; again < 2; again++) assert.equal(text(broken), broken.toString('utf8'));
    }
  });

  it('reads the given bytes only', () => {
    assert.equal(internedText(Buffer.from('orders.eu'), 7, 9), 'eu');
  });

  it('are the same list for the same ids, and another one for others', () => {
    const first = internedIds([1, 2, 3]);
    assert.equal(internedIds([1, 2, 3]), first);
    assert.deepEqual(internedIds([3, 2, 1]), [3, 2, 1]);
    assert.deepEqual(internedIds([1, 2]), [1, 2]);
    assert.deepEqual(internedIds([]), []);
    assert.deepEqual(first, [1, 2, 3]);
  });

  it('do not change with the list that they were taken from', () => {
    const ids = [7, 8, 9];
    const kept = internedIds(ids);
    ids.reverse();
    assert.deepEqual(kept, [7, 8, 9]);
  });
});
