// Which of thousands of topics or groups a list shows, and in what order.

/** How a person wants to see a list. */
export interface ListView {
  /** Words that a name must contain, all of them, in any case and order; or the whole name in double quotes. */
  filter?: string;
  sort?: ListSort;
}

/** Names go up, everything else goes down from the most. */
export type ListSort = 'problems' | 'name' | 'size' | 'partitions' | 'lag';

/** The lists of a cluster that can be long. */
export type ListName = 'topics' | 'groups';
export type Lists = Partial<Record<ListName, ListView>>;

/** What each list can be sorted by; the first one holds when nobody chose. */
export const sorts: Record<ListName, ListSort[]> = {
  topics: ['problems', 'name', 'size', 'partitions'],
  groups: ['lag', 'problems', 'name'],
};

/** Lines that a list shows at once: a tree with more is slow to draw and of no use to read. */
export const shownAtOnce = 500;

/** The filter that only this name passes. */
export const exactly = (name: string): string => `"${name}"`;

/** Whether a name passes a filter; an empty one lets everything pass. */
export function passes(name: string, filter = ''): boolean {
  if (filter === '') return true;
  if (/^".*"$/.test(filter)) return name === filter.slice(1, -1);
  const lower = name.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/**
 * The entries in the wanted order: by `of(entry, sort)`, the larger first, and by name where that is equal. Unknown
 * figures (undefined) come last.
 */
export function sorted<T extends { name: string }>(
  entries: T[],
  sort: ListSort,
  of: (entry: T, sort: ListSort) => number | undefined,
): T[] {
  const byName = (a: T, b: T): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  if (sort === 'name') return [...entries].sort(byName);
  const figures = new Map(entries.map((entry) => [entry, of(entry, sort) ?? -1]));
  return [...entries].sort((a, b) => (figures.get(b) ?? -1) - (figures.get(a) ?? -1) || byName(a, b));
}
