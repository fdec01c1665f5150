import type { WireField, WireType } from './wire.ts';

/** What came back is not what the schema says; the connection cannot be trusted any more. */
export class WireError extends Error {
  override name = 'WireError';
}

/**
 * Reads exactly one value of `type` from all of `bytes`.
 * Throws WireError when bytes are missing, left over, or make no sense.
 */
export function decode(type: WireType, bytes: Buffer): unknown {
  const cursor: Cursor = { bytes, at: 0 };
  const value = read(cursor, type);
  atEnd(cursor);
  return value;
}

/** Throws WireError when bytes are left over. */
export function atEnd({ bytes, at }: Cursor): void {
  if (at !== bytes.length) throw new WireError(`${bytes.length - at} bytes left over`);
}

/** Skips the header's tagged fields of a flexible response (header version 1 and up). */
export function skipHeaderTags(bytes: Buffer): Buffer {
  const cursor: Cursor = { bytes, at: 0 };
  tagged(cursor, {}, {});
  return bytes.subarray(cursor.at);
}

/** A place in the bytes of an answer, moved on by what is read. */
export interface Cursor {
  bytes: Buffer;
  at: number;
}

/** Moves on by `length` bytes and says where they began. */
function advance(cursor: Cursor, length: number): number {
  const begin = cursor.at;
  if (length < 0 || begin + length > cursor.bytes.length) {
    throw new WireError(`${length} bytes wanted at ${begin} of ${cursor.bytes.length}`);
  }
  cursor.at = begin + length;
  return begin;
}

function unsignedVarint(cursor: Cursor): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = cursor.bytes.readUInt8(advance(cursor, 1));
    value |= (byte & 127) << shift;
    if (byte < 128) return value >>> 0;
  }
  throw new WireError('a varint of more than 5 bytes');
}

/** Reads one value from where the cursor is. */
export function read(cursor: Cursor, type: WireType): unknown {
  if (typeof type === 'string') return scalar(cursor, type);
  if ('array' in type) return array(cursor, type.array, type.compact === true);
  if ('tags' in type) throw new WireError('tagged fields outside a struct');
  if (type.nullable && cursor.bytes.readInt8(advance(cursor, 1)) < 0) return null;
  const value: Record<string, unknown> = {};
  for (const [name, field] of type.struct) {
    if (typeof field === 'object' && 'tags' in field) tagged(cursor, field.tags, value);
    else value[name] = read(cursor, field);
  }
  return value;
}

function array(cursor: Cursor, element: WireType, compact: boolean): unknown[] | null {
  const length = arrayLength(cursor, compact);
  if (length < 0) return null;
  const items: unknown[] = new Array(length);
  for (let i = 0; i < length; i++) items[i] = read(cursor, element);
  return items;
}

/** How many elements follow; negative for null. */
export function arrayLength(cursor: Cursor, compact: boolean): number {
  const length = compact ? unsignedVarint(cursor) - 1 : cursor.bytes.readInt32BE(advance(cursor, 4));
  // Every element takes at least one byte: a larger claim is nonsense and must not become memory.
  if (length > cursor.bytes.length - cursor.at) throw new WireError(`an array of ${length} elements`);
  return length;
}

/** Puts the tagged fields that the schema knows beside the others; unknown ones are newer than the schema. */
export function tagged(
  cursor: Cursor,
  known: Record<string, WireField>,
  into: Record<string, unknown>,
): void {
  const count = unsignedVarint(cursor);
  for (let i = 0; i < count; i++) {
    const tag = unsignedVarint(cursor);
    const length = unsignedVarint(cursor);
    const begin = advance(cursor, length);
    const field = known[tag];
    if (field) into[field[0]] = decode(field[1], cursor.bytes.subarray(begin, begin + length));
  }
}

function scalar(cursor: Cursor, type: string): unknown {
  const { bytes } = cursor;
  switch (type) {
    case 'BOOLEAN':
      return bytes.readInt8(advance(cursor, 1)) !== 0;
    case 'INT8':
      return bytes.readInt8(advance(cursor, 1));
    case 'INT16':
      return bytes.readInt16BE(advance(cursor, 2));
    case 'UINT16':
      return bytes.readUInt16BE(advance(cursor, 2));
    case 'INT32':
      return bytes.readInt32BE(advance(cursor, 4));
    case 'INT64': {
      const at = advance(cursor, 8);
      // Offsets, sizes and times stay far below 2^53, where a number is exact.
      return bytes.readInt32BE(at) * 4294967296 + bytes.readUInt32BE(at + 4);
    }
    case 'FLOAT64':
      return bytes.readDoubleBE(advance(cursor, 8));
    case 'STRING':
    case 'NULLABLE_STRING':
      return text(cursor, bytes.readInt16BE(advance(cursor, 2)));
    case 'COMPACT_STRING':
    case 'COMPACT_NULLABLE_STRING':
      return text(cursor, unsignedVarint(cursor) - 1);
    case 'BYTES':
    case 'NULLABLE_BYTES':
      return binary(cursor, bytes.readInt32BE(advance(cursor, 4)));
    case 'COMPACT_BYTES':
    case 'COMPACT_NULLABLE_BYTES':
      return binary(cursor, unsignedVarint(cursor) - 1);
    case 'UUID':
      return binary(cursor, 16)?.toString('base64url');
    default:
      throw new WireError(`no way to decode ${type}`);
  }
}

function text(cursor: Cursor, length: number): string | null {
  if (length < 0) return null;
  const begin = advance(cursor, length);
  return cursor.bytes.toString('utf8', begin, begin + length);
}

function binary(cursor: Cursor, length: number): Buffer | null {
  if (length < 0) return null;
  const begin = advance(cursor, length);
  return cursor.bytes.subarray(begin, begin + length);
}
