import { createReadStream } from 'node:fs';

/** Larger files are neither stores nor settings. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * The bytes of a file that a setting names, at most 20 MiB: what a stranger's settings name may be a device that never
 * ends. Rejects with the system's code, EFBIG for what is larger.
 */
export async function readNamed(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: MAX_BYTES })) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length <= MAX_BYTES) return bytes;
  throw Object.assign(new Error(`${path} is larger than ${MAX_BYTES} bytes`), { code: 'EFBIG' });
}
