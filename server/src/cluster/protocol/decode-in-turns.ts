import { due, turn } from '../turns.ts';
import { arrayLength, atEnd, type Cursor, cursorAt, put, read, tagged, takeStruct } from './decode.ts';
import type { WireArray, WireType } from './wire.ts';

/**
 * Takers of elements, by the name of the array that holds them, in the answer itself or in the elements of one of its
 * arrays. An element is handed over as soon as it is decoded, and its array comes back empty: of a large answer only
 * what the taker keeps is ever in memory. A taker in an inner array gets the holder too, decoded up to that array.
 */
export type Each<R> = {
  [K in keyof R]?: NonNullable<R[K]> extends (infer E)[] ? ((element: E) => void) | EachInner<E> : never;
};

type EachInner<E> = {
  [L in keyof E]?: NonNullable<E[L]> extends (infer F)[] ? (element: F, holder: E) => void : never;
};

type Taker = (element: unknown, holder: unknown) => void;
type Takers = { [name: string]: Taker | Takers | undefined };

/** Arrays within arrays down to which turns are taken: topics, and what they are made of. */
const turnDepth = 2;

/** One answer is decoded at a time: the bytes of one that is done are given back before the next one is begun. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Reads exactly one value as `decode` does, but lets other work of this process have its turn while a large one is
 * read: a cluster of 100,000 partitions must not hold up whoever types in the editor.
 */
export function decodeInTurns<R>(type: WireType, bytes: Buffer, each: Each<R> = {}): Promise<R> {
  const mine = before.then(async () => {
    const cursor = cursorAt(bytes);
    const value = await readInTurns(cursor, type, turnDepth, each as Takers);
    atEnd(cursor);
    return value as R;
  });
  before = mine.catch(() => {});
  return mine;
}

async function readInTurns(cursor: Cursor, type: WireType, depth: number, takers?: Takers): Promise<unknown> {
  if (typeof type === 'string' || !('struct' in type) || type.nullable) return read(cursor, type);
  takeStruct(cursor, type.struct.length);
  const value: Record<string, unknown> = {};
  for (const [name, field] of type.struct) {
    if (typeof field === 'string') put(value, name, read(cursor, field));
    else if ('tags' in field) tagged(cursor, field.tags, value);
    else if ('array' in field && depth > 0) {
      put(value, name, await readArray(cursor, field, depth, takers?.[name], value));
    } else put(value, name, read(cursor, field));
  }
  return value;
}

async function readArray(
  cursor: Cursor,
  type: WireArray,
  depth: number,
  taker: Taker | Takers | undefined,
  holder: unknown,
): Promise<unknown[] | null> {
  const { array } = type;
  const length = arrayLength(cursor, type);
  if (length < 0) return null;
  const items: unknown[] = [];
  for (let i = 0; i < length; i++) {
    if (due()) await turn();
    if (typeof taker === 'function') taker(read(cursor, array), holder);
    else items.push(depth > 1 ? await readInTurns(cursor, array, depth - 1, taker) : read(cursor, array));
  }
  return items;
}
