import assert from 'node:assert/strict';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { globMatcher } from '../../../server/src/review/glob.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { broker } from '../../../server/src/rules/sound.ts';

const PATHS = [
  'a',
  'b.yaml',
  'a/b',
  'a/b.yaml',
  'a/b/c',
  '.a/b',
  'clusters/dev/x.yaml',
  'a b/c',
  'ab',
  'é/x',
  'a-b',
];

describe('patterns for paths', () => {
  it('match what picomatch matches', () => {
    const written = [
      '*',
      '**',
      'a/*',
      'a/**',
      '**/b',
      '**/*.yaml',
      '*.{yaml,properties}',
      'a/**/c',
      'clusters/*/x.*',
    ];
    const more = [
      '?',
      'a?b',
      '[a-c]',
      '[^a]b',
      '{a,b/c}',
      '{a,{b,é}/x}',
      'a/{b,b/c}',
      '.*/b',
      '**/dev/**',
      'a\\b',
      '{a}',
    ];
    for (const pattern of [...written, ...more.filter((one) => !one.includes('\\'))]) {
      const own = globMatcher(pattern) ?? assert.fail(pattern);
      const other = picomatch(pattern, { dot: true });
      // Of `a/**`, picomatch takes `a` itself too.
      const paths = PATHS.filter((path) => !pattern.endsWith('/**') || path !== 'a');
      for (const path of paths) assert.equal(own(path), other(path), `${pattern} on ${path}`);
    }
  });

  it('match what picomatch matches, whatever they are made of', () => {
    const segment = fc
      .array(fc.constantFrom('a', 'b', '.', '*', '?', '[ab]', 'x-'), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('').replace(/\*+/g, '*'));
    const pattern = fc.array(fc.oneof(segment, fc.constant('**')), { minLength: 1, maxLength: 4 });
    const name = fc.array(fc.constantFrom('a', 'b', '.', 'x-'), { minLength: 1, maxLength: 4 });
    const path = fc.array(
      name.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(pattern, path, (segments, names) => {
        // Folders above and of the same name never stand in a path.
        fc.pre(segments.at(-1) !== '**');
        fc.pre(![...segments, ...names].some((one) => /^\.+$/.test(one) || one.startsWith('.')));
        const [glob, text] = [segments.join('/'), names.join('/')];
        assert.equal(globMatcher(glob)?.(text), picomatch(glob, { dot: true })(text), `${glob} on ${text}`);
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });

  it('refuse negation, extended patterns and braces without end', () => {
    for (const pattern of ['!a', '+(a|aa)', '@(a)', 'x/!(b)', '{a,b}'.repeat(4), `{${'a,'.repeat(40)}}`])
      assert.equal(globMatcher(pattern), undefined, pattern);
  });
});

describe('patterns of a stranger', () => {
  it('are 200 at most, and the others are named', () => {
    const review = createReview({ rules: [], roots: ['file:///w'] });
    const patterns = Array.from({ length: 201 }, (_, n) => `  - ${n}.properties\n`).join('');
    review.set('file:///w/.kafka-review.yaml', `ignore:\n${patterns}`);
    for (const n of [199, 200]) review.set(`file:///w/${n}.properties`, broker());
    review.refresh();
    const [problem, ...others] = review.findings('file:///w/.kafka-review.yaml');
    assert.deepEqual(others, []);
    assert.equal(problem?.message, '200 patterns are heeded, and no more');
    assert.deepEqual(
      review.files().filter((uri) => uri.endsWith('.properties')),
      ['file:///w/200.properties'],
    );
  });

  const uri = `file:///w/${'a'.repeat(250)}/${'a'.repeat(250)}.properties`;
  for (const pattern of [
    `${'a*'.repeat(99)}b`,
    `${'*a'.repeat(99)}b`,
    `${'{a,aa}'.repeat(33)}b`,
    `${'**/'.repeat(60)}x`,
    '+(+(+(a)))b',
    `${'?*'.repeat(99)}b`,
    `${'['.repeat(199)}`,
    `${'{'.repeat(199)}`,
    `${'{'.repeat(99)}${'}'.repeat(99)}`,
  ]) {
    // The test's own time limit is the proof: as a regular expression each of them would outlive us.
    it(`of the kind ${pattern.slice(0, 9)}… take no time`, () => {
      const review = createReview({ rules: [], roots: ['file:///w'] });
      review.set(
        'file:///w/.kafka-review.yaml',
        `ignore: [${JSON.stringify(pattern)}]\noverrides:\n  - files: ${JSON.stringify(pattern)}\n    profile: dev\n`,
      );
      review.set(uri, broker());
      review.refresh();
      assert.equal(review.profile(uri).profile, 'production');
      assert.deepEqual(review.files(), [uri]);
    });
  }
});
