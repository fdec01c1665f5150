/** An answer begins with the number of the request that it belongs to. */
const smallest = 4;
/** Bytes of the largest answer that is taken: some twenty times what a cluster of 100,000 partitions tells at once. */
const largest = 128 * 1024 * 1024;

/**
 * Follows the stream of answers, each of which is its length in four bytes and then as many bytes. Gives a function
 * that takes what came next and says which length makes no sense, if one does; what comes afterwards is meaningless.
 */
export function followFrames(): (bytes: Uint8Array) => number | undefined {
  const length = Buffer.alloc(4);
  let known = 0;
  let left = 0;
  return (bytes) => {
    let at = 0;
    while (at < bytes.length) {
      if (left > 0) {
        const taken = Math.min(left, bytes.length - at);
        left -= taken;
        at += taken;
        continue;
      }
      length[known++] = bytes[at++] ?? 0;
      if (known < length.length) continue;
      known = 0;
      left = length.readInt32BE(0);
      if (left < smallest || left > largest) return left;
    }
    return undefined;
  };
}
