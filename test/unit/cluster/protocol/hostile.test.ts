// Something that is no broker, or one that lies, costs its own line: never the process, nor its memory.
import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { decode, WireError } from '../../../../server/src/cluster/protocol/decode.ts';
import { encode } from '../../../../server/src/cluster/protocol/encode.ts';
import { followFrames } from '../../../../server/src/cluster/protocol/frames.ts';
import type { WireType } from '../../../../server/src/cluster/protocol/wire.ts';
import { testConnection } from '../../../../server/src/cluster/test-connection.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** What "Test connection" says to a server that answers every request so; bytes 4 to 8 become the request's number. */
async function answered(answer: Buffer): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (request) => {
      const own = Buffer.from(answer);
      if (own.length >= 8) request.copy(own, 4, 8, 12);
      socket.write(own);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  try {
    const result = await testConnection({ bootstrap: [{ host: '127.0.0.1', port: address.port }] });
    return 'kind' in result ? result.kind : 'works';
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  }
}

describe('an answer that is no answer', () => {
  for (const [what, bytes] of [
    ['shorter than its own header', hex('00000002 0000')],
    ['of no bytes', hex('00000000')],
    ['of fewer than no bytes', hex('ffffff00 00000000 0000')],
    ['of two gigabytes', hex('7fffffff 00000000 0000')],
  ] as const) {
    it(`is refused when it says to be ${what}`, async () => {
      assert.equal(await answered(bytes), 'not-kafka');
    });
  }

  it('is refused when its arrays claim more than there is', async () => {
    assert.equal(await answered(hex('0000000e 00000000 0000 ffffffff0f 000000')), 'not-kafka');
    assert.equal(await answered(hex('0000000a 00000000 0000 7fffffff')), 'not-kafka');
  });
});

describe('the lengths of answers', () => {
  const frames = Buffer.concat([hex('00000004 00000001'), hex('00000006 00000002 abcd'), hex('00000003')]);

  it('are found wherever the bytes are cut', () => {
    for (let cut = 1; cut < frames.length; cut++) {
      const follow = followFrames();
      const found = [follow(frames.subarray(0, cut)), follow(frames.subarray(cut))];
      assert.deepEqual(found, [undefined, 3], `cut at ${cut}`);
    }
  });

  it('may be as large as those of a very large cluster', () => {
    assert.equal(followFrames()(hex('08000000')), undefined);
    assert.equal(followFrames()(hex('08000001')), 0x08000001);
  });
});

describe('a value from few bytes', () => {
  it('is refused when it would take much more memory than it should', () => {
    const topics: WireType = {
      array: {
        struct: [
          ['name', 'COMPACT_STRING'],
          ['ids', { array: 'INT8', compact: true }],
        ],
      },
    };
    const count = 10_000;
    const bytes = Buffer.concat([encode('INT32', count), Buffer.alloc(2 * count, 1)]);
    assert.equal((decode(topics, bytes) as unknown[]).length, count);
    assert.throws(() => decode(topics, bytes, 50 * count), WireError);
  });
});
