/** Draws what is seen again and again, though nothing changes it. */
export interface Ageing {
  /** Begins, unless it has begun; it ends by itself when nobody sees it any more. */
  start(): void;
  dispose(): void;
}

/** Calls `draw` every `ms` after `start`, for as long as `isSeen`. Starting it again puts nothing off. */
export function ageing(ms: number, isSeen: () => boolean, draw: () => void): Ageing {
  let timer: NodeJS.Timeout | undefined;
  function start(): void {
    if (timer !== undefined || !isSeen()) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isSeen()) draw();
      start();
    }, ms);
  }
  return { start, dispose: () => clearTimeout(timer) };
}
