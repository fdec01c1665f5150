import { internedText } from '../interned.ts';
import type { WireArray, WireField, WireType } from './wire.ts';

/** What came back is not what the schema says; the connection cannot be trusted any more. */
export class WireError extends Error {
  override name = 'WireError';
}

/** Bytes of memory that one answer may become: some twenty times what a cluster of 100,000 partitions needs. */
const largestValue = 512 * 1024 * 1024;

/**
 * Reads exactly one value of `type` from all of `bytes`.
 * Throws WireError when bytes are missing, left over, make no sense, or would become more than `room` bytes of memory.
 */
export function decode(type: WireType, bytes: Buffer, room = largestValue): unknown {
  const cursor = cursorAt(bytes, room);
  const value = read(cursor, type);
  atEnd(cursor);
  return value;
}

/** A cursor before the first of the bytes. */
export const cursorAt = (bytes: Buffer, room = largestValue): Cursor => ({ bytes, at: 0, room });

/** Throws WireError when bytes are left over. */
export function atEnd({ bytes, at }: Cursor): void {
  if (at !== bytes.length) throw new WireError(`${bytes.length - at} bytes left over`);
}

/** Skips the header's tagged fields of a flexible response (header version 1 and up). */
export function skipHeaderTags(bytes: Buffer): Buffer {
  const cursor = cursorAt(bytes);
  tagged(cursor, {}, {});
  return bytes.subarray(cursor.at);
}

/** A place in the bytes of an answer, moved on by what is read. */
export interface Cursor {
  bytes: Buffer;
  at: number;
  /** Bytes of memory that the value may still take, roughly counted. */
  room: number;
}

/** A few bytes of an answer can stand for a much larger value: a struct of empty fields, for one. */
function take(cursor: Cursor, memory: number): void {
  cursor.room -= memory;
  if (cursor.room < 0) throw new WireError('an answer that would take too much memory');
}

const pointer = 8;
const header = 16;

/** Counts the memory of a struct with so many fields. */
export const takeStruct = (cursor: Cursor, fields: number): void => take(cursor, header + pointer * fields);

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
  if ('array' in type) return array(cursor, type);
  if ('tags' in type) throw new WireError('tagged fields outside a struct');
  if (type.nullable && cursor.bytes.readInt8(advance(cursor, 1)) < 0) return null;
  takeStruct(cursor, type.struct.length);
  const value: Record<string, unknown> = {};
  for (const [name, field] of type.struct) {
    if (typeof field === 'object' && 'tags' in field) tagged(cursor, field.tags, value);
    else put(value, name, read(cursor, field));
  }
  return value;
}

/** Puts a field into its struct, if anybody looks at it there. */
export function put(struct: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '') struct[name] = value;
}

function array(cursor: Cursor, type: WireArray): unknown[] | null {
  const length = arrayLength(cursor, type);
  if (length < 0) return null;
  const items = emptyArray(length);
  for (let i = 0; i < length; i++) items[i] = read(cursor, type.array);
  return items;
}

/** Most arrays are short, and there are many: one that is filled by and by takes room for 17. */
const emptyArray = (length: number): unknown[] => (length > 16 ? [] : new Array(length));

/** How many elements follow; negative for null. */
export function arrayLength(cursor: Cursor, { compact, nullable }: WireArray): number {
  const length = compact ? unsignedVarint(cursor) - 1 : cursor.bytes.readInt32BE(advance(cursor, 4));
  // Every element takes at least one byte: a larger claim is nonsense and must not become memory.
  if (length > cursor.bytes.length - cursor.at) throw new WireError(`an array of ${length} elements`);
  take(cursor, header + pointer * length);
  return orNull(length, nullable === true);
}

/** A length of -1 stands for null, where null may be. */
function orNull(length: number, nullable: boolean): number {
  if (length < (nullable ? -1 : 0)) throw new WireError(`a length of ${length}`);
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
    if (!field) continue;
    const inner = cursorAt(cursor.bytes.subarray(begin, begin + length), cursor.room);
    into[field[0]] = read(inner, field[1]);
    atEnd(inner);
    cursor.room = inner.room;
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
      return text(cursor, orNull(bytes.readInt16BE(advance(cursor, 2)), type !== 'STRING'));
    case 'COMPACT_STRING':
    case 'COMPACT_NULLABLE_STRING':
      return text(cursor, orNull(unsignedVarint(cursor) - 1, type !== 'COMPACT_STRING'));
    case 'BYTES':
    case 'NULLABLE_BYTES':
      return binary(cursor, orNull(bytes.readInt32BE(advance(cursor, 4)), type !== 'BYTES'));
    case 'COMPACT_BYTES':
    case 'COMPACT_NULLABLE_BYTES':
      return binary(cursor, orNull(unsignedVarint(cursor) - 1, type !== 'COMPACT_BYTES'));
    case 'UUID':
      return binary(cursor, 16)?.toString('base64url');
    default:
      throw new WireError(`no way to decode ${type}`);
  }
}

function text(cursor: Cursor, length: number): string | null {
  if (length < 0) return null;
  const begin = advance(cursor, length);
  take(cursor, header + length);
  return internedText(cursor.bytes, begin, begin + length);
}

function binary(cursor: Cursor, length: number): Buffer | null {
  if (length < 0) return null;
  const begin = advance(cursor, length);
  return cursor.bytes.subarray(begin, begin + length);
}
