import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { lineStarts, positionAt } from '../model/lines.ts';
import type { Part } from '../model/place.ts';
import { rememberLast } from '../model/remember.ts';
import { fieldsOf, type Node, pairOf, parseYaml } from '../readers/yaml/tree.ts';
import type { RelatedPlace } from '../reports/report.ts';
import { MAX_BYTES } from './decode.ts';
import { shownPath, uriOf } from './paths.ts';
import { sourceIn } from './source.ts';
import { walk } from './walk.ts';

/** `helm template` writes on top of each document which template it was made from. */
const SOURCE = /^(?:---[^\n]*\n)?(?:[ \t]*\r?\n)*# Source: (\S+)/;

/** `buildMetadata: [originAnnotations]` has kustomize write from which file each resource is. */
const ORIGIN = 'config.kubernetes.io/origin';

/** A quick look: may other files be read to say what a document of this text was made from? */
export const mayBeRendered = (text: string): boolean => text.includes('# Source: ') || text.includes(ORIGIN);

export interface RenderedOptions {
  /** Where Helm or kustomize was run. */
  cwd: string;
  /** The file's name that standard input was given; beside it stands the kustomization that was built. */
  stdin?: string | undefined;
}

/**
 * The file that Helm or kustomize made a finding's document from, and where in it what was found stands. Undefined for
 * what they did not make, and for files that are not below the current folder: their names come from the text.
 */
export function sourceFinder({
  cwd,
  stdin,
}: RenderedOptions): (finding: Finding) => RelatedPlace | undefined {
  const texts = new Map<string, string | undefined>();
  const read = (path: string) => {
    if (!texts.has(path)) texts.set(path, isBelow(cwd, path) ? textOf(path) : undefined);
    return texts.get(path);
  };
  const isThere = (path: string): boolean => read(path) !== undefined;
  const beside = stdin === undefined ? cwd : dirname(resolve(cwd, stdin));
  let walked: string[] | undefined;
  const all = (): string[] => {
    walked ??= walk(cwd, { gitignore: true, onProblem: () => {}, onProgress: () => {} });
    return walked;
  };
  /** The only file below the current folder with such an end of its path. */
  const onlyFile = (end: string): string[] => {
    const found = all().filter((path) => path.endsWith(sep + end.split('/').join(sep)));
    return found.length === 1 ? found : [];
  };
  const templateAt = templateFinder(cwd, read, all);
  return ({ place: { part, start } }) => {
    const source = madeFrom(part);
    if (source === undefined) return undefined;
    const near = source.path.replace(/^(?:\.\.?\/)+/, '');
    const path =
      source.by === 'Helm'
        ? templateAt(source.path)
        : ([join(beside, source.path)].find(isThere) ?? onlyFile(near).find(isThere));
    if (path === undefined && source.by === 'kustomize') return undefined;
    const text = path === undefined ? '' : (read(path) ?? '');
    const starts = startsOf(text);
    const found = sourceIn(text, parsed(part), start);
    return {
      path: path === undefined ? source.path : shownPath(cwd, path),
      uri: uriOf(path ?? join(cwd, source.path)),
      range: { start: positionAt(starts, found.start), end: positionAt(starts, found.end) },
      message:
        source.by === 'Helm'
          ? 'made from a template'
          : found.isChanged
            ? 'built from this file, and changed on the way'
            : 'built from this file',
    };
  };
}

/** Helm names the chart and the path in it; it may have been run beside the chart, in it, or above. */
function templateFinder(
  cwd: string,
  read: (path: string) => string | undefined,
  all: () => string[],
): (source: string) => string | undefined {
  const isThere = (path: string): boolean => read(path) !== undefined;
  /** A chart may stand in a folder of another name. */
  const chartsNamed = (name: string): string[] =>
    all()
      .filter((path) => path.endsWith(`${sep}Chart.yaml`) && chartName(read(path) ?? '') === name)
      .map((path) => dirname(path));
  const find = (source: string): string | undefined => {
    const near = templatesAt(cwd, source).find(isThere);
    if (near !== undefined) return near;
    const [name = '', ...rest] = source.split('/');
    const found = chartsNamed(name)
      .map((folder) => join(folder, ...rest))
      .filter(isThere);
    return found.length === 1 ? found[0] : undefined;
  };
  const known = new Map<string, string | undefined>();
  return (source) => {
    if (!known.has(source)) known.set(source, find(source));
    return known.get(source);
  };
}

const startsOf = rememberLast(lineStarts);
const parsed = rememberLast((part: Part): Node | undefined => parseYaml(part.text).root);

interface Origin {
  by: 'Helm' | 'kustomize';
  path: string;
}

/** Asked for each finding of a document, which may be large and have many. */
const madeFrom = rememberLast((part: Part): Origin | undefined => templateOf(part) ?? originOf(part));

function templateOf(part: Part): Origin | undefined {
  const [, path] = SOURCE.exec(part.text) ?? [];
  // A name from the text: it must not lead out of the folder.
  if (path === undefined || path.startsWith('/') || path.split('/').includes('..')) return undefined;
  return { by: 'Helm', path };
}

/** A resource of a remote base has a `repo` beside its path: its file is not here. */
function originOf(part: Part): Origin | undefined {
  if (!part.text.includes(ORIGIN)) return undefined;
  let node = parsed(part);
  for (const key of ['metadata', 'annotations', ORIGIN]) node = pairOf(node, key)?.value;
  if (node?.kind !== 'scalar') return undefined;
  const fields = fieldsOf(parseYaml(node.text).root).map(({ key, value }) => [key.text, value] as const);
  const { path, repo } = Object.fromEntries(fields);
  if (repo || path?.kind !== 'scalar' || isAbsolute(path.text)) return undefined;
  return { by: 'kustomize', path: path.text };
}

function chartName(text: string): string | undefined {
  const { value } = pairOf(parseYaml(text).root, 'name') ?? {};
  return value?.kind === 'scalar' ? value.text : undefined;
}

const templatesAt = (folder: string, source: string): string[] => [
  join(folder, source),
  join(folder, source.slice(source.indexOf('/') + 1)),
  join(folder, 'charts', source),
];

const isBelow = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
};

function textOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const stat = statSync(path);
  return stat.isFile() && stat.size <= MAX_BYTES ? readFileSync(path, 'utf8') : undefined;
}
