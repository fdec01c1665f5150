import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { Located, Range } from '../reports/report.ts';
import { MAX_BYTES } from './decode.ts';
import { shownPath, uriOf } from './inputs.ts';

/** `helm template` writes on top of each document which template it was made from. */
const SOURCE = /^(?:---[^\n]*\n)?(?:[ \t]*\r?\n)*# Source: (\S+)/;

/**
 * The template that Helm made a finding's document from, as a place to look at: its line, where the finding's line stands
 * in it literally and once, else its first. Undefined for what Helm did not make. `folder` is where Helm was run.
 */
export function templateFinder(folder: string): (finding: Finding) => Located['related'] {
  const texts = new Map<string, string | undefined>();
  const read = (path: string) => {
    if (!texts.has(path)) texts.set(path, textOf(path));
    return texts.get(path);
  };
  return ({ place: { part, start } }) => {
    const [, source] = SOURCE.exec(part.text) ?? [];
    // A name from the text: it must not lead out of the folder.
    if (source === undefined || source.startsWith('/') || source.split('/').includes('..')) return [];
    const path = pathsOf(folder, source).find((one) => read(one) !== undefined);
    const line = part.text.slice(part.text.lastIndexOf('\n', start - 1) + 1).split('\n')[0] ?? '';
    return [
      {
        path: path === undefined ? source : shownPath(folder, path),
        uri: uriOf(path ?? join(folder, source)),
        range: lineRange(path === undefined ? '' : (read(path) ?? ''), line.trim()),
        message: 'made from a template',
      },
    ];
  };
}

/** Helm names the chart and the path in it; it may have been run beside the chart, in it, or above `charts`. */
const pathsOf = (folder: string, source: string): string[] => [
  join(folder, source),
  join(folder, source.slice(source.indexOf('/') + 1)),
  join(folder, 'charts', source),
];

function textOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const stat = statSync(path);
  return stat.isFile() && stat.size <= MAX_BYTES ? readFileSync(path, 'utf8') : undefined;
}

function lineRange(text: string, wanted: string): Range {
  const lines = text.split('\n');
  const found = lines.flatMap((line, number) => (line.trim() === wanted ? [number] : []));
  const [line] = found.length === 1 ? found : [0];
  return { start: { line: line ?? 0, character: 0 }, end: { line: line ?? 0, character: 0 } };
}
