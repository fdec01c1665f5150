import type { WireType } from './wire.ts';

/**
 * Writes `value` as `type`; missing fields take Kafka's zero: 0, false, '', an empty array, or null where null is
 * allowed. Tagged fields are never sent. Throws on a type that no read request uses.
 */
export function encode(type: WireType, value: unknown): Buffer {
  const out: Output = { bytes: Buffer.alloc(256), at: 0 };
  write(out, type, value);
  return out.bytes.subarray(0, out.at);
}

interface Output {
  bytes: Buffer;
  at: number;
}

/** Makes room for `length` bytes and says where they begin. */
function room(out: Output, length: number): number {
  const begin = out.at;
  out.at += length;
  if (out.at > out.bytes.length) {
    const larger = Buffer.alloc(Math.max(out.at, 2 * out.bytes.length));
    out.bytes.copy(larger, 0, 0, begin);
    out.bytes = larger;
  }
  return begin;
}

/** The varint that compact lengths and tagged fields use: seven bits a byte, the low ones first. */
export function unsignedVarint(value: number): Buffer {
  const out: Output = { bytes: Buffer.alloc(5), at: 0 };
  varint(out, value);
  return out.bytes.subarray(0, out.at);
}

function varint(out: Output, value: number): void {
  let rest = value >>> 0;
  while (rest > 127) {
    int8(out, (rest & 127) - 128);
    rest >>>= 7;
  }
  int8(out, rest);
}

function write(out: Output, type: WireType, value: unknown): void {
  if (typeof type === 'string') scalar(out, type, value);
  else if ('tags' in type) varint(out, 0);
  else if ('array' in type) {
    const items = value === undefined ? (type.nullable ? null : []) : (value as unknown[] | null);
    if (type.compact) varint(out, items === null ? 0 : items.length + 1);
    else int32(out, items?.length ?? -1);
    for (const item of items ?? []) write(out, type.array, item);
  } else if (type.nullable && (value === undefined || value === null)) int8(out, -1);
  else {
    if (type.nullable) int8(out, 1);
    const fields = (value ?? {}) as Record<string, unknown>;
    for (const [name, field] of type.struct) write(out, field, fields[name]);
  }
}

type Writer = (out: Output, value: unknown) => void;

const isMissing = (value: unknown): boolean => value === undefined || value === null;

const scalars: Record<string, Writer> = {
  BOOLEAN: (out, value) => int8(out, value ? 1 : 0),
  INT8: (out, value) => int8(out, Number(value ?? 0)),
  INT16: (out, value) => int16(out, Number(value ?? 0)),
  UINT16: (out, value) => int16(out, Number(value ?? 0)),
  INT32: (out, value) => int32(out, Number(value ?? 0)),
  INT64: (out, value) => int64(out, Number(value ?? 0)),
  FLOAT64: (out, value) => {
    const at = room(out, 8);
    out.bytes.writeDoubleBE(Number(value ?? 0), at);
  },
  STRING: (out, value) => text(out, String(value ?? '')),
  NULLABLE_STRING: (out, value) => (isMissing(value) ? int16(out, -1) : text(out, String(value))),
  COMPACT_STRING: (out, value) => compactText(out, String(value ?? '')),
  COMPACT_NULLABLE_STRING: (out, value) =>
    isMissing(value) ? varint(out, 0) : compactText(out, String(value)),
  UUID: (out, value) => {
    const id = isMissing(value) ? Buffer.alloc(16) : Buffer.from(String(value), 'base64url');
    const at = room(out, 16);
    id.copy(out.bytes, at);
  },
};

function scalar(out: Output, type: string, value: unknown): void {
  const writer = scalars[type];
  if (!writer) throw new Error(`no way to encode ${type}`);
  writer(out, value);
}

function int8(out: Output, value: number): void {
  const at = room(out, 1);
  out.bytes.writeInt8(value, at);
}

function int16(out: Output, value: number): void {
  const at = room(out, 2);
  out.bytes.writeInt16BE(value, at);
}

function int32(out: Output, value: number): void {
  const at = room(out, 4);
  out.bytes.writeInt32BE(value, at);
}

function int64(out: Output, value: number): void {
  const high = Math.floor(value / 2 ** 32);
  int32(out, high);
  const at = room(out, 4);
  out.bytes.writeUInt32BE(value - high * 2 ** 32, at);
}

function text(out: Output, value: string): void {
  const length = Buffer.byteLength(value);
  int16(out, length);
  characters(out, value, length);
}

function compactText(out: Output, value: string): void {
  const length = Buffer.byteLength(value);
  varint(out, length + 1);
  characters(out, value, length);
}

function characters(out: Output, value: string, length: number): void {
  const at = room(out, length);
  out.bytes.write(value, at);
}
