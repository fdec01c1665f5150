import { count, printable } from '../reports/words.ts';
import type { Review } from '../review/review.ts';
import { type Applied, fixAll } from './fix.ts';
import type { Source } from './inputs.ts';
import { patchOf } from './patch.ts';
import type { Problem } from './problem.ts';
import { writeFixed } from './write.ts';

/** What fixing leaves to be said. */
export interface Fixed {
  /** For standard output: the diff of a dry run, or the fixed text of standard input. */
  output: string;
  /** Takes the report's place on standard output, if there is one of the two above. */
  takesOutput: boolean;
  /** For standard error: what was fixed, line by line. */
  said: string;
  problems: Problem[];
}

/** Fixes what is safe to fix in the files under review, and writes the files unless it is a dry run. */
export function fixSources(
  review: Review,
  sources: ReadonlyMap<string, Source>,
  { fixDryRun }: { fixDryRun: boolean },
): Fixed {
  const applied = fixAll(review, sources.keys());
  const changed = [...sources.values()].flatMap((source) => {
    const text = review.text(source.uri);
    return text === undefined || text === source.text ? [] : [{ source, text }];
  });
  const said = sentences(applied, sources, fixDryRun);
  if (fixDryRun) {
    const output = changed.map(({ source, text }) => patchOf(source.path, source.text, text)).join('');
    return { output, takesOutput: true, said, problems: [] };
  }
  const piped = [...sources.values()].find(({ file }) => file === undefined);
  const output = piped ? (review.text(piped.uri) ?? '') : '';
  return { output, takesOutput: piped !== undefined, said, problems: writeFixed(changed) };
}

function sentences(applied: Applied[], sources: ReadonlyMap<string, Source>, dryRun: boolean): string {
  const files = new Set(applied.map(({ uri }) => uri));
  const lines = applied.map(({ uri, line, title, rule }) =>
    printable(`  ${sources.get(uri)?.path ?? uri}:${line + 1}  ${title} (${rule})`),
  );
  const total = `${count(applied.length, 'problem')} in ${count(files.size, 'file')}`;
  const verb = dryRun ? `would fix ${total}` : `fixed ${total}`;
  return applied.length === 0 ? 'nothing to fix\n' : `${[`${verb}:`, ...lines].join('\n')}\n`;
}
