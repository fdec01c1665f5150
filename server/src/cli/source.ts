import { rememberLast } from '../model/remember.ts';
import { splitYaml } from '../readers/yaml/split.ts';
import { type Node, pairOf, parseYaml, valueAt } from '../readers/yaml/tree.ts';

interface Span {
  start: number;
  end: number;
}

export interface SourcePlace extends Span {
  /** Another value is written there than the one that was made from it. */
  isChanged: boolean;
}

/**
 * Where in a text that a document was made from stands what is at an offset of the document: the value under the same
 * keys in the document of the same kind and name, or the innermost key on the way to it that is there. The begin of the
 * text where no document fits.
 */
export function sourceIn(text: string, made: Node | undefined, offset: number): SourcePlace {
  const path = pathAt(made, offset);
  const value = path.reduce<Node | undefined>(inside, made);
  const wanted = namesOf(made);
  let best: SourcePlace & { score: number } = { score: 0, start: 0, end: 0, isChanged: false };
  for (const { offset: begin, root, names } of documentsOf(text)) {
    const alike = likeness(names, wanted);
    if (alike === 0) continue;
    const { depth, start, end, node } = follow(root, path);
    const score = alike + depth;
    if (score <= best.score) continue;
    const isChanged = node !== undefined && value !== undefined && differ(node, value);
    best = {
      score,
      start: begin + start,
      end: begin + end,
      isChanged,
    };
  }
  return best;
}

/** The documents of a text, which is asked about for each finding in what was made from it. */
const documentsOf = rememberLast((text: string) => {
  const pieces = splitYaml(text);
  return pieces.map(({ offset }, index) => {
    const { root } = parseYaml(text.slice(offset, pieces[index + 1]?.offset));
    return { offset, root, names: namesOf(root) };
  });
});

const namesOf = (root: Node | undefined) => ({
  kind: textAt(root, ['kind']),
  name: textAt(root, ['metadata', 'name']),
});
type Names = ReturnType<typeof namesOf>;

/** More than any depth for the same name, less for a name that values or a kustomization make; 0 for another kind. */
function likeness({ kind, name }: Names, made: Names): number {
  if (kind === undefined || kind !== made.kind) return 0;
  return name !== undefined && name === made.name ? 1_000_000 : 1;
}

function textAt(node: Node | undefined, path: string[]): string | undefined {
  const at = valueAt(node, ...path);
  return at?.kind === 'scalar' && !at.unknown ? at.text : undefined;
}

/** The keys and indices on the way to the innermost node at an offset. */
function pathAt(root: Node | undefined, offset: number): (string | number)[] {
  const path: (string | number)[] = [];
  const holds = ({ start, end }: Span) => start <= offset && offset <= end;
  for (let node = root; node && node.kind !== 'scalar'; ) {
    if (node.kind === 'map') {
      const pair = node.pairs.find(holds);
      if (!pair) break;
      path.push(pair.key.text);
      // On the key itself: what is found is about the pair.
      node = offset < pair.key.end ? undefined : pair.value;
    } else {
      const index: number = node.items.findIndex(holds);
      if (index < 0) break;
      path.push(index);
      node = node.items[index];
    }
  }
  return path;
}

const differ = (a: Node, b: Node): boolean =>
  a.kind === 'scalar' && !a.unknown && b.kind === 'scalar' && a.text !== b.text;

/** What stands under a key or an index. */
const inside = (node: Node | undefined, step: string | number): Node | undefined =>
  typeof step === 'string' ? pairOf(node, step)?.value : node?.kind === 'seq' ? node.items[step] : undefined;

/** As far as a path leads: the value at its end, else the last key that is there. */
function follow(
  root: Node | undefined,
  path: (string | number)[],
): Span & { depth: number; node?: Node | undefined } {
  let node = root;
  let span: Span = { start: root?.start ?? 0, end: root?.start ?? 0 };
  let depth = 0;
  for (const step of path) {
    const key = typeof step === 'string' ? pairOf(node, step)?.key : undefined;
    const next = inside(node, step);
    if (!key && !next) break;
    depth += 1;
    node = next;
    if (key) span = key;
    else if (next) span = { start: next.start, end: next.start };
  }
  const found = depth === path.length ? node : undefined;
  const { start, end } = found?.kind === 'scalar' ? found : span;
  return { start, end, depth, node: found };
}
