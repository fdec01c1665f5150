/** Larger files are no configuration; reading them would only cost memory. */
export const MAX_BYTES = 20 * 1024 * 1024;

/** How a file's text stands in its bytes, so that it can be written back the same way. */
export interface Encoding {
  charset: 'utf8' | 'latin1';
  /** The file begins with a byte order mark. */
  bom: boolean;
}

/** The text, or why there is none, with what the bytes seem to say, to tell whether it matters. */
export type Decoded = { text: string; encoding: Encoding } | { refused: string; guess: string };

const UTF8: Encoding = { charset: 'utf8', bom: false };
const UTF8_WITH_BOM: Encoding = { charset: 'utf8', bom: true };
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of a file: UTF-8 with or without a byte order mark; a properties file that is no UTF-8 is Latin-1, as
 * java.util.Properties reads it. Refused: UTF-16, binary files, other files that are no UTF-8, and what is too large.
 */
export function decode(path: string, bytes: Buffer): Decoded {
  if (bytes.length > MAX_BYTES) return { refused: 'more than the 20 MiB that are read', guess: '' };
  const wide = wideOf(bytes);
  if (wide)
    return { refused: 'the file is UTF-16; Kafka and Kubernetes read UTF-8, save it as UTF-8', guess: wide };
  const zero = bytes.indexOf(0);
  if (zero >= 0 && zero < 8000) return { refused: 'binary file', guess: '' };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  try {
    return { text: utf8.decode(body), encoding: bom ? UTF8_WITH_BOM : UTF8 };
  } catch {
    const text = body.toString('latin1');
    if (/\.properties/i.test(path)) return { text, encoding: { charset: 'latin1', bom } };
    return { refused: 'the file is not UTF-8; save it as UTF-8', guess: text };
  }
}

export function encode(text: string, { charset, bom }: Encoding): Buffer {
  const body = Buffer.from(text, charset);
  return bom ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) : body;
}

/** The text of UTF-16, told by its byte order mark or by every other one of the first bytes being zero. */
function wideOf(bytes: Buffer): string | undefined {
  // One by one: to take them as a list costs more than all else here, and there are thousands of files.
  const a = bytes[0];
  const b = bytes[1];
  const c = bytes[2];
  const d = bytes[3];
  const little = (a === 0xff && b === 0xfe) || (a && b === 0 && c && d === 0);
  const big = (a === 0xfe && b === 0xff) || (a === 0 && b && c === 0 && d);
  if (little) return bytes.toString('utf16le');
  return big
    ? Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le')
    : undefined;
}
