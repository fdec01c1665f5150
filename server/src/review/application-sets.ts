import { type Node, pairOf, valueAt } from '../readers/yaml/tree.ts';
import { globMatcher } from './glob.ts';

/** A text of an ApplicationSet's template: what is written, and the parameters between. */
export type Template = readonly (string | { parameter: string })[];

/** One way in which the generators of an ApplicationSet fill its template in. */
export interface Way {
  /** The parameters that stand in the file; the others only Argo CD knows. */
  values: ReadonlyMap<string, string>;
  /** The folders that `path` can be, where a Git generator looks for them. */
  folders?: FolderPattern[];
  /** Its Kubernetes clusters are those that Argo CD knows, not ones that the file lists. */
  ofClusters?: true;
}

interface FolderPattern {
  pattern: string;
  isOut: boolean;
}

/** More than these are a mistake, or an attack. */
const MAX_WAYS = 500;
const MAX_PARAMETERS = 3;
const MAX_IN_SEGMENT = 2;
const MAX_DEPTH = 3;
/** Longer texts are no paths; to match one takes at most the square of its length. */
export const MAX_PATH = 500;

export const itemsOf = (node: Node | undefined): Node[] => (node?.kind === 'seq' ? node.items : []);

/** The ways of all generators in a list; a generator with a template of its own makes others than are looked at. */
export const waysOf = (generators: Node | undefined): Way[] =>
  itemsOf(generators)
    .flatMap((generator) => waysOfOne(generator, 0))
    .slice(0, MAX_WAYS);

function waysOfOne(generator: Node, depth: number): Way[] {
  const kind = ['list', 'git', 'matrix', 'clusters', 'clusterDecisionResource'].find((key) =>
    pairOf(generator, key),
  );
  const own = kind === undefined ? undefined : valueAt(generator, kind);
  if (valueAt(own, 'template')) return [];
  switch (kind) {
    case 'list':
      return valueAt(own, 'elementsYaml')
        ? [open]
        : itemsOf(valueAt(own, 'elements'))
            .slice(0, MAX_WAYS)
            .map((element) => ({ values: new Map(valuesIn(element)) }));
    case 'git':
      return [{ ...open, folders: foldersOf(own) }];
    case 'matrix':
      return itemsOf(valueAt(own, 'generators')).reduce<Way[]>(
        (made, inner) => (depth < MAX_DEPTH ? product(made, waysOfOne(inner, depth + 1)) : []),
        [open],
      );
    case 'clusters':
    case 'clusterDecisionResource':
      return [{ ...open, ofClusters: true }];
    default:
      return [open];
  }
}

/** Nothing is known of the parameters. */
const open: Way = { values: new Map() };

function product(left: Way[], right: Way[]): Way[] {
  const others = right.slice(0, Math.ceil(MAX_WAYS / Math.max(1, left.length)));
  return left.flatMap((a) =>
    others.map((b): Way => ({ ...a, ...b, values: new Map([...a.values, ...b.values]) })),
  );
}

/** The fields of a list's element, those of maps in it with dots. */
function valuesIn(node: Node | undefined, before = '', depth = 0): [string, string][] {
  if (node?.kind !== 'map' || depth > MAX_DEPTH) return [];
  return node.pairs.flatMap(({ key, value }): [string, string][] => {
    const name = before + key.text;
    if (value?.kind === 'scalar') return value.unknown ? [] : [[name, value.text]];
    return valuesIn(value, `${name}.`, depth + 1);
  });
}

/** What a Git generator lists: folders, or the folders of files. */
function foldersOf(git: Node | undefined): FolderPattern[] {
  const patternsIn = (key: string, folderOf: (path: string) => string) =>
    itemsOf(valueAt(git, key)).flatMap((entry): FolderPattern[] => {
      const path = valueAt(entry, 'path');
      const exclude = valueAt(entry, 'exclude');
      return path?.kind === 'scalar'
        ? [{ pattern: folderOf(path.text), isOut: exclude?.kind === 'scalar' && exclude.value === true }]
        : [];
    });
  return [
    ...patternsIn('directories', (path) => path),
    ...patternsIn('files', (path) => path.replace(/\/?[^/]*$/, '')),
  ];
}

function folderTest(patterns: FolderPattern[]): (path: string) => boolean {
  const tests = patterns.map(({ pattern, isOut }) => ({ matches: globMatcher(pattern), isOut }));
  return (path) => {
    const hits = tests.filter(({ matches }) => matches?.(path));
    return hits.length > 0 && !hits.some(({ isOut }) => isOut);
  };
}

/** The parts of a text with `{{name}}` or, in Go's way, `{{ .name }}`. */
export function templateOf(text: string): Template {
  return text
    .split(/(\{\{.*?\}\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{{') ? { parameter: nameOf(piece.slice(2, -2)) } : piece));
}

/** A parameter by one name, however it is written: `path[1]`, not `index .path.segments 1`. */
function nameOf(expression: string): string {
  const name = expression.replace(/^-|-$/g, '').trim();
  const index = /^index \.path\.segments (\d+)$/.exec(name);
  if (index) return `path[${index[1]}]`;
  return name.replace(/^\./, '').replace(/^path\.path$/, 'path');
}

/** The template with what is known filled in; a text only where nothing is left. */
export function filled(template: Template, values: ReadonlyMap<string, string>): Template {
  const pieces = template.map((piece) =>
    typeof piece === 'string' ? piece : (values.get(piece.parameter) ?? piece),
  );
  return pieces.every((piece) => typeof piece === 'string') ? [pieces.join('')] : pieces;
}

export function textOf(template: Template): string | undefined {
  const [only = '', ...others] = template;
  return typeof only === 'string' && others.length === 0 ? only : undefined;
}

/** Could the same folder be made in many ways? Nothing tells then which one is meant, and each would be tried. */
function isAmbiguous(template: Template): boolean {
  let inSegment = 0;
  let all = 0;
  let paths = 0;
  for (const [index, piece] of template.entries()) {
    if (typeof piece === 'string') {
      if (piece.includes('/')) inSegment = 0;
      continue;
    }
    inSegment += 1;
    all += 1;
    if (piece.parameter === 'path') paths += 1;
    const isBehindAnother = index > 0 && typeof template[index - 1] !== 'string';
    if (isBehindAnother || inSegment > MAX_IN_SEGMENT || all > MAX_PARAMETERS || paths > 1) return true;
  }
  return false;
}

/** Gives the parameters that make a folder of a template; undefined for a folder that it cannot be. */
export function folderMatcher(
  template: Template,
  way: Way,
): ((folder: string) => ReadonlyMap<string, string> | undefined) | undefined {
  const names = template.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.parameter]));
  // A folder that could be any one says nothing.
  if (names.includes('path') && !way.folders) return undefined;
  if (isAmbiguous(template)) return undefined;
  const isListed = folderTest(way.folders ?? []);
  const pattern = new RegExp(
    `^${template
      .map((piece) =>
        typeof piece === 'string'
          ? piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
          : piece.parameter === 'path'
            ? '(.+)'
            : '([^/]+)',
      )
      .join('')}$`,
  );
  return (folder) => {
    const found = folder.length > MAX_PATH ? null : pattern.exec(folder);
    if (!found) return undefined;
    const values = new Map(names.map((name, index) => [name, found[index + 1] ?? '']));
    const path = values.get('path');
    if (path === undefined) return values;
    if (!isListed(path)) return undefined;
    const segments = path.split('/');
    return new Map([
      ...values,
      ['path.basename', segments.at(-1) ?? ''],
      ...segments.map((segment, index): [string, string] => [`path[${index}]`, segment]),
    ]);
  };
}
