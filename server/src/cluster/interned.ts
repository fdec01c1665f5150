// Equal values kept as one: a large cluster tells the same few names, settings and lists of replicas again and again.

/** Places for values, a power of two; two values that fall on one place take turns there. */
const places = 2 ** 15;
/** Bytes of a text that is worth keeping: longer ones hardly come twice. */
const longest = 128;

const texts: (string | undefined)[] = new Array(places);

/** The text of some bytes of UTF-8, without making it anew where it was read before. */
export function internedText(bytes: Buffer, begin: number, end: number): string {
  const length = end - begin;
  if (length === 0) return '';
  if (length > longest) return bytes.toString('utf8', begin, end);
  let hash = length;
  for (let at = begin; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const place = (hash ^ (hash >>> 15)) & (places - 1);
  const known = texts[place];
  if (known !== undefined && isText(known, bytes, begin, length)) return known;
  const text = bytes.toString('utf8', begin, end);
  texts[place] = text;
  return text;
}

/** Is the text what the bytes say? Never true of a text beyond ASCII, which has fewer characters than bytes. */
function isText(text: string, bytes: Buffer, begin: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== bytes[begin + i]) return false;
  return true;
}

const lists: (readonly number[] | undefined)[] = new Array(places);

/** The same ids in a list that is shared with whoever has the same, and must not be changed. */
export function internedIds(ids: readonly number[]): readonly number[] {
  let hash = ids.length;
  for (const id of ids) hash = (Math.imul(hash, 31) + id) | 0;
  const place = (hash ^ (hash >>> 15)) & (places - 1);
  const known = lists[place];
  if (known?.length === ids.length && known.every((id, i) => id === ids[i])) return known;
  const list = ids.slice();
  lists[place] = list;
  return list;
}
