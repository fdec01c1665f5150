/** The first item that stands before already, by what `of` makes of it; undefined when each stands once. */
export function repeated<T>(
  items: readonly T[],
  of: (item: T) => string | number = (item) => String(item),
): T | undefined {
  const seen = new Set<string | number>();
  return items.find((item) => {
    const name = of(item);
    return seen.has(name) || !seen.add(name);
  });
}
