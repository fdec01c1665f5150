/** Several values by key, in the order in which they came. Nearly every key has one: a Set for each would take 200 bytes. */
export interface Multimap<V> {
  add(key: string, value: V): void;
  /** Nothing happens when it is not there. */
  delete(key: string, value: V): void;
  get(key: string): Iterable<V>;
  has(key: string): boolean;
}

/** A map without values; they are told apart by identity. */
export function createMultimap<V extends object>(): Multimap<V> {
  const lone = new Map<string, V>();
  const several = new Map<string, Set<V>>();
  return {
    add(key, value) {
      const first = lone.get(key);
      const many = several.get(key);
      if (many) many.add(value);
      else if (first === undefined) lone.set(key, value);
      else if (first !== value) {
        lone.delete(key);
        several.set(key, new Set([first, value]));
      }
    },
    delete(key, value) {
      const many = several.get(key);
      if (lone.get(key) === value) lone.delete(key);
      if (many?.delete(value) && many.size === 0) several.delete(key);
    },
    has: (key) => lone.has(key) || several.has(key),
    get(key) {
      const first = lone.get(key);
      return first === undefined ? (several.get(key) ?? []) : [first];
    },
  };
}
