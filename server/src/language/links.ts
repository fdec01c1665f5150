import type { DocumentLink } from 'vscode-languageserver-types';
import { lineStarts, positionAt } from '../model/lines.ts';
import { absolute, encodePath } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { rulePage } from '../rules/page.ts';
import { configsOf } from './hover.ts';

/** Links in a file: to the files that its configuration names, and to the pages of the rules that comments silence. */
export function documentLinks(review: Review, uri: string): DocumentLink[] {
  const text = review.text(uri);
  if (text === undefined) return [];
  const starts = lineStarts(text);
  const link = (start: number, end: number, target: string, tooltip: string): DocumentLink => ({
    range: { start: positionAt(starts, start), end: positionAt(starts, end) },
    target,
    tooltip,
  });
  const files = configsOf(review, uri).flatMap(({ config }) =>
    [...config.entries.values()].flatMap((entry): DocumentLink[] => {
      const { start, end } = absolute(entry.value.place);
      return filesIn(entry.key, text.slice(start, end)).map((file) =>
        link(start + file.from, start + file.from + file.path.length, fileUri(file.path), 'Open the file'),
      );
    }),
  );
  const rules = [
    ...text.matchAll(/kafka-review-(?:disable|enable)[\w-]*[ \t]+([\w, \t-]+?)(?=[ \t]+--|[ \t]*$)/gm),
  ].flatMap((match) => {
    const from = match.index + match[0].length - (match[1] ?? '').length;
    return [...(match[1] ?? '').matchAll(/[a-z][\w-]+/g)].map(({ 0: id, index }) =>
      link(from + index, from + index + id.length, rulePage(id), `Why ${id}`),
    );
  });
  return [...files, ...rules];
}

/** Absolute paths in a value: a key that names a file, or a configuration provider's `${file:/path:key}`. */
function filesIn(key: string, value: string): { path: string; from: number }[] {
  const provided = [...value.matchAll(/\$\{(?:file|dir):(\/[^:}]+)/g)].map((match) => ({
    path: match[1] ?? '',
    from: match.index + match[0].length - (match[1] ?? '').length,
  }));
  const named = /(\.location|\.file|\.filename|\.path)$/.test(key)
    ? /^["']?(\/[^\s,"'*$]+)/.exec(value)
    : null;
  return named
    ? [...provided, { path: named[1] ?? '', from: named[0].length - (named[1] ?? '').length }]
    : provided;
}

const fileUri = (path: string): string => `file://${encodePath(path)}`;
