/** One character of a segment that a pattern asks for, or any run of them. */
type Token = { kind: 'star' } | { kind: 'one'; is: (char: string) => boolean };

/** The tokens between two slashes; `**` stands for any number of segments. */
type Segment = Token[] | '**';

/** More alternatives than this in one pattern have no use. */
const MAX_ALTERNATIVES = 10;

/**
 * Matches paths with slashes against patterns of `*`, `**`, `?`, `[a-z]` and `{a,b}`; undefined for any other kind of
 * pattern. Patterns may come from anyone: the time is at most the pattern's length times the path's, whatever both are,
 * which no regular expression made of them could promise.
 */
export function globMatcher(pattern: string): ((path: string) => boolean) | undefined {
  // Negation and extended patterns, as some shells know them.
  if (pattern.startsWith('!') || /[@!+*?]\(/.test(pattern)) return undefined;
  const plain = alternatives(pattern);
  if (!plain) return undefined;
  const compiled = plain.map((one) => one.split('/').map(segmentOf));
  return (path) => {
    const segments = path.split('/');
    return compiled.some((one) => matches(one, segments));
  };
}

/** The patterns that one with braces stands for; undefined when they are too many. */
function alternatives(pattern: string): string[] | undefined {
  let done = [''];
  let at = 0;
  while (at < pattern.length) {
    const close = pattern[at] === '{' ? closing(pattern, at) : -1;
    const piece = pattern.slice(at, close < 0 ? at + 1 : close + 1);
    const choices = close < 0 ? [piece] : choicesOf(piece.slice(1, -1));
    if (!choices || done.length * choices.length > MAX_ALTERNATIVES) return undefined;
    done = done.flatMap((head) => choices.map((choice) => head + choice));
    at += piece.length;
  }
  return done;
}

/** Where the brace that opens at `at` closes; -1 when it does not. */
function closing(pattern: string, at: number): number {
  let depth = 0;
  for (let i = at; i < pattern.length; i += 1) {
    if (pattern[i] === '{') depth += 1;
    else if (pattern[i] === '}') depth -= 1;
    if (depth === 0) return i;
  }
  return -1;
}

function choicesOf(content: string): string[] | undefined {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const char of content) {
    if (char === ',' && depth === 0) {
      pieces.push(piece);
      piece = '';
      continue;
    }
    if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    piece += char;
  }
  // Braces without a comma are no choice.
  if (pieces.length === 0) return [`{${content}}`];
  const inner = [...pieces, piece].map(alternatives);
  return inner.some((one) => one === undefined) ? undefined : inner.flatMap((one) => one ?? []);
}

function segmentOf(text: string): Segment {
  if (text === '**') return '**';
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const set = char === '[' ? /^\[([!^]?)([^\]]+)\]/.exec(text.slice(at)) : null;
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'one', is: () => true });
    else if (set) {
      tokens.push({ kind: 'one', is: inSet(set[2] ?? '', set[1] !== '') });
      at += set[0].length - 1;
    } else tokens.push({ kind: 'one', is: (other) => other === char });
  }
  return tokens;
}

function inSet(text: string, negated: boolean): (char: string) => boolean {
  const ranges: [string, string][] = [];
  for (let at = 0; at < text.length; at += 1) {
    const from = text[at] ?? '';
    const isRange = text[at + 1] === '-' && at + 2 < text.length;
    ranges.push([from, (isRange ? text[at + 2] : from) ?? '']);
    if (isRange) at += 2;
  }
  return (char) => ranges.some(([from, to]) => from <= char && char <= to) !== negated;
}

/** Follows all ways through the pattern at once, segment by segment. */
function matches(pattern: Segment[], path: string[]): boolean {
  let at = behindStars(pattern, [0]);
  for (const segment of path) {
    const next: number[] = [];
    for (const index of at) {
      const wanted = pattern[index];
      if (wanted === '**') next.push(index, ...(index === pattern.length - 1 ? [index + 1] : []));
      else if (wanted && fits(wanted, segment)) next.push(index + 1);
    }
    at = behindStars(pattern, next);
    if (at.size === 0) return false;
  }
  return at.has(pattern.length);
}

/** With the places behind each `**`, which may stand for nothing but at the end: `a/**` is what is in `a`. */
function behindStars(pattern: Segment[], places: number[]): Set<number> {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === '**' && place < pattern.length - 1) all.add(place + 1);
  return all;
}

/** Does a segment fit? After a mismatch only the last star takes one character more: earlier ones need not. */
function fits(tokens: Token[], text: string): boolean {
  let token = 0;
  let star = -1;
  let begin = 0;
  let at = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted?.kind === 'star') {
      star = token;
      begin = at;
      token += 1;
    } else if (wanted?.is(text[at] ?? '')) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      token = star + 1;
      begin += 1;
      at = begin;
    } else return false;
  }
  while (tokens[token]?.kind === 'star') token += 1;
  return token === tokens.length;
}
