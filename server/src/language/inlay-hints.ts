import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import { resolveKey } from '../knowledge/keys.ts';
import { lineStarts, offsetAt, positionAt } from '../model/lines.ts';
import { absolute } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { configsOf } from './hover.ts';
import { readable } from './units.ts';

/** Durations and sizes as people say them, behind the numbers of a range. */
export function inlayHints(review: Review, uri: string, range: Range): InlayHint[] {
  const text = review.text(uri);
  if (text === undefined) return [];
  const starts = lineStarts(text);
  const from = offsetAt(starts, range.start, text.length);
  const to = offsetAt(starts, range.end, text.length);
  return configsOf(review, uri).flatMap(({ config }) =>
    [...config.entries.values()].flatMap((entry): InlayHint[] => {
      const { end } = absolute(entry.value.place);
      if (entry.value.state !== 'set' || end < from || end > to) return [];
      const said = readable(resolveKey(config.scope, entry.key)?.key ?? entry.key, entry.value.value);
      if (!said) return [];
      return [
        { position: positionAt(starts, end), label: said, kind: InlayHintKind.Parameter, paddingLeft: true },
      ];
    }),
  );
}
