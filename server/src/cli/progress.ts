import type { WriteStream } from 'node:tty';

/** How long a walk may be silent, in ms. */
const PATIENCE = 1000;
const EVERY = 100;

export interface Progress {
  update(looked: number): void;
  clear(): void;
}

/** A line on a terminal that says how far a long walk is; nothing anywhere else. */
export function progressLine(out: Pick<WriteStream, 'isTTY' | 'write'>): Progress {
  if (!out.isTTY) return { update: () => {}, clear: () => {} };
  const begin = performance.now();
  let last = begin;
  let shown = false;
  return {
    update: (looked) => {
      const now = performance.now();
      if (now - begin < PATIENCE || now - last < EVERY) return;
      last = now;
      shown = true;
      out.write(`\r\u001b[K${looked.toLocaleString('en')} files …`);
    },
    clear: () => {
      if (shown) out.write('\r\u001b[K');
      shown = false;
    },
  };
}
