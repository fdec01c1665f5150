import fc from 'fast-check';
import { matcher } from '../../../server/src/kustomize/selector.ts';
import { globMatcher } from '../../../server/src/review/glob.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { ignoreLevel, isIgnored } from '../../../server/src/workspace/gitignore.ts';
import { mutated } from '../mutate.ts';
import { checkFindings, reviewOf } from '../reviewing.ts';
import { type Seed, seedsNamed } from '../seeds.ts';
import { target } from '../target.ts';

const SETTINGS = [
  'profile: dev\nkafkaVersion: 4.1.0\nstrimziVersion: "0.51"\n',
  'rules:\n  min-isr-equals-rf: off\n  rack-missing: hint\nignore:\n  - clusters/dev/**\n  - "*.bak"\n',
  'overrides:\n  - files: [clusters/dev/**, "**/test/*"]\n    profile: dev\n    rules: {plaintext-listener: off}\n  - files: prod\n    profile: production\n',
  'ignore: ["!a/**", "../**", "/etc/*", "[a-z]*", "{a,b}{c,d}{e,f}", "+(a|b)*(c)", "**/**/**/x", "@(a|!(b))"]\n',
];

/** Settings files of our own to begin with. */
export const settingsSeeds: Seed[] = SETTINGS.map((text) => ({ name: '.kafka-review.yaml', text }));

/** A pattern made of what patterns are made of. */
const glob = fc
  .array(
    fc.constantFrom(
      '*',
      '**',
      '?',
      '+(',
      '*(',
      '@(',
      '!(',
      '(',
      ')',
      '|',
      '{',
      '}',
      ',',
      '..',
      '[',
      ']',
      '!',
      '^',
      'a',
      'b',
      '/',
      '\\',
      '[[:alpha:]]',
      '{1..99999}',
      '$',
      '"',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const path = fc
  .array(fc.constantFrom('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'b', '/', '.', '-', '%20', 'é'), {
    maxLength: 40,
  })
  .map((parts) => `file:///deployment/${parts.join('')}.properties`);

const BROKER = 'process.roles=broker\nnode.id=1\nmin.insync.replicas=3\n';

/** Any settings file, with files that it speaks of. */
export const settings = target<{ text: string; globs: string[]; uri: string }>({
  name: 'settings',
  inputs: fc.record({
    text: mutated(settingsSeeds).map(({ text }) => text),
    globs: fc.array(glob, { maxLength: 3 }),
    uri: path,
  }),
  check: ({ text, globs, uri }) => {
    const lists = JSON.stringify(globs);
    for (const said of [text, `ignore: ${lists}\n`, `overrides:\n  - files: ${lists}\n    profile: dev\n`]) {
      const settingsUri = 'file:///deployment/.kafka-review.yaml';
      const review = reviewOf([
        [settingsUri, said],
        [uri, BROKER],
      ]);
      checkFindings(review, settingsUri);
      checkFindings(review, uri);
      review.profile(uri);
    }
  },
});

/** What a repeat or choice of a regular expression is made of, and what it may be tried on. */
const expression = fc
  .array(
    fc.constantFrom('a', '.', '*', '+', '?', '{9}', '(', ')', '(?:', '|', '[ab]', '\\1', '^', '$', '\\'),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

/** Patterns that a .gitignore or a kustomization brings along. */
export const patterns = target<{ lines: string[]; expression: string; uri: string }>({
  name: 'patterns',
  inputs: fc.record({ lines: fc.array(glob, { maxLength: 5 }), expression, uri: path }),
  check: ({ lines, expression: pattern, uri }) => {
    const below = uri.slice('file:///'.length);
    isIgnored([ignoreLevel('/', lines.join('\n'))], `/${below}`, below.length % 2 === 0);
    matcher(pattern)(below);
    for (const line of lines) globMatcher(line)?.(below);
  },
});

const ids = rules.map(({ id }) => id);

/** Comments that silence rules, right and wrong, anywhere in a file. */
export const suppressions = target<{ uri: string; text: string }>({
  name: 'suppressions',
  inputs: fc
    .record({
      seed: mutated(seedsNamed(/\.(properties|ya?ml)$/)),
      said: fc.array(
        fc.tuple(
          fc.nat(1_000),
          fc.constantFrom('# ', '#', '! ', ' # ', '  #'),
          fc.constantFrom('kafka-review-', 'kafka-review ', 'Kafka-Review-'),
          fc.constantFrom(
            'disable-next-line',
            'disable-line',
            'disable-file',
            'disable',
            'enable',
            'profile=',
            'kafka-version=4.1',
          ),
          fc.constantFrom(' ', ', ', '\t', ''),
          fc.array(fc.oneof(fc.constantFrom(...ids), fc.string({ maxLength: 5 })), { maxLength: 3 }),
          fc.constantFrom('', ' -- ', ' --', ' -- why', ' -- -- x'),
        ),
        { maxLength: 5 },
      ),
    })
    .map(({ seed: { name, text }, said }) => {
      const lines = text.split('\n');
      for (const [at, mark, tool, verb, gap, rulesNamed, reason] of said)
        lines.splice(at % lines.length, 0, `${mark}${tool}${verb}${gap}${rulesNamed.join(gap)}${reason}`);
      return { uri: `file:///deployment/${name}`, text: lines.join('\n') };
    }),
  check: ({ uri, text }) => checkFindings(reviewOf([[uri, text]]), uri),
});
