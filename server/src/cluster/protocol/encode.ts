import type { WireType } from './wire.ts';

/**
 * Writes `value` as `type`; missing fields take Kafka's zero: 0, false, '', an empty array, or null where null is
 * allowed. Tagged fields are never sent. Throws on a type that no read request uses.
 */
export function encode(type: WireType, value: unknown): Buffer {
  const chunks: Buffer[] = [];
  write(chunks, type, value);
  return Buffer.concat(chunks);
}

/** The varint that compact lengths and tagged fields use: seven bits a byte, the low ones first. */
export function unsignedVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value >>> 0;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

function write(chunks: Buffer[], type: WireType, value: unknown): void {
  if (typeof type === 'string') chunks.push(scalar(type, value));
  else if ('tags' in type) chunks.push(unsignedVarint(0));
  else if ('array' in type) {
    const items = value === undefined ? (type.nullable ? null : []) : (value as unknown[] | null);
    chunks.push(
      type.compact ? unsignedVarint(items === null ? 0 : items.length + 1) : int32(items?.length ?? -1),
    );
    for (const item of items ?? []) write(chunks, type.array, item);
  } else if (type.nullable && (value === undefined || value === null)) chunks.push(int8(-1));
  else {
    if (type.nullable) chunks.push(int8(1));
    const fields = (value ?? {}) as Record<string, unknown>;
    for (const [name, field] of type.struct) write(chunks, field, fields[name]);
  }
}

function scalar(type: string, value: unknown): Buffer {
  switch (type) {
    case 'BOOLEAN':
      return int8(value ? 1 : 0);
    case 'INT8':
      return int8(Number(value ?? 0));
    case 'INT16':
    case 'UINT16':
      return int16(Number(value ?? 0));
    case 'INT32':
      return int32(Number(value ?? 0));
    case 'INT64': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64BE(BigInt(Number(value ?? 0)));
      return bytes;
    }
    case 'STRING':
      return text(String(value ?? ''));
    case 'COMPACT_STRING':
      return compactText(String(value ?? ''));
    case 'NULLABLE_STRING':
      return value === undefined || value === null ? int16(-1) : text(String(value));
    case 'COMPACT_NULLABLE_STRING':
      return value === undefined || value === null ? unsignedVarint(0) : compactText(String(value));
    case 'FLOAT64': {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(Number(value ?? 0));
      return bytes;
    }
    case 'UUID':
      return value === undefined ? Buffer.alloc(16) : Buffer.from(String(value), 'base64url');
    default:
      throw new Error(`no way to encode ${type}`);
  }
}

function int8(value: number): Buffer {
  const bytes = Buffer.alloc(1);
  bytes.writeInt8(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([int16(bytes.length), bytes]);
}

function compactText(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([unsignedVarint(bytes.length + 1), bytes]);
}
