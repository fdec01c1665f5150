// What can be believed of a document that the YAML parser could not read in full.
import type { Node, Pair } from './tree.ts';

/** Where the parser lost its way, and its code for why. */
export interface Break {
  start: number;
  code: string;
}

/** Behind these, the lines that follow are still read where they belong; behind others they may hang anywhere. */
const LOCAL = ['MULTILINE_IMPLICIT_KEY', 'DUPLICATE_KEY', 'BAD_SCALAR_START', 'BAD_ALIAS', 'BAD_DQ_ESCAPE'];

/**
 * The tree without what the break has garbled: the entry that it stands in, and all behind it unless the break is a
 * local one. Undefined when nothing is left.
 */
export function believable(root: Node, { start, code }: Break): Node | undefined {
  const behind = !LOCAL.includes(code);
  const keep = (node: Node): Node | undefined => {
    if (node.end < start) return node;
    if (node.start > start) return behind ? undefined : node;
    if (node.kind === 'scalar' || node.flow) return undefined;
    if (node.kind === 'seq') return { ...node, items: node.items.flatMap((item) => keep(item) ?? []) };
    return { ...node, pairs: node.pairs.flatMap((pair) => keepPair(pair) ?? []) };
  };
  const keepPair = (pair: Pair): Pair | undefined => {
    if (pair.key.end < start) {
      const value = pair.value && keep(pair.value);
      return value || !pair.value ? { ...pair, value } : undefined;
    }
    return pair.start > start && !behind ? pair : undefined;
  };
  return keep(root);
}

/** Where the quote stands that is missed at the break, mostly the end of the file; undefined for other breaks. */
export function openedBefore(root: Node, { start, code }: Break): number | undefined {
  if (code !== 'MISSING_CHAR') return undefined;
  const covers = (node: Node | undefined): node is Node =>
    node !== undefined && node.start <= start && start <= node.end;
  let node: Node | undefined = root;
  while (node !== undefined && node.kind !== 'scalar') {
    const inner: (Node | undefined)[] =
      node.kind === 'seq' ? node.items : node.pairs.flatMap(({ key, value }) => [key, value]);
    node = inner.findLast(covers);
  }
  return node?.start;
}

/** What is wrong, in words for whoever wrote the line; undefined where the parser's own are as good. */
export function wordsFor(code: string, message: string): string | undefined {
  switch (code) {
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a key needs a colon and a blank behind it, as in key: value';
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent. Use blanks';
    case 'BAD_INDENT':
      return /^Flow/.test(message)
        ? `a ${/^Flow map/.test(message) ? 'map in { }' : 'list in [ ]'} is not closed before this line`
        : 'this line is indented like none above it that it could belong to';
    case 'MISSING_CHAR':
      return /closing/.test(message) ? 'a quote is opened and not closed' : undefined;
    default:
      return undefined;
  }
}
