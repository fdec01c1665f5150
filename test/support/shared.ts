import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's own folder. */
export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The folder of real public files that tests read but the project never ships: `shared/` beside the repository, or
 * where KAFKA_REVIEW_SHARED points. Throws when it is not there: a test on real input must not pass without it.
 */
export function sharedFolder(): string {
  const candidates = [
    process.env.KAFKA_REVIEW_SHARED,
    join(repository, '../shared'),
    join(repository, '../../shared'),
  ];
  const found = candidates.find((folder) => folder && existsSync(join(folder, 'corpus/INDEX.tsv')));
  if (!found)
    throw new Error('the folder shared/ with the corpus was not found; set KAFKA_REVIEW_SHARED to it');
  return found;
}
