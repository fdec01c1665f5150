import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { decode as decodeFile, encode as encodeFile } from '../../../server/src/cli/decode.ts';
import { fromClientProperties } from '../../../server/src/cluster/client-properties.ts';
import { decode, skipHeaderTags, WireError } from '../../../server/src/cluster/protocol/decode.ts';
import { encode } from '../../../server/src/cluster/protocol/encode.ts';
import { schemas } from '../../../server/src/cluster/protocol/generated/schemas.ts';
import type { WireType } from '../../../server/src/cluster/protocol/wire.ts';
import { mutated } from '../mutate.ts';
import { seedsNamed } from '../seeds.ts';
import { target } from '../target.ts';

const CLIENT =
  'bootstrap.servers=a:9092,b:9093\nsecurity.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="x" password="y\\"z";\nssl.truststore.location=/t.p12\nssl.truststore.password=p\nssl.keystore.location=/k.pem\n';
const OAUTH =
  'bootstrap.servers=[::1]:9092\nsecurity.protocol=SASL_PLAINTEXT\nsasl.mechanism=OAUTHBEARER\nsasl.oauthbearer.token.endpoint.url=https://idp.example.org/token\nsasl.jaas.config=a.B required clientId="c" clientSecret="s" extension_x="1";\n';
const clients = [
  ...[CLIENT, OAUTH].map((text) => ({ name: 'client.properties', text })),
  ...seedsNamed(/(client|consumer|producer|admin).*\.properties$/),
];

const bytes = fc.uint8Array({ maxLength: 300 }).map((list) => Buffer.from(list).toString('hex'));

/** Any client.properties with any files behind it is a connection or a problem in words, never an exception. */
export const clientProperties = target<{ text: string; file: string; bootstrap: string | undefined }>({
  name: 'client.properties',
  inputs: fc.record({
    text: mutated(clients).map(({ text }) => text),
    file: fc.oneof(
      bytes,
      bytes.map((hex) => `3082${hex}`),
    ),
    bootstrap: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
  }),
  check: async ({ text, file, bootstrap }) => {
    const made = await fromClientProperties(
      text,
      async (path) => {
        if (path.length % 5 === 0) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
        return Buffer.from(file, 'hex');
      },
      bootstrap,
    );
    if ('problem' in made) assert.ok(made.problem.length > 0);
    else assert.ok(made.bootstrap.length > 0);
  },
});

const answers = Object.entries(schemas).flatMap(([name, { versions }]) =>
  Object.entries(versions).flatMap(([version, { request, response }]) =>
    Object.entries({ request, response }).map(([side, type]) => ({
      name: `${name} ${version} ${side}`,
      type,
      // Nothing that is sent holds bytes, so there is no encoder for them.
      encodes: !JSON.stringify(type).includes('BYTES'),
    })),
  ),
);

/** A value that fits a type, sizes drawn from `numbers`. */
function sample(type: WireType, next: () => number): unknown {
  if (typeof type === 'string') return scalar(type, next());
  if ('array' in type)
    return type.nullable && next() % 4 === 0
      ? null
      : Array.from({ length: next() % 3 }, () => sample(type.array, next));
  if ('tags' in type) return {};
  return Object.fromEntries(type.struct.map(([name, field]) => [name, sample(field, next)]));
}

function scalar(type: string, number: number): unknown {
  if (type === 'BOOLEAN') return number % 2 === 0;
  if (type === 'UUID') return Buffer.alloc(16, number).toString('base64url');
  if (type.includes('STRING')) return 'x'.repeat(number % 5);
  if (type === 'FLOAT64') return number / 7;
  return type === 'INT8' ? (number % 256) - 128 : number;
}

interface Answer {
  schema: string;
  hex: string;
}

/** Sound answers with bytes changed, and answers of nothing but chance. */
const answer = fc
  .record({
    index: fc.nat(answers.length - 1),
    numbers: fc.array(fc.nat(255), { minLength: 1, maxLength: 20 }),
    changes: fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { maxLength: 4 }),
    cut: fc.nat(20),
    noise: fc.option(fc.uint8Array({ maxLength: 80 }), { freq: 4 }),
  })
  .map(({ index, numbers, changes, cut, noise }): Answer => {
    const { name, type, encodes } = answers[index] as (typeof answers)[number];
    let drawn = 0;
    const next = () => numbers[drawn++ % numbers.length] ?? 0;
    let made = encodes && !noise ? encode(type, sample(type, next)) : Buffer.from(noise ?? numbers);
    for (const [at, byte] of changes) if (made.length > 0) made[at % made.length] = byte;
    if (cut === 1) made = made.subarray(0, made.length >> 1);
    return { schema: name, hex: made.toString('hex') };
  });

const types = new Map(answers.map(({ name, type }) => [name, type]));

/** What a broker, or something that is none, sends: read, or refused with a WireError; never more memory than bytes. */
export const protocol = target<Answer>({
  name: 'protocol',
  inputs: answer,
  check: ({ schema, hex }) => {
    const sent = Buffer.from(hex, 'hex');
    for (const read of [() => decode(types.get(schema) ?? '', sent), () => skipHeaderTags(sent)]) {
      try {
        read();
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
      }
    }
  },
});

/** Any bytes of a file are text or a reason; text is written back as the same bytes. */
export const fileBytes = target<{ name: string; hex: string }>({
  name: 'bytes of files',
  inputs: fc.record({
    name: fc.constantFrom('a.properties', 'a.yaml', 'a.tf'),
    hex: fc.oneof(
      bytes,
      fc.tuple(fc.constantFrom('fffe', 'feff', 'efbbbf', '00', ''), bytes).map((parts) => parts.join('')),
      fc
        .tuple(mutated(clients), fc.constantFrom('utf8', 'latin1', 'utf16le'), fc.nat())
        .map(([{ text }, charset, at]) => {
          const made = Buffer.from(text, charset as BufferEncoding);
          if (made.length > 0) made[at % made.length] = at % 256;
          return made.toString('hex');
        }),
    ),
  }),
  check: ({ name, hex }) => {
    const read = Buffer.from(hex, 'hex');
    const decoded = decodeFile(name, read);
    if ('text' in decoded) assert.equal(encodeFile(decoded.text, decoded.encoding).toString('hex'), hex);
    else assert.ok(decoded.refused.length > 0);
  },
});
