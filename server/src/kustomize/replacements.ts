import type { Cursor } from './cursor.ts';
import type { PartsOf } from './patches.ts';
import type { Resource } from './resource.ts';

/** The resources after `replacements`. */
export function replaced(resources: Resource[], _root: Cursor, _partsOf: PartsOf): Resource[] {
  return resources;
}
