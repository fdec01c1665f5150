import { besideIn } from '../language/migrate-beside.ts';
import { type MigrationNote, migrateToV1 } from '../language/migrate-v1.ts';
import { count, printable } from '../reports/words.ts';
import { createReview } from '../review/review.ts';
import { readInputs, type Source } from './inputs.ts';
import type { MigrateCommand } from './options.ts';
import { patchOf } from './patch.ts';
import { type Problem, tell } from './problem.ts';
import { readStandardInput } from './stdin.ts';
import { writeFixed } from './write.ts';

interface Outcome {
  source: Source;
  text: string;
  notes: MigrationNote[];
}

/**
 * `kafka-review migrate [PATH…]`: moves Strimzi resources of older API versions to v1 in their files, or prints the
 * difference. Exit code: 0 all done, 1 a person has something left to do, 2 a file could not be read or written.
 */
export async function migrateCommand({ paths, strimzi, dryRun, gitignore }: MigrateCommand): Promise<number> {
  const stdin = paths.includes('-') ? await readStandardInput(undefined) : undefined;
  const files = paths.filter((path) => path !== '-');
  const inputs = readInputs({
    cwd: process.cwd(),
    paths: files.length === 0 && stdin === undefined ? ['.'] : files,
    stdin,
    gitignore,
    settings: false,
  });
  // Node pools may stand in another file than their cluster, and clusters of one name in several folders.
  const review = createReview({ rules: [], roots: inputs.roots });
  for (const { uri, text } of inputs.sources) review.set(uri, text);
  review.refresh();
  const together = new Set(inputs.sources.map(({ uri }) => uri));
  const outcomes = inputs.sources
    .map(
      (source): Outcome => ({
        source,
        ...migrateToV1(source.text, besideIn(review, source.uri, together), strimzi),
      }),
    )
    .filter(({ source, text, notes }) => text !== source.text || notes.length > 0);
  process.stdout.write(outputOf(outcomes, dryRun));
  process.stderr.write(sentences(outcomes, dryRun));
  const written = dryRun ? [] : writeFixed(outcomes.filter(({ source, text }) => text !== source.text));
  const problems: Problem[] = [...inputs.problems, ...written];
  tell(problems);
  if (problems.some(({ fatal }) => fatal)) return 2;
  return outcomes.some(({ notes }) => notes.some(({ open }) => open)) ? 1 : 0;
}

/** The difference of a dry run; else the new text of standard input, which has no file. */
function outputOf(outcomes: readonly Outcome[], dryRun: boolean): string {
  if (dryRun) return outcomes.map(({ source, text }) => patchOf(source.path, source.text, text)).join('');
  return outcomes.find(({ source }) => source.file === undefined)?.text ?? '';
}

function sentences(outcomes: readonly Outcome[], dryRun: boolean): string {
  const lines = outcomes.flatMap(({ source, notes }) => [
    source.path,
    ...notes.map(({ resource, message, open }) => `  ${open ? 'to do' : 'done '}  ${resource}: ${message}`),
  ]);
  const left = outcomes.reduce((sum, { notes }) => sum + notes.filter(({ open }) => open).length, 0);
  const changed = outcomes.filter(({ source, text }) => text !== source.text).length;
  const verb = dryRun ? 'would migrate' : 'migrated';
  const total =
    changed === 0 ? 'nothing to migrate' : `${verb} ${count(changed, 'file')} to kafka.strimzi.io/v1`;
  const rest = left === 0 ? '' : `; ${count(left, 'thing')} left to do`;
  return `${[...lines.map(printable), `${total}${rest}`].join('\n')}\n`;
}
