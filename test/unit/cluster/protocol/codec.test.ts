import assert from 'node:assert/strict';
import { decode, skipHeaderTags, WireError } from '../../../../server/src/cluster/protocol/decode.ts';
import { encode, unsignedVarint } from '../../../../server/src/cluster/protocol/encode.ts';
import { schemas } from '../../../../server/src/cluster/protocol/generated/schemas.ts';
import type { RequestName } from '../../../../server/src/cluster/protocol/requests.ts';
import type { WireType } from '../../../../server/src/cluster/protocol/wire.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

function schema(name: RequestName, version: number, side: 'request' | 'response'): WireType {
  const found = schemas[name]?.versions[version];
  assert.ok(found, `${name} ${version}`);
  return found[side];
}

/** Bytes as a broker would write them: a value for every field, by its type. */
function sample(type: WireType): unknown {
  if (typeof type !== 'string') {
    if ('array' in type) return [sample(type.array), sample(type.array)];
    if ('tags' in type) return {};
    const named = type.struct.filter(([name]) => name !== '');
    return Object.fromEntries(named.map(([name, field]) => [name, sample(field)]));
  }
  if (type === 'BOOLEAN') return true;
  if (type === 'UUID') return 'AAECAwQFBgcICQoLDA0ODw';
  if (type.endsWith('STRING')) return 'orders';
  if (type === 'FLOAT64') return 0.5;
  return 7;
}

describe('the wire codec', () => {
  it('writes requests as the protocol guide lays them out', () => {
    const metadata = encode(schema('Metadata', 1, 'request'), { topics: [{ name: 'a' }] });
    assert.equal(metadata.toString('hex'), '00000001000161');
    const allTopics = encode(schema('Metadata', 9, 'request'), { topics: null });
    assert.equal(
      allTopics.toString('hex'),
      '0000000000',
      'null array, no auto creation, no operations, no tags',
    );
  });

  it('never lets Metadata create a topic', () => {
    const body = encode(schema('Metadata', 12, 'request'), {});
    assert.deepEqual(decode(schema('Metadata', 12, 'request'), body), {
      topics: null,
      allowAutoTopicCreation: false,
      includeTopicAuthorizedOperations: false,
    });
  });

  it('reads answers: plain arrays and strings', () => {
    const bytes = hex('0000 00000001 0012 0000 0004');
    assert.deepEqual(decode(schema('ApiVersions', 0, 'response'), bytes), {
      errorCode: 0,
      apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 4 }],
    });
  });

  it('reads answers: compact arrays, and tagged fields known and unknown', () => {
    const supported = '02 11 6d657461646174612e76657273696f6e 0001 001e 00';
    const bytes = hex(`0000 02 0012 0000 0004 00 00000000 02 00 17 ${supported} 63 02 abcd`);
    assert.deepEqual(decode(schema('ApiVersions', 3, 'response'), bytes), {
      errorCode: 0,
      apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 4 }],
      throttleTimeMs: 0,
      supportedFeatures: [{ name: 'metadata.version', minVersion: 1, maxVersion: 30 }],
    });
  });

  it('reads 64-bit numbers exactly, below and above zero', () => {
    for (const value of [0, -1, -2, 1, 4294967295, 4294967296, 2 ** 53 - 1, -(2 ** 53 - 1)]) {
      assert.equal(decode('INT64', encode('INT64', value)), value);
    }
  });

  it('reads over what nobody looks at', () => {
    const partition = '00000003 0000 ffffffffffffffff 0000000000000032';
    assert.deepEqual(
      decode(schema('ListOffsets', 1, 'response'), hex(`00000001 0001 61 00000001 ${partition}`)),
      {
        topics: [{ name: 'a', partitions: [{ partitionIndex: 3, errorCode: 0, offset: 50 }] }],
      },
    );
    assert.throws(() =>
      decode(schema('ListOffsets', 1, 'response'), hex('00000001 0001 61 00000001 00000003')),
    );
  });

  it('reads varints up to five bytes, and no longer ones', () => {
    assert.equal(unsignedVarint(300).toString('hex'), 'ac02');
    assert.equal(
      decode('COMPACT_STRING', Buffer.concat([unsignedVarint(201), Buffer.alloc(200, 'a')])),
      'a'.repeat(200),
    );
    assert.throws(() => decode('COMPACT_STRING', hex('ffffffffffff01')), WireError);
  });

  it('skips the tags of a flexible response header', () => {
    assert.equal(skipHeaderTags(hex('00 0102')).toString('hex'), '0102');
    assert.equal(skipHeaderTags(hex('01 05 02 ffff 0102')).toString('hex'), '0102');
  });

  it('refuses an array that claims more elements than there are bytes', () => {
    assert.throws(() => decode({ array: 'INT8' }, hex('7fffffff00')), WireError);
  });

  for (const [name, api] of Object.entries(schemas)) {
    it(`reads every version of ${name} whole, and refuses missing and trailing bytes`, () => {
      for (const { request, response } of Object.values(api.versions)) {
        for (const type of [request, response]) {
          if (JSON.stringify(type).includes('BYTES')) continue;
          const value = sample(type);
          const bytes = encode(type, value);
          assert.deepEqual(decode(type, bytes), withoutTags(value));
          assert.throws(() => decode(type, Buffer.concat([bytes, Buffer.alloc(1)])), WireError);
          if (bytes.length > 0) assert.throws(() => decode(type, bytes.subarray(0, -1)), Error);
        }
      }
    });
  }
});

/** Tagged fields are not sent, so their holder does not come back. */
function withoutTags(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTags);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) => (isTags(key) ? [] : [[key, withoutTags(field)]])),
  );
}

const isTags = (key: string): boolean => key === 'TaggedFields';
