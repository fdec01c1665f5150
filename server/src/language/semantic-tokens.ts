import type { SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver-types';
import { lifeOf } from '../knowledge/facts.ts';
import { resolveKey } from '../knowledge/keys.ts';
import { newestVersion } from '../knowledge/versions.ts';
import type { Config, Entry } from '../model/config.ts';
import { lineStarts, positionAt } from '../model/lines.ts';
import { absolute, type Place } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { configsOf, versionText } from './hover.ts';

export const legend: SemanticTokensLegend = {
  tokenTypes: ['property', 'enumMember', 'number'],
  tokenModifiers: ['deprecated', 'defaultLibrary'],
};

const DEPRECATED = 1;
const KNOWN = 2;

/** Keys by what the version knows of them (known, deprecated), and values by their type. */
export function semanticTokens(review: Review, uri: string): SemanticTokens {
  const starts = lineStarts(review.text(uri) ?? '');
  const tokens = configsOf(review, uri)
    .flatMap(({ config }) => {
      const version = versionText(review, config.holder.part)?.value ?? newestVersion;
      return [...config.entries.values()].flatMap((entry) => tokensOf(config, entry, version));
    })
    .map(({ place, type, modifiers }) => ({ ...absolute(place), type, modifiers }))
    .sort((a, b) => a.start - b.start);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { start, end, type, modifiers } of tokens) {
    const from = positionAt(starts, start);
    // The protocol has no tokens over several lines, and none that overlap.
    if (
      positionAt(starts, end).line !== from.line ||
      from.line < line ||
      (from.line === line && from.character < character)
    )
      continue;
    data.push(
      from.line - line,
      from.line === line ? from.character - character : from.character,
      end - start,
      type,
      modifiers,
    );
    line = from.line;
    character = from.character;
  }
  return { data };
}

interface Token {
  place: Place;
  type: number;
  modifiers: number;
}

function tokensOf(config: Config, entry: Entry, version: string): Token[] {
  const facts = resolveKey(config.scope, entry.key, version)?.facts;
  const removed = !facts && lifeOf(config.scope, entry.key) !== undefined;
  const tokens: Token[] = [
    {
      place: entry.keyPlace,
      type: 0,
      modifiers: (facts?.deprecated || removed ? DEPRECATED : 0) | (facts ? KNOWN : 0),
    },
  ];
  if (entry.value.state !== 'set' || !facts || entry.value.place.start < entry.keyPlace.end) return tokens;
  if (/INT|LONG|SHORT|DOUBLE/.test(facts.type))
    tokens.push({ place: entry.value.place, type: 2, modifiers: 0 });
  else if (
    facts.type === 'BOOLEAN' ||
    facts.demands.some(({ kind }) => kind === 'in' || kind === 'anyCase')
  ) {
    tokens.push({ place: entry.value.place, type: 1, modifiers: 0 });
  }
  return tokens;
}
