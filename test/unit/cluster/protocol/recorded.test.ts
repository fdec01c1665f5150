// What real brokers answered (npm run protocol:record), cut, lengthened and damaged: the decoder takes an answer whole or
// says that it is none. What it makes of a damaged one is never larger than the bytes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, skipHeaderTags, WireError } from '../../../../server/src/cluster/protocol/decode.ts';
import { decodeInTurns } from '../../../../server/src/cluster/protocol/decode-in-turns.ts';
import { encode } from '../../../../server/src/cluster/protocol/encode.ts';
import { schemas } from '../../../../server/src/cluster/protocol/generated/schemas.ts';
import type { WireType } from '../../../../server/src/cluster/protocol/wire.ts';

interface Recorded {
  name: string;
  version: number;
  base64: string;
}

const { answers }: { answers: Recorded[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'generated/answers.json'), 'utf8'),
);

function read({ name, version, base64 }: Recorded): { type: WireType; bytes: Buffer } {
  const schema = schemas[name]?.versions[version];
  assert.ok(schema, `${name} ${version}`);
  const all = Buffer.from(base64, 'base64');
  return { type: schema.response, bytes: schema.responseHeader >= 1 ? skipHeaderTags(all) : all };
}

/** Numbers from 0 to 1, always the same ones. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How many values there are in a value. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 1);
}

/** The decoded value, or undefined when the decoder refuses the bytes; any other error is one of the decoder. */
function attempt(type: WireType, bytes: Buffer): { value: unknown } | undefined {
  try {
    return { value: decode(type, bytes) };
  } catch (error) {
    assert.ok(error instanceof WireError, String(error));
    return undefined;
  }
}

describe('answers of real brokers', () => {
  it('are there for every request and version that a supported Kafka has', () => {
    const known = new Set(answers.map(({ name, version }) => `${name} ${version}`));
    const missing = Object.entries(schemas).flatMap(([name, { versions }]) =>
      Object.keys(versions)
        .map((version) => `${name} ${version}`)
        .filter((one) => !known.has(one)),
    );
    assert.deepEqual(missing, []);
  });

  it('are read whole, at once and in turns', async () => {
    for (const answer of answers) {
      const { type, bytes } = read(answer);
      const value = decode(type, bytes);
      assert.deepEqual(await decodeInTurns(type, bytes), value, answer.name);
    }
  });

  it('say what is known of those clusters', () => {
    const known: Record<string, RegExp> = {
      ApiVersions: /"apiKey":3,/,
      ConsumerGroupDescribe: /"subscribedTopicNames":\["orders"\]/,
      DescribeAcls: /"principal":"User:viewer"/,
      DescribeClientQuotas: /"producer_byte_rate","value":1024/,
      DescribeConfigs: /"min\.insync\.replicas","value":"2"/,
      DescribeGroups: /"groupState":"Stable"/,
      DescribeLogDirs: /"name":"orders"/,
      ListOffsets: /"offset":50/,
      Metadata: /"name":"orders"/,
      OffsetFetch: /"committedOffset":50/,
      ShareGroupDescribe: /"subscribedTopicNames":\["orders"\]/,
    };
    for (const answer of answers) {
      const { type, bytes } = read(answer);
      const pattern = known[answer.name];
      if (pattern) assert.match(JSON.stringify(decode(type, bytes)), pattern, `version ${answer.version}`);
    }
  });

  it('are refused when bytes are missing, wherever they are cut', () => {
    for (const answer of answers) {
      const { type, bytes } = read(answer);
      const step = Math.max(1, Math.floor(bytes.length / 60));
      for (let length = 0; length < bytes.length; length += step) {
        const cut = bytes.subarray(0, length);
        assert.equal(attempt(type, cut), undefined, `${answer.name} ${answer.version}: ${length} bytes`);
      }
      assert.equal(attempt(type, bytes.subarray(0, -1)), undefined, `${answer.name} ${answer.version}`);
    }
  });

  it('are refused when bytes are left over', () => {
    for (const answer of answers) {
      const { type, bytes } = read(answer);
      for (const more of [Buffer.alloc(1), Buffer.from([0xff]), bytes]) {
        assert.equal(attempt(type, Buffer.concat([bytes, more])), undefined, answer.name);
      }
    }
  });

  it('are refused, or are no larger than their bytes, when some of them are damaged', () => {
    const next = numbers(6);
    let refused = 0;
    for (const answer of answers) {
      const { type, bytes } = read(answer);
      for (let round = 0; round < 25; round++) {
        const damaged = Buffer.from(bytes);
        for (let hits = 1 + Math.floor(next() * 3); hits > 0; hits--) {
          // Lengths are what damages most: all bits set, none, or any.
          const byte = [0xff, 0x00, 0x7f, Math.floor(next() * 256)][Math.floor(next() * 4)] ?? 0;
          damaged[Math.floor(next() * damaged.length)] = byte;
        }
        const found = attempt(type, damaged);
        if (!found) refused += 1;
        // A struct of one value is two here, and a tagged field is none of its bytes.
        else assert.ok(sizeOf(found.value) <= 3 * damaged.length + 20, `${answer.name} ${answer.version}`);
      }
    }
    assert.ok(refused > answers.length, `${refused} refused`);
  });

  it('are refused when they have null where there must be something', () => {
    const type: WireType = { struct: [['name', 'STRING']] };
    assert.equal(attempt(type, Buffer.from([0xff, 0xff])), undefined);
    assert.deepEqual(attempt({ struct: [['name', 'NULLABLE_STRING']] }, Buffer.from([0xff, 0xff])), {
      value: { name: null },
    });
    assert.equal(attempt({ array: 'INT8' }, encode('INT32', -1)), undefined);
    assert.deepEqual(attempt({ array: 'INT8', nullable: true }, encode('INT32', -1)), { value: null });
    assert.equal(attempt({ array: 'INT8', nullable: true }, encode('INT32', -2)), undefined);
  });
});
