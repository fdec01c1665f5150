import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../server/src/model/finding.ts';
import { absolute } from '../../server/src/model/place.ts';
import { createReview, type Review, type ReviewOptions } from '../../server/src/review/review.ts';
import { rules } from '../../server/src/rules/index.ts';
import { sharedFolder } from './shared.ts';

/** A finding with what a person needs to find it: path below the repository's folder, line from 1, the text under it. */
export interface Shown {
  path: string;
  line: number;
  text: string;
  finding: Finding;
}

const corpus = join(sharedFolder(), 'corpus');

/** The repositories of one kind of corpus files, as paths below the corpus. */
export const repositoriesOf = (kind: string): string[] =>
  readdirSync(join(corpus, kind))
    .sort()
    .map((name) => `${kind}/${name}`);

/** Every file below a folder of the corpus, in a fixed order; paths below the corpus. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(corpus, folder))
    .sort()
    .map((name) => `${folder}/${name}`)
    .flatMap((path) => (statSync(join(corpus, path)).isDirectory() ? filesBelow(path) : [path]));
}

/** Reviews everything below a folder of the corpus as one workspace, each text rewritten; a rule that throws fails. */
export function reviewFolder(
  folder: string,
  options: Partial<ReviewOptions> = {},
  rewrite = (text: string): string => text,
): { review: Review; findings: Shown[] } {
  const root = pathToFileURL(join(corpus, folder)).href;
  const review = createReview({
    rules,
    roots: [root],
    onRuleError: (rule, error) => {
      throw new Error(`rule ${rule} threw`, { cause: error });
    },
    ...options,
  });
  const files = filesBelow(folder).map((path) => ({
    uri: pathToFileURL(join(corpus, path)).href,
    path: path.slice(folder.length + 1),
    text: rewrite(readFileSync(join(corpus, path), 'utf8')),
  }));
  for (const { uri, text } of files) review.set(uri, text);
  review.refresh();
  const findings = files.flatMap(({ uri, path, text }) =>
    review.findings(uri).map((finding): Shown => {
      const { start, end } = absolute(finding.place);
      return { path, line: text.slice(0, start).split('\n').length, text: text.slice(start, end), finding };
    }),
  );
  return { review, findings };
}
