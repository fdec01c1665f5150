/**
 * Makes a function that reads what a name stands for and gives it to `take`, unless a later read of the same name
 * began meanwhile: of two that overlap, the one that began first may end last with what is out of date. `read` does
 * not fail.
 */
export function latestOnly<T>(
  read: (name: string) => Promise<T>,
  take: (name: string, found: T) => void,
): (name: string) => Promise<void> {
  const latest = new Map<string, Promise<T>>();
  return async (name) => {
    const own = read(name);
    latest.set(name, own);
    const found = await own;
    if (latest.get(name) !== own) return;
    latest.delete(name);
    take(name, found);
  };
}
