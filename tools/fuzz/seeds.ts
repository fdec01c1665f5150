import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../server/src/rules/index.ts';
import { sharedFolder } from '../../test/support/shared.ts';

/** Larger files are cut into pieces of about this many characters: small inputs find the same mistakes sooner. */
const PIECE = 6_000;

/** Where inputs begin: a real text, and how its file is named. */
export interface Seed {
  name: string;
  text: string;
}

/** The pieces of a text, cut before documents, sections of comments or empty lines where that keeps them small. */
function pieces(text: string): string[] {
  if (text.length <= PIECE) return [text];
  const cut: string[] = [];
  let rest = text;
  while (rest.length > PIECE) {
    const head = rest.slice(0, PIECE);
    const at = [/\n---/g, /\n\n/g, /\n/g]
      .map((pattern) => [...head.matchAll(pattern)].at(-1)?.index ?? 0)
      .find((index) => index > PIECE / 4);
    cut.push(rest.slice(0, (at ?? PIECE - 1) + 1));
    rest = rest.slice((at ?? PIECE - 1) + 1);
  }
  return [...cut, rest];
}

function corpusSeeds(pattern: RegExp): Seed[] {
  const corpus = join(sharedFolder(), 'corpus');
  return readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) =>
      pieces(readFileSync(path, 'utf8')).map((text) => ({
        name: path.slice(path.lastIndexOf('/') + 1),
        text,
      })),
    );
}

function exampleSeeds(pattern: RegExp): Seed[] {
  return rules.flatMap(({ examples }) =>
    examples.flatMap(({ bad, good }) =>
      [bad, good].flatMap((files) =>
        Object.entries(files)
          .filter(([name]) => pattern.test(name))
          .map(([name, text]) => ({ name, text: text.replace(/[«»]/g, '') })),
      ),
    ),
  );
}

/** Real public files and the rules' own examples whose names match; the same list on every machine. */
export const seedsNamed = (pattern: RegExp): Seed[] => [...corpusSeeds(pattern), ...exampleSeeds(pattern)];
