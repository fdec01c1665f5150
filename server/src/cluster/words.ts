import type { Part } from './snapshot/types.ts';

/** 1234567 as "1.2 M". */
export function shortCount(n: number): string {
  if (n < 10_000) return String(n);
  return n < 1_000_000 ? `${(n / 1000).toFixed(1)} k` : `${(n / 1_000_000).toFixed(1)} M`;
}

/** Seconds as people say them, rounded up. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.ceil(seconds / 3600)} h` : `${Math.ceil(seconds / 86_400)} d`;
}

/** Milliseconds that have passed, as "12 s ago". */
export const ago = (ms: number): string => `${duration(Math.max(0, Math.floor(ms / 1000)))} ago`;

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes with a binary unit. */
export function size(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** Why a part is not there, in words; empty when it is. */
export function notRead(part: Part<unknown>): string {
  switch (part.state) {
    case 'not-authorized':
      return 'not authorized to see';
    case 'unsupported':
      return 'not told by this Kafka';
    case 'failed':
      return `not read (${part.reason})`;
    case 'read':
      return '';
  }
}
