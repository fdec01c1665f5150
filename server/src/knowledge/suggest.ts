import { authorizerKeys } from './authorizer.ts';
import { keysOf } from './facts.ts';
import { memo } from './memo.ts';
import { allSimilarTo, MAX_LENGTH, similarTo } from './similar.ts';
import type { Scope } from './table.ts';
import { newestVersion } from './versions.ts';

/** A file may have thousands of unknown keys, and each key that is typed asks about all of them again. */
const REMEMBERED = 10_000;

/**
 * Keys of a scope that an unknown one may mean, best first, three at most: a slip of the fingers, an environment
 * variable's spelling (KAFKA_LOG_DIRS), the same words in another order, or a name cut short at one end
 * (mechanisms.inter.broker.protocol).
 */
export const suggestKeys = (scope: Scope, key: string, version?: string): readonly string[] =>
  key.length > 2 * MAX_LENGTH ? [] : suggestionsFor(scope, version ?? newestVersion)(key);

/** One memory for each scope and version; a deployment has few of both. */
const suggestionsFor = (scope: Scope, version: string) => suggesters(`${scope} ${version}`);

const suggesters = memo((scopeAndVersion: string) => {
  const [scope, version] = scopeAndVersion.split(' ') as [Scope, string];
  const known = [...keysOf(scope, version)].flatMap((facts) => (facts.internal ? [] : [facts.key]));
  if (scope === 'broker') known.push(...authorizerKeys);
  const likeAny = similarTo(known);
  const split = known.map((key) => ({ key, words: key.split('.') }));
  const words = [...new Set(split.flatMap((one) => one.words))];
  const likeWord = memo(allSimilarTo(words), REMEMBERED);
  return memo((key): readonly string[] => {
    const [prefix = ''] = (scope === 'broker' && /^listener\.name\.[^.]+\./.exec(key)) || [];
    const name = key.slice(prefix.length).replace(/^KAFKA_(?=[A-Z])/, '');
    const close = likeAny(name);
    const found = close.length > 0 ? close : byWords(name.toLowerCase().split(/[._-]/), split, likeWord);
    return found.map((each) => prefix + each);
  }, REMEMBERED);
}, 20);

interface Known {
  key: string;
  words: readonly string[];
}

type LikeWord = (word: string) => ReadonlySet<string>;

function byWords(words: readonly string[], known: readonly Known[], likeWord: LikeWord): string[] {
  const sorted = [...words].sort().join('.');
  const reordered = known.filter(
    ({ key, words: own }) =>
      key.length === sorted.length && own.length === words.length && [...own].sort().join('.') === sorted,
  );
  if (reordered.length > 0) return reordered.slice(0, 3).map(({ key }) => key);
  const like = words.map((word) => (word.length > 4 ? likeWord(word) : new Set([word])));
  const longer = known.filter(
    ({ key, words: own }) => key.length > sorted.length - 2 * words.length && isCutShort(like, own),
  );
  // A short end of many keys means none of them.
  return longer.length > 2 ? [] : longer.map(({ key }) => key);
}

/** Is the name most of the candidate's words, at its begin or end, give or take a letter or two in each word? */
function isCutShort(like: readonly ReadonlySet<string>[], candidate: readonly string[]): boolean {
  const more = candidate.length - like.length;
  if (like.length < 2 || more < 1 || more > 2 || more >= like.length) return false;
  const areAlike = (from: number): boolean =>
    like.every((meant, at) => meant.has(candidate[from + at] ?? ''));
  return areAlike(more) || areAlike(0);
}
