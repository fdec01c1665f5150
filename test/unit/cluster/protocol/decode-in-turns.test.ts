import assert from 'node:assert/strict';
import { decode, WireError } from '../../../../server/src/cluster/protocol/decode.ts';
import { decodeInTurns } from '../../../../server/src/cluster/protocol/decode-in-turns.ts';
import { encode } from '../../../../server/src/cluster/protocol/encode.ts';
import type { Messages } from '../../../../server/src/cluster/protocol/generated/messages.ts';
import { schemas } from '../../../../server/src/cluster/protocol/generated/schemas.ts';
import type { WireType } from '../../../../server/src/cluster/protocol/wire.ts';

type LogDirs = Messages['DescribeLogDirs']['response'];

const type = schemas.DescribeLogDirs?.versions[4]?.response as WireType;
const topic = (name: string, ...sizes: number[]) => ({
  name,
  partitions: sizes.map((partitionSize) => ({ partitionSize })),
});
const dir = (logDir: string, ...topics: ReturnType<typeof topic>[]) => ({
  errorCode: 0,
  logDir,
  topics,
  totalBytes: 10,
  usableBytes: 5,
});
const answer = {
  results: [dir('/a', topic('orders', 1, 2), topic('bills', 3)), dir('/b', topic('orders', 4))],
};

describe('decoding in turns', () => {
  const bytes = encode(type, answer);

  it('reads what decoding at once reads', async () => {
    assert.deepEqual(await decodeInTurns(type, bytes), decode(type, bytes));
  });

  it('hands over the elements of an inner array with their holder, and leaves the array empty', async () => {
    const taken: string[] = [];
    const rest = await decodeInTurns<LogDirs>(type, bytes, {
      results: {
        topics: ({ name, partitions }, { logDir }) =>
          taken.push(`${logDir} ${name} ${partitions.map((p) => p.partitionSize).join()}`),
      },
    });
    assert.deepEqual(taken, ['/a orders 1,2', '/a bills 3', '/b orders 4']);
    assert.deepEqual(
      rest.results.map(({ logDir, topics, totalBytes }) => [logDir, topics, totalBytes]),
      [
        ['/a', [], 10],
        ['/b', [], 10],
      ],
    );
  });

  it('hands over the elements of an outer array whole', async () => {
    const taken: unknown[] = [];
    const rest = await decodeInTurns<LogDirs>(type, bytes, { results: (one) => taken.push(one) });
    assert.deepEqual(taken, (decode(type, bytes) as LogDirs).results);
    assert.deepEqual(rest.results, []);
  });

  it('refuses missing and trailing bytes, and goes on with the next answer', async () => {
    await assert.rejects(decodeInTurns(type, Buffer.concat([bytes, Buffer.alloc(1)])), WireError);
    await assert.rejects(decodeInTurns(type, bytes.subarray(0, -1)), WireError);
    assert.deepEqual(await decodeInTurns(type, bytes), decode(type, bytes));
  });

  it('gives other work its turn while a large answer is read', async () => {
    const many = Array.from({ length: 50_000 }, (_, i) => topic(`topic-${i}`, 1, 2, 3));
    const large = encode(type, { results: [dir('/a', ...many)] });
    let turns = 0;
    let done = false;
    const other = (): void => {
      turns += 1;
      if (!done) setImmediate(other);
    };
    setImmediate(other);
    let taken = 0;
    await decodeInTurns<LogDirs>(type, large, { results: { topics: () => taken++ } });
    done = true;
    assert.equal(taken, many.length);
    assert.ok(turns > 2, `${turns} turns`);
  });
});
