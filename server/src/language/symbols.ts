import { type DocumentSymbol, type Range, SymbolKind } from 'vscode-languageserver-types';
import type { Config } from '../model/config.ts';
import { afterBreak, lineEnd, lineStarts, positionAt } from '../model/lines.ts';
import { absolute, type Part, type Place } from '../model/place.ts';
import type { Draft } from '../readers/reading.ts';
import type { Review } from '../review/review.ts';

/** The outline of a file: a resource with its configuration, or the keys of a properties file. */
export function documentSymbols(review: Review, uri: string): DocumentSymbol[] {
  const file = review.file(uri);
  const starts = lineStarts(review.text(uri) ?? '');
  const range = (place: Place): Range => {
    const { start, end } = absolute(place);
    return { start: positionAt(starts, start), end: positionAt(starts, end) };
  };
  return (file?.parts ?? []).flatMap(({ part, reading }) => {
    const resources = reading.drafts.filter((draft) => draft.kind === 'resource');
    if (resources.length === 0)
      return reading.drafts.flatMap((draft) => ('config' in draft ? entriesOf(draft.config, range) : []));
    return resources.map((resource) => {
      const name = resource.name.state === 'set' ? resource.name.value : '(no name)';
      const configs =
        resources.length === 1 ? reading.drafts.filter(hasConfig).map((draft) => draft.config) : [];
      return {
        name,
        detail: resource.type,
        kind: SymbolKind.Class,
        range: range(whole(part)),
        selectionRange: range(resource.name.state === 'set' ? resource.name.place : resource.place),
        children: configs
          .filter((config) => config.entries.size > 0)
          .map((config) => configSymbol(config, range)),
      };
    });
  });
}

/** A part without the separator's own line and the empty lines behind it. */
function whole(part: Part): Place {
  const start = part.text.startsWith('---') ? afterBreak(part.text, lineEnd(part.text, 0)) : 0;
  return { part, start: Math.min(start, part.text.trimEnd().length), end: part.text.trimEnd().length };
}

type WithConfig = Extract<Draft, { config: Config }>;

const hasConfig = (draft: Draft): draft is WithConfig => 'config' in draft;

function configSymbol(config: Config, range: (place: Place) => Range): DocumentSymbol {
  const children = entriesOf(config, range);
  const last = children.at(-1)?.range.end;
  const header = range(config.anchor);
  return {
    name: 'config',
    detail: `${children.length} keys`,
    kind: SymbolKind.Object,
    range: { start: header.start, end: last ?? header.end },
    selectionRange: header,
    children,
  };
}

function entriesOf(config: Config, range: (place: Place) => Range): DocumentSymbol[] {
  return [...config.entries.values()].map((entry) => ({
    name: entry.key,
    // A secret must not be shown where nobody expects it.
    detail: /password|secret|jaas/i.test(entry.key) ? '' : entry.value.text.slice(0, 80),
    kind: SymbolKind.Property,
    range: range(entry.place),
    selectionRange: range(entry.keyPlace),
  }));
}
