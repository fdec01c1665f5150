import { authorizerKeys } from './authorizer.ts';
import { keysOf } from './facts.ts';
import { memo } from './memo.ts';
import { MAX_LENGTH, similar, similarTo } from './similar.ts';
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
  return memo((key): readonly string[] => {
    const [prefix = ''] = (scope === 'broker' && /^listener\.name\.[^.]+\./.exec(key)) || [];
    const name = key.slice(prefix.length).replace(/^KAFKA_(?=[A-Z])/, '');
    const close = likeAny(name);
    const found = close.length > 0 ? close : byWords(name.toLowerCase().split(/[._-]/), split);
    return found.map((each) => prefix + each);
  }, REMEMBERED);
}, 20);

interface Known {
  key: string;
  words: readonly string[];
}

function byWords(words: readonly string[], known: readonly Known[]): string[] {
  const sorted = [...words].sort().join('.');
  const reordered = known.filter(
    ({ key, words: own }) => key.length === sorted.length && [...own].sort().join('.') === sorted,
  );
  if (reordered.length > 0) return reordered.slice(0, 3).map(({ key }) => key);
  const longer = known.filter(
    ({ key, words: own }) => key.length > sorted.length - 2 * words.length && isCutShort(words, own),
  );
  // A short end of many keys means none of them.
  return longer.length > 2 ? [] : longer.map(({ key }) => key);
}

/** Is the name most of the candidate's words, at its begin or end, give or take a letter or two in each word? */
function isCutShort(words: readonly string[], candidate: readonly string[]): boolean {
  const more = candidate.length - words.length;
  if (words.length < 2 || more < 1 || more > 2 || more >= words.length) return false;
  const alike = (part: readonly string[]): boolean =>
    words.every(
      (word, at) => word === part[at] || (word.length > 4 && similar(word, [part[at] ?? '']).length > 0),
    );
  return alike(candidate.slice(more)) || alike(candidate.slice(0, words.length));
}
