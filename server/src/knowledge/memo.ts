/** More different texts than any sound deployment has; beyond that the memory begins anew, so that it stays small. */
const LIMIT = 1000;

/** The function with a memory: for short texts that are asked about again and again, such as versions. */
export function memo<T>(answer: (text: string) => T, limit = LIMIT): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    // A copy: engines keep the whole of a file's text in memory for a piece of it.
    const own = text.split('').join('');
    const made = answer(own);
    if (known.size >= limit) known.clear();
    known.set(own, made);
    return made;
  };
}
