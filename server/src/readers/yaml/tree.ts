import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseAllDocuments,
  type Node as YamlNode,
} from 'yaml';
import type { Part, Path } from '../../model/place.ts';
import { type Break, believable, openedBefore, wordsFor } from './broken.ts';
import { MAX_DEPTH, parsePlain } from './plain.ts';
import { forgetRepeated, isTemplate, MASK, maskTemplate } from './template.ts';

/**
 * A YAML document as readers see it: plain nodes with their range in the part's text (UTF-16 code units). It does not
 * depend on the parser that made it. An alias to a collection is that collection; an alias to a scalar is a copy of it
 * that stands where the alias stands. Graphs are never cyclic and their expanded size is bounded.
 */
export type Node = MapNode | SeqNode | ScalarNode;

/** The text that a node was read from. */
export interface Source {
  part: Part;
  path: Path;
}

export interface MapNode {
  kind: 'map';
  start: number;
  end: number;
  flow: boolean;
  pairs: Pair[];
  from?: Source;
}

export interface Pair {
  key: ScalarNode;
  value: Node | undefined;
  /** The pair's own text, from its key to the end of its value. */
  start: number;
  end: number;
  /** Where key and value were taken from, when it is not the map around them: overlays of kustomize mix files. */
  from?: Source;
}

export interface SeqNode {
  kind: 'seq';
  start: number;
  end: number;
  flow: boolean;
  items: Node[];
  from?: Source;
}

export interface ScalarNode {
  kind: 'scalar';
  start: number;
  end: number;
  /** The value with YAML's own type. */
  value: string | number | boolean | null;
  /** What was written: the source of a plain scalar, the content of a quoted or block one. */
  text: string;
  style: 'plain' | 'single' | 'double' | 'block';
  /** Stands for something that cannot be known here: a template, or an alias that cannot be followed. */
  unknown?: true;
  from?: Source;
}

export interface YamlProblem {
  start: number;
  end: number;
  message: string;
}

export interface YamlDocument {
  root: Node | undefined;
  problems: YamlProblem[];
  /** A template engine still has to run over this text: what is absent may yet appear. */
  templated: boolean;
  /** The parser could not read all of it: what is absent may stand where it is broken. */
  broken: boolean;
}

/** Kubernetes itself limits the expanded size of aliases; so do we, to stay bounded on alias bombs. */
const MAX_EXPANDED_NODES = 200_000;

/**
 * Parses the text of one part. Broken YAML gives problems and whatever could be read around them; never throws.
 * Template expressions (`{{ … }}`) become unknown scalars of the same length, lines of nothing else become blank.
 */
export function parseYaml(text: string): YamlDocument {
  const templated = isTemplate(text);
  const lines = withoutLoneReturns(text);
  const source = templated ? maskTemplate(lines) : lines;
  const plain = parsePlain(source);
  if (plain) return finished({ root: plain.root, problems: [], templated, broken: false });
  const tooDeep = depthProblem(source);
  if (tooDeep) return { root: undefined, problems: [tooDeep], templated, broken: true };
  try {
    return finished(parseGeneral(source, templated));
  } catch (error) {
    // `a: a: a: …` on one line: no YAML, but the parser goes a level deeper for each until its stack is used up.
    if (!(error instanceof RangeError)) throw error;
    return {
      root: undefined,
      problems: [{ start: 0, end: 1, message: tooDeepMessage }],
      templated,
      broken: true,
    };
  }
}

function finished(document: YamlDocument): YamlDocument {
  if (document.templated) forgetRepeated(document.root);
  return document;
}

/** A lone CR ends a line in YAML; the parsers know LF and CRLF. The length stays, so that places do. */
const withoutLoneReturns = (text: string): string =>
  text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;

/** The general parser: any YAML, with its errors. Exported for the test that holds the quick one to it. */
export function parseGeneral(source: string, templated = false): YamlDocument {
  const documents = parseAllDocuments(source, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  const problems: YamlProblem[] = controlProblems(source);
  let root: Node | undefined;
  let first: Break | undefined;
  for (const document of documents) {
    for (const error of document.errors) {
      // At the end of the text, an error is shown at its last character.
      const start = Math.max(0, Math.min(error.pos[0], source.length - 1));
      const end = Math.min(Math.max(error.pos[1], start + 1), source.length);
      problems.push({ start, end, message: plainWords(error.code, error.message) });
      if (first === undefined || start < first.start) first = { start, code: error.code };
    }
    root ??= isEmpty(document.contents as YamlNode | null)
      ? undefined
      : convert(document.contents as ParsedNode, problems);
  }
  // Errors after the first are mostly its echo, and a person can mend one at a time.
  problems.sort((a, b) => a.start - b.start);
  // A template is no YAML yet: what the parser made of it stays as it is.
  if (root && first && !templated) {
    const opened = openedBefore(root, first);
    const [problem] = problems;
    if (opened !== undefined && problem) Object.assign(problem, { start: opened, end: opened + 1 });
    root = believable(root, first);
  }
  return { root, problems: problems.slice(0, 1), templated, broken: first !== undefined };
}

/** Control characters that YAML has no place for; Kubernetes refuses them wherever they stand. */
function controlProblems(text: string): YamlProblem[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const found = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text);
  if (!found) return [];
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const message = `YAML: the control character U+${code} is not allowed`;
  return [{ start: found.index, end: found.index + 1, message }];
}

/** Deep nesting costs a recursive parser its stack: refuse it before it is parsed. */
function depthProblem(text: string): YamlProblem | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0x5b || c === 0x7b) {
      depth += 1;
      if (depth > MAX_DEPTH) return { start: i, end: i + 1, message: tooDeepMessage };
    } else if ((c === 0x5d || c === 0x7d) && depth > 0) depth -= 1;
  }
  // Keys of keys on one line are no YAML; how far the parser follows them would hang on the stack that is left.
  const deepLine =
    /^(?: {400,}| *(?:- ){200,}| *(?:\? ){200,})\S/m.exec(text) ?? /^ *(?:[\w.-]+: +){200}/m.exec(text);
  return deepLine ? { start: deepLine.index, end: deepLine.index + 1, message: tooDeepMessage } : undefined;
}

const tooDeepMessage = `nested deeper than ${MAX_DEPTH} levels: this document is not reviewed`;

function plainWords(code: string, message: string): string {
  const words = wordsFor(code, message);
  if (words) return `YAML: ${words}`;
  return `YAML: ${message.replace(/\s+/g, ' ').replace(/ at line \d+.*$/, '')} (${code.toLowerCase().replace(/_/g, ' ')})`;
}

interface Conversion {
  anchors: Map<string, { node: Node; weight: number }>;
  open: Set<string>;
  expanded: number;
  problems: YamlProblem[];
}

function convert(root: ParsedNode, problems: YamlProblem[]): Node {
  return build(root, { anchors: new Map(), open: new Set(), expanded: 0, problems }, 0).node;
}

function build(node: YamlNode, state: Conversion, depth: number): { node: Node; weight: number } {
  const [start, end] = node.range ?? [0, 0];
  if (isAlias(node)) return follow(node.source, start, end, state);
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor) state.open.add(anchor);
  const built =
    depth > MAX_DEPTH
      ? { node: unknownScalar(start, end), weight: 1 }
      : buildContent(node, start, end, state, depth);
  if (anchor) {
    state.open.delete(anchor);
    state.anchors.set(anchor, built);
  }
  return built;
}

function buildContent(
  node: YamlNode,
  start: number,
  end: number,
  state: Conversion,
  depth: number,
): { node: Node; weight: number } {
  let weight = 1;
  if (isMap(node)) {
    const map: MapNode = { kind: 'map', start, end, flow: node.flow === true, pairs: [] };
    for (const pair of node.items) {
      const key = pair.key as YamlNode | null;
      if (!key || !isScalar(key)) continue;
      const keyNode = scalar(key);
      const value = isEmpty(pair.value as YamlNode | null)
        ? undefined
        : build(pair.value as YamlNode, state, depth + 1);
      weight += 1 + (value?.weight ?? 0);
      map.pairs.push({
        key: keyNode,
        value: value?.node,
        start: keyNode.start,
        end: Math.max(keyNode.end, value && !isAliased(value.node, keyNode) ? value.node.end : keyNode.end),
      });
    }
    if (!map.flow) {
      map.start = map.pairs[0]?.start ?? start;
      map.end = map.pairs.at(-1)?.end ?? end;
    }
    return { node: map, weight };
  }
  if (isSeq(node)) {
    const seq: SeqNode = { kind: 'seq', start, end, flow: node.flow === true, items: [] };
    for (const item of node.items) {
      const built = build(item as YamlNode, state, depth + 1);
      weight += built.weight;
      seq.items.push(built.node);
    }
    if (!seq.flow) seq.end = seq.items.at(-1)?.end ?? end;
    return { node: seq, weight };
  }
  return { node: isScalar(node) ? scalar(node) : unknownScalar(start, end), weight };
}

/** Nothing is written where a value could stand. */
const isEmpty = (node: YamlNode | null): boolean =>
  !node || (isScalar(node) && node.value === null && !node.anchor && !node.tag && (node.source ?? '') === '');

/** An aliased collection stands before the key that uses it. */
const isAliased = (value: Node, key: ScalarNode): boolean => value.start < key.start;

function follow(name: string, start: number, end: number, state: Conversion): { node: Node; weight: number } {
  const target = state.anchors.get(name);
  if (!target || state.open.has(name)) {
    const why = state.open.has(name)
      ? 'stands within what it repeats'
      : `repeats nothing: there is no &${name} before it`;
    state.problems.push({ start, end, message: `YAML: *${name} ${why}` });
    return { node: unknownScalar(start, end), weight: 1 };
  }
  state.expanded += target.weight;
  if (state.expanded > MAX_EXPANDED_NODES) {
    state.problems.push({
      start,
      end,
      message: `the aliases of this document expand to more than ${MAX_EXPANDED_NODES} nodes: the rest is not followed`,
    });
    return { node: unknownScalar(start, end), weight: 1 };
  }
  if (target.node.kind === 'scalar') return { node: { ...target.node, start, end }, weight: 1 };
  return target;
}

const unknownScalar = (start: number, end: number): ScalarNode => ({
  kind: 'scalar',
  start,
  end,
  value: null,
  text: '',
  style: 'plain',
  unknown: true,
});

function scalar(node: {
  value: unknown;
  source?: string | undefined;
  type?: string | undefined;
  range?: [number, number, number] | null | undefined;
}): ScalarNode {
  const [start, end] = node.range ?? [0, 0];
  const style =
    node.type === 'QUOTE_SINGLE'
      ? 'single'
      : node.type === 'QUOTE_DOUBLE'
        ? 'double'
        : node.type?.startsWith('BLOCK')
          ? 'block'
          : 'plain';
  const { value } = node;
  const text = style === 'plain' ? (node.source ?? String(value ?? '')) : String(value ?? '');
  const typed =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
      ? value
      : text;
  const made: ScalarNode = { kind: 'scalar', start, end, value: typed, text, style };
  if (text.includes(MASK)) made.unknown = true;
  return made;
}

/** The pair of a map by its key; the last one when the key stands twice. Looks into merge keys (`<<`) when it is not there. */
export function pairOf(map: Node | undefined, key: string): Pair | undefined {
  if (map?.kind !== 'map') return undefined;
  let found: Pair | undefined;
  for (const pair of map.pairs) if (pair.key.text === key) found = pair;
  return found ?? merged(map, key);
}

/** What stands at the end of a way through maps; undefined where it leads nowhere. */
export const valueAt = (node: Node | undefined, ...path: string[]): Node | undefined =>
  path.reduce<Node | undefined>((one, key) => pairOf(one, key)?.value, node);

/**
 * The pairs of a map by their keys, in their order, with those that merge keys (`<<`) bring; the last one of a key that
 * stands twice. Keys that a template engine or a placeholder still replaces are left out. Empty for anything else.
 */
export function fieldsOf(node: Node | undefined): Pair[] {
  if (node?.kind !== 'map') return [];
  if (isPlain(node.pairs)) return node.pairs;
  const found = new Map<string, Pair>();
  for (const pair of node.pairs) {
    if (!isMerge(pair) && !pair.key.unknown) found.set(pair.key.text, pair);
  }
  for (const { value } of node.pairs.filter(isMerge)) {
    for (const source of value?.kind === 'seq' ? value.items : [value]) {
      if (source === node) continue;
      for (const pair of fieldsOf(source)) if (!found.has(pair.key.text)) found.set(pair.key.text, pair);
    }
  }
  return [...found.values()];
}

/** So few keys that they are compared with each other, all different, and nothing else about them to be heeded? */
function isPlain(pairs: Pair[]): boolean {
  if (pairs.length > 8) return false;
  for (let at = 0; at < pairs.length; at += 1) {
    const pair = pairs[at] as Pair;
    if (pair.key.unknown || isMerge(pair)) return false;
    for (let other = 0; other < at; other += 1)
      if ((pairs[other] as Pair).key.text === pair.key.text) return false;
  }
  return true;
}

const isMerge = ({ key }: Pair): boolean => key.text === '<<' && key.style === 'plain';

function merged(map: MapNode, key: string): Pair | undefined {
  for (const pair of map.pairs) {
    if (!isMerge(pair)) continue;
    const { value } = pair;
    for (const source of value?.kind === 'seq' ? value.items : [value]) {
      const found = source === map ? undefined : pairOf(source, key);
      if (found) return found;
    }
  }
  return undefined;
}
