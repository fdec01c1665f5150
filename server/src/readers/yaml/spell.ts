import { variableName } from '../../model/config.ts';
import type { Change, Json } from '../../model/fix.ts';
import { afterBreak, lineBegin, lineEnd } from '../../model/lines.ts';
import type { Path } from '../../model/place.ts';
import type { TextEdit } from '../reading.ts';
import {
  type MapNode,
  type Node,
  type Pair,
  pairOf,
  parseYaml,
  type ScalarNode,
  type YamlDocument,
} from './tree.ts';

let last: { text: string; document: YamlDocument } | undefined;

/** The fixes of one document are spelled one after the other: its text is not read for each of them. */
function documentOf(text: string): YamlDocument {
  if (last?.text !== text) last = { text, document: parseYaml(text) };
  return last.document;
}

/**
 * Spells changes in YAML text: only the named values change; comments, quoting, indentation and line ends stay.
 * A change whose path does not fit the text gives no edit.
 */
export function spellYaml(text: string, changes: Change[]): TextEdit[] {
  const { root, problems, templated } = documentOf(text);
  // Where a value ends is not known before the template is filled in: it is no YAML as it stands.
  if (templated && problems.length > 0) return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = joinInserts(
    changes.flatMap((change): TextEdit[] => {
      if (change.kind === 'replace') {
        return [{ start: change.place.start, end: change.place.end, text: change.text }];
      }
      if (!root) return [];
      if (change.slot.environment || change.slot.within) return spellVariable(text, root, change, eol);
      switch (change.kind) {
        case 'set':
          return setAt(text, root, change.slot.path, change.value, eol);
        case 'remove':
          return removeAt(text, root, change.slot.path);
        case 'rename':
          return renameAt(root, change.slot.path, change.to);
      }
    }),
  );
  let uses: Map<string, number> | undefined;
  return edits.filter(
    (edit) =>
      !orphans(text, edit, () => {
        uses ??= aliasesIn(text);
        return uses;
      }),
  );
}

/** Would the edit take away an anchor that an alias outside of it still needs? */
function orphans(
  text: string,
  { start, end, text: fresh }: TextEdit,
  uses: () => Map<string, number>,
): boolean {
  const gone = text.slice(start, end);
  const names = [...gone.matchAll(/(?<=^|[\s,[{])&([^\s,\]}]+)/g)].map((match) => match[1] ?? '');
  if (names.length === 0) return false;
  const within = aliasesIn(gone);
  return names.some(
    (name) => !fresh.includes(`&${name}`) && (uses().get(name) ?? 0) > (within.get(name) ?? 0),
  );
}

/** How often each anchor is asked for in a text. */
function aliasesIn(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, name = ''] of text.matchAll(/(?<=^|[\s,[\]{}])\*([^\s,[\]{}]+)/g))
    found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/** Changes an environment variable: a key of a map, `NAME=value` in a list, or a pair of name and value in a list. */
function spellVariable(text: string, root: Node, change: SlotChange, eol: string): TextEdit[] {
  const { path, within, environment } = change.slot;
  const isPair = path.at(-1) === 'value';
  switch (change.kind) {
    case 'set': {
      if (within) {
        const { place, before = '' } = within;
        return [{ start: place.start, end: place.end, text: before + change.value }];
      }
      const { variable } = environment ?? {};
      // Compose refuses a bare true or false as a variable's value.
      const value = typeof change.value === 'boolean' ? String(change.value) : change.value;
      if (variable?.as === 'text') return setAt(text, root, path, `${variable.name}=${value}`, eol);
      if (variable) return setAt(text, root, path, { name: variable.name, value: String(value) }, eol);
      return setAt(text, root, path, isPair ? String(value) : value, eol);
    }
    case 'remove':
      return removeAt(text, root, isPair ? path.slice(0, -1) : path);
    case 'rename': {
      const name = variableName(environment?.prefix ?? '', change.to);
      if (isPair) return setAt(text, root, [...path.slice(0, -1), 'name'], name, eol);
      const { node, pair } = walk(root, path);
      if (pair) return [{ start: pair.key.start, end: pair.key.end, text: scalarText(name, pair.key) }];
      const item = node ? text.slice(node.start, node.end) : '';
      const [, quote = '', old = ''] = /^(["']?)([^=]*)=/.exec(item) ?? [];
      const start = (node?.start ?? 0) + quote.length;
      return node ? [{ start, end: start + old.length, text: name }] : [];
    }
  }
}

type SlotChange = Exclude<Change, { kind: 'replace' }>;

/** Two texts inserted at one offset become one edit, in order: the protocol leaves their order open. */
function joinInserts(edits: TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  const inserts = new Map<number, TextEdit>();
  for (const edit of edits) {
    const same = edit.start === edit.end ? inserts.get(edit.start) : undefined;
    if (same) {
      same.text += edit.text;
      continue;
    }
    const own = { ...edit };
    joined.push(own);
    if (own.start === own.end) inserts.set(own.start, own);
  }
  return joined;
}

interface Found {
  /** The deepest node that exists on the path, the pair it hangs on, and how many steps led there. */
  node: Node | undefined;
  pair: Pair | undefined;
  parent: Node | undefined;
  steps: number;
  /** The node is a collection that an alias brings: it stands elsewhere, and belongs to other keys too. */
  borrowed: boolean;
}

function walk(root: Node, path: Path): Found {
  let found: Found = { node: root, pair: undefined, parent: undefined, steps: 0, borrowed: false };
  for (const step of path) {
    const at = found.node;
    if (found.borrowed) break;
    const pair = typeof step === 'string' ? pairOf(at, step) : undefined;
    const next = pair
      ? pair.value
      : typeof step === 'number' && at?.kind === 'seq'
        ? at.items[step]
        : undefined;
    if (!pair && !next) break;
    const before = pair?.key ?? at;
    const borrowed = next !== undefined && before !== undefined && next.start < before.start;
    found = { node: next, pair, parent: at, steps: found.steps + 1, borrowed };
    if (!next) break;
  }
  return found;
}

function setAt(text: string, root: Node, path: Path, value: Json, eol: string): TextEdit[] {
  const found = walk(root, path);
  if (found.steps === path.length) return replaceValue(text, found, value, eol);
  if (found.borrowed) return [];
  const rest = path.slice(found.steps);
  const { node } = found;
  if (node?.kind === 'map' && node.pairs.length > 0) return [insertPair(text, node, rest, value, eol)];
  if (node?.kind === 'seq') return node.items.length > 0 ? [insertItem(text, node, rest, value, eol)] : [];
  if (node?.kind === 'scalar' && node.value !== null) return [];
  return replaceValue(text, found, nest(rest, value), eol);
}

/** The value with the missing parents around it. */
function nest(path: Path, value: Json): Json {
  return path.reduceRight<Json>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
}

function replaceValue(text: string, { node, pair, borrowed }: Found, value: Json, eol: string): TextEdit[] {
  if (borrowed && !pair) return [];
  if (node?.kind === 'scalar' && !isCollection(value) && node.end > node.start) {
    return [{ start: node.start, end: contentEnd(text, node), text: scalarText(value, node) }];
  }
  if (!pair) return [];
  const after = afterColon(text, pair.key.end);
  const indent = column(text, pair.key.start);
  const rendered = render(value, indent + 2, eol);
  const end = borrowed
    ? aliasEnd(text, after)
    : node && node.end > node.start
      ? contentEnd(text, node)
      : after;
  return [{ start: after, end: Math.max(end, after), text: rendered }];
}

const isCollection = (value: Json): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null;

/** Block scalars own the line end behind them; edits must not. */
function contentEnd(text: string, node: Node): number {
  let end = node.end;
  while (end > node.start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

/** The end of the `*name` behind a colon. */
const aliasEnd = (text: string, colon: number): number =>
  colon + (/^\s*\*[^\s,\]}]+/.exec(text.slice(colon))?.[0].length ?? 0);

function afterColon(text: string, keyEnd: number): number {
  const colon = text.indexOf(':', keyEnd);
  return colon < 0 ? keyEnd : colon + 1;
}

const column = (text: string, at: number): number => at - lineBegin(text, at);

function insertPair(text: string, map: MapNode, rest: Path, value: Json, eol: string): TextEdit {
  const [key, ...deeper] = rest;
  const last = map.pairs[map.pairs.length - 1] as Pair;
  const inner = nest(deeper, value);
  if (map.flow) {
    const end = last.value ? contentEnd(text, last.value) : last.end;
    return { start: end, end, text: `, ${plainOrQuoted(String(key))}: ${flowText(inner)}` };
  }
  const indent = column(text, (map.pairs[0] as Pair).key.start);
  const end = lineEnd(text, last.value ? contentEnd(text, last.value) : last.end);
  return {
    start: end,
    end,
    text: `${eol}${' '.repeat(indent)}${plainOrQuoted(String(key))}:${render(inner, indent + 2, eol)}`,
  };
}

function insertItem(
  text: string,
  seq: Node & { kind: 'seq' },
  rest: Path,
  value: Json,
  eol: string,
): TextEdit {
  const last = seq.items[seq.items.length - 1] as Node;
  const inner = nest(rest.slice(1), value);
  const end = contentEnd(text, last);
  if (seq.flow) return { start: end, end, text: `, ${flowText(inner)}` };
  const indent = column(text, seq.start);
  const at = lineEnd(text, end);
  return { start: at, end: at, text: `${eol}${' '.repeat(indent)}-${renderItem(inner, indent + 2, eol)}` };
}

/** The text behind a key's colon: ` value`, or the lines of a collection below it. */
function render(value: Json, indent: number, eol: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []';
    return value.map((item) => `${eol}${' '.repeat(indent)}-${renderItem(item, indent + 2, eol)}`).join('');
  }
  if (isCollection(value)) {
    const pairs = Object.entries(value);
    if (pairs.length === 0) return ' {}';
    return pairs
      .map(
        ([key, inner]) =>
          `${eol}${' '.repeat(indent)}${plainOrQuoted(key)}:${render(inner, indent + 2, eol)}`,
      )
      .join('');
  }
  return ` ${scalarText(value)}`;
}

function renderItem(item: Json, indent: number, eol: string): string {
  // The first key of a map stands on the dash's own line.
  return isCollection(item) ? render(item, indent, eol).replace(/^\r?\n +/, ' ') : ` ${scalarText(item)}`;
}

function flowText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (isCollection(value)) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${plainOrQuoted(key)}: ${flowText(inner)}`)
      .join(', ')} }`;
  }
  return scalarText(value);
}

function scalarText(value: string | number | boolean | null, before?: ScalarNode): string {
  const text = String(value);
  if (before?.style === 'double') return JSON.stringify(text);
  if (before?.style === 'single') return `'${text.replace(/'/g, "''")}'`;
  return typeof value === 'string' ? plainOrQuoted(text) : text;
}

/** Quotes only what YAML would read as something else than this very string. */
function plainOrQuoted(text: string): string {
  const reads = parseYaml(`${text}\n`);
  const same = reads.problems.length === 0 && reads.root?.kind === 'scalar' && reads.root.value === text;
  const safe =
    same &&
    reads.root?.kind === 'scalar' &&
    reads.root.style === 'plain' &&
    !/^(y|yes|n|no|on|off)$/i.test(text) &&
    !/[:#,[\]{}]/.test(text);
  if (safe) return text;
  return /^[A-Za-z0-9_./-]+:[A-Za-z0-9_./-]+$/.test(text) && !/^\d+:/.test(text)
    ? text
    : JSON.stringify(text);
}

function removeAt(text: string, root: Node, path: Path): TextEdit[] {
  const { steps, pair, parent, node, borrowed } = walk(root, path);
  if (steps !== path.length) return [];
  if (pair && parent?.kind === 'map') return removePair(text, parent, pair, borrowed);
  if (parent?.kind === 'seq' && node && !borrowed)
    return [removeItem(text, parent, parent.items.indexOf(node))];
  return [];
}

function removePair(text: string, map: MapNode, pair: Pair, borrowed: boolean): TextEdit[] {
  const index = map.pairs.indexOf(pair);
  // A pair that a merge key brings stands in another map: removing it there would change others.
  if (index < 0) return [];
  const next = map.pairs[index + 1];
  const before = map.pairs[index - 1];
  const pairEnd = borrowed
    ? aliasEnd(text, afterColon(text, pair.key.end))
    : pair.value
      ? contentEnd(text, { ...pair.value, start: pair.start })
      : pair.end;
  if (map.pairs.length === 1) return [emptied(text, map, Math.max(pairEnd, contentEnd(text, map)), '{}')];
  if (map.flow) {
    if (next) return [{ start: pair.start, end: next.start, text: '' }];
    return [{ start: before ? before.end : pair.start, end: pairEnd, text: '' }];
  }
  const start = lineBegin(text, pair.start);
  if (text.slice(start, pair.start).trim() !== '') {
    // On a list item's dash line: the next pair moves up.
    return next ? [{ start: pair.start, end: next.start, text: '' }] : [];
  }
  const end = lineEnd(text, pairEnd);
  return [{ start, end: afterBreak(text, end), text: '' }];
}

/** An empty collection in place of a whole one: behind its key where nothing stands between. */
function emptied(text: string, node: Node, end: number, empty: '{}' | '[]'): TextEdit {
  const before = text.slice(0, node.start).trimEnd();
  const isBelow = before.endsWith(':') && /[\r\n]/.test(text.slice(before.length, node.start));
  return isBelow ? { start: before.length, end, text: ` ${empty}` } : { start: node.start, end, text: empty };
}

function removeItem(text: string, seq: Node & { kind: 'seq' }, index: number): TextEdit {
  const item = seq.items[index] as Node;
  const next = seq.items[index + 1];
  const before = seq.items[index - 1];
  if (seq.items.length === 1) return emptied(text, seq, contentEnd(text, seq), '[]');
  if (seq.flow) {
    if (next) return { start: item.start, end: next.start, text: '' };
    return { start: before ? contentEnd(text, before) : item.start, end: contentEnd(text, item), text: '' };
  }
  const end = lineEnd(text, contentEnd(text, item));
  return { start: lineBegin(text, item.start), end: afterBreak(text, end), text: '' };
}

function renameAt(root: Node, path: Path, to: string): TextEdit[] {
  const { steps, pair } = walk(root, path);
  if (steps !== path.length || !pair) return [];
  return [{ start: pair.key.start, end: pair.key.end, text: scalarText(to, pair.key) }];
}
