import { authorizerKeys } from './authorizer.ts';
import { keysOf } from './facts.ts';
import { similar } from './similar.ts';
import type { Scope } from './table.ts';

/**
 * Keys of a scope that an unknown one may mean, best first, three at most: a slip of the fingers, an environment
 * variable's spelling (KAFKA_LOG_DIRS), the same words in another order, or a name cut short at one end
 * (mechanisms.inter.broker.protocol).
 */
export function suggestKeys(scope: Scope, key: string, version?: string): string[] {
  const [prefix = ''] = (scope === 'broker' && /^listener\.name\.[^.]+\./.exec(key)) || [];
  const name = key.slice(prefix.length).replace(/^KAFKA_(?=[A-Z])/, '');
  const known = [...keysOf(scope, version)].flatMap((facts) => (facts.internal ? [] : [facts.key]));
  if (scope === 'broker') known.push(...authorizerKeys);
  const close = similar(name, known);
  const found = close.length > 0 ? close : byWords(name.toLowerCase().split(/[._-]/), known);
  return found.map((each) => prefix + each);
}

function byWords(words: readonly string[], known: readonly string[]): string[] {
  const sorted = [...words].sort().join('.');
  const reordered = known.filter(
    (candidate) => candidate.length === sorted.length && candidate.split('.').sort().join('.') === sorted,
  );
  if (reordered.length > 0) return reordered.slice(0, 3);
  const longer = known.filter(
    (candidate) =>
      candidate.length > sorted.length - 2 * words.length && isCutShort(words, candidate.split('.')),
  );
  // A short end of many keys means none of them.
  return longer.length > 2 ? [] : longer;
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
