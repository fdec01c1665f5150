import { repositoriesOf, reviewFolder, type Shown } from '../support/corpus.ts';

/** Findings by repository, rule and severity. */
export type Counts = Record<string, Record<string, Record<string, number>>>;

/** The kinds of corpus files that a reader exists for. */
export const kinds = ['server-properties', 'strimzi'];

export function countsOf(findings: Shown[]): Counts[string] {
  const counts: Counts[string] = {};
  for (const { finding } of findings) {
    counts[finding.rule] ??= {};
    const bySeverity = counts[finding.rule] as Record<string, number>;
    bySeverity[finding.severity] = (bySeverity[finding.severity] ?? 0) + 1;
  }
  return sorted(counts, (bySeverity) => sorted(bySeverity, (count) => count));
}

/** Counts of the whole corpus, keys in alphabetical order: what counts.json pins. */
export function corpusCounts(): Counts {
  const repositories = kinds.flatMap(repositoriesOf);
  return Object.fromEntries(
    repositories.map((repository) => [repository, countsOf(reviewFolder(repository).findings)]),
  );
}

const sorted = <T>(record: Record<string, T>, each: (value: T) => T): Record<string, T> =>
  Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, each(record[key] as T)]),
  );
