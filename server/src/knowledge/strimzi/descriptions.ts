import type { FieldPath, Kind } from './schema.ts';

/** What a field is for, in our own words. */
export function descriptionOf(_kind: Kind, _path: FieldPath): string | undefined {
  return undefined;
}
