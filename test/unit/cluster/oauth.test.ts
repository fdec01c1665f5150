import assert from 'node:assert/strict';
import { type FetchedToken, keptToken } from '../../../server/src/cluster/oauth.ts';

const broker = { host: 'b', port: 9092 };

describe('a kept token', () => {
  /** Tokens 1, 2, 3… that are good for so long, and how many were fetched. */
  function numbered(seconds: number) {
    let fetched = 0;
    const fetch = async (): Promise<FetchedToken> => {
      fetched += 1;
      return { token: String(fetched), seconds };
    };
    return { token: keptToken(fetch), fetched: () => fetched };
  }

  it('is shared by connections that are opened at the same time, and by later ones', async () => {
    const { token, fetched } = numbered(300);
    assert.deepEqual(await Promise.all([token(broker), token(broker)]), ['1', '1']);
    assert.equal(await token(broker), '1');
    assert.equal(fetched(), 1);
  });

  it('is fetched anew within half a minute of its end', async () => {
    const { token } = numbered(29);
    assert.deepEqual([await token(broker), await token(broker)], ['1', '2']);
  });

  it('is there for the next connection when it came too late for the first', async () => {
    let come = (_: FetchedToken): void => {};
    const token = keptToken(
      () =>
        new Promise((done) => {
          come = done;
        }),
    );
    await assert.rejects(token(broker), /no token came within \d+ ms/);
    come({ token: 'late', seconds: 300 });
    assert.equal(await token(broker), 'late');
  });

  it('is asked for again after a failure', async () => {
    let working = false;
    const token = keptToken(async () => {
      if (!working) throw new Error('down');
      return { token: 'good', seconds: 300 };
    });
    await assert.rejects(token(broker), /down/);
    working = true;
    assert.equal(await token(broker), 'good');
  });
});
