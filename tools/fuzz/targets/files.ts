import fc, { type Arbitrary } from 'fast-check';
import { fragments, mutated } from '../mutate.ts';
import {
  checkCommandLine,
  checkFeatures,
  checkFindings,
  checkFixes,
  checkMigration,
  folders,
  reviewOf,
} from '../reviewing.ts';
import { type Seed, seedsNamed } from '../seeds.ts';
import { type Target, target } from '../target.ts';

interface FileInput {
  uri: string;
  text: string;
  /** Where the cursor is, and which of the fixes is taken. */
  line: number;
  character: number;
}

const named = (folder: string, name: string): string =>
  folder.endsWith(':')
    ? `${folder}${name}`
    : folder.includes('#')
      ? folder.replace('x', name)
      : `${folder}/${name}`;

function fileInputs(seeds: Seed[], plain: string): Arbitrary<FileInput> {
  const texts = fc.oneof(
    { weight: 19, arbitrary: mutated(seeds) },
    { weight: 1, arbitrary: fragments.map((text) => ({ name: plain, text })) },
  );
  return fc
    .record({
      seed: texts,
      folder: fc.oneof({ weight: 3, arbitrary: fc.constant('file:///deployment') }, folders),
      line: fc.nat(1_000),
      character: fc.oneof({ weight: 9, arbitrary: fc.nat(60) }, fc.nat(100_000)),
    })
    .map(({ seed, folder, line, character }) => {
      const lines = seed.text.split(/\r\n|\r|\n/);
      const row = line % lines.length;
      return {
        uri: named(folder, seed.name),
        text: seed.text,
        line: row,
        character: character % ((lines[row]?.length ?? 0) + 1),
      };
    });
}

/** Reads and reviews one file with all rules. */
const reviewed = (name: string, seeds: Seed[], plain: string): Target =>
  target<FileInput>({
    name: `review ${name}`,
    inputs: fileInputs(seeds, plain),
    check: ({ uri, text }) => checkFindings(reviewOf([[uri, text]]), uri),
  });

/** Asks everything that an editor asks about a file, wherever the cursor is. */
const edited = (name: string, seeds: Seed[], plain: string): Target =>
  target<FileInput>({
    name: `features ${name}`,
    inputs: fileInputs(seeds, plain),
    check: ({ uri, text, line, character }) =>
      checkFeatures(reviewOf([[uri, text]]), uri, { line, character }),
  });

/** Applies a fix, all safe fixes and the migration, and writes the reports. */
const fixed = (name: string, seeds: Seed[], plain: string): Target =>
  target<FileInput>({
    name: `fixes ${name}`,
    inputs: fileInputs(seeds, plain),
    check: ({ uri, text, line }) => {
      const review = reviewOf([[uri, text]]);
      checkFixes(review, uri, line);
      checkMigration(uri, text, review);
      checkCommandLine(review);
    },
  });

const kinds: { name: string; pattern: RegExp; plain: string }[] = [
  { name: 'properties', pattern: /\.properties$/, plain: 'server.properties' },
  { name: 'yaml', pattern: /\.ya?ml$/, plain: 'kafka.yaml' },
  { name: 'terraform', pattern: /\.tf$/, plain: 'msk.tf' },
  { name: 'other', pattern: /(?<!\.properties|\.ya?ml|\.tf|\.tsv)$/, plain: 'kafka.service' },
];

export const fileTargets: Target[] = kinds.flatMap(({ name, pattern, plain }) => {
  const seeds = seedsNamed(pattern);
  return [reviewed(name, seeds, plain), edited(name, seeds, plain), fixed(name, seeds, plain)];
});
