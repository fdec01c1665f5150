/**
 * Makes a function that puts `work` off until it has not been called for `pause` ms, but never for longer than
 * `longest` ms after the first call: what keeps changing is looked at too. A call while `work` runs asks for nothing.
 */
export function inLull(pause: number, longest: number, work: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let latest = 0;
  let working = false;
  return () => {
    if (working) return;
    const now = performance.now();
    if (timer === undefined) latest = now + longest;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        timer = undefined;
        working = true;
        try {
          work();
        } finally {
          working = false;
        }
      },
      Math.max(0, Math.min(pause, latest - now)),
    ).unref();
  };
}
