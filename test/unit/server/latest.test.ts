import { strict as assert } from 'node:assert';
import { latestOnly } from '../../../server/src/server/latest.ts';

describe('reads of one name that overlap', () => {
  let ends: ((text: string) => void)[] = [];
  let taken: string[] = [];
  const load = latestOnly(
    () => new Promise<string>((done) => ends.push(done)),
    (name, text) => taken.push(`${name}: ${text}`),
  );
  const end = (index: number, text: string): void => ends[index]?.(text);

  beforeEach(() => {
    ends = [];
    taken = [];
  });

  it('give what the latest of them saw, though an earlier one ends last', async () => {
    const both = [load('a'), load('a')];
    end(1, 'new');
    await both[1];
    end(0, 'old');
    await both[0];
    assert.deepEqual(taken, ['a: new']);
  });

  it('give what the latest of them saw, though it ends last', async () => {
    const both = [load('a'), load('a')];
    end(0, 'old');
    await both[0];
    assert.deepEqual(taken, []);
    end(1, 'new');
    await both[1];
    assert.deepEqual(taken, ['a: new']);
  });

  it('leave each other alone when they follow each other or have other names', async () => {
    const first = [load('a'), load('b')];
    end(0, 'one');
    end(1, 'two');
    await Promise.all(first);
    const again = load('a');
    end(2, 'three');
    await again;
    assert.deepEqual(taken, ['a: one', 'b: two', 'a: three']);
  });
});
