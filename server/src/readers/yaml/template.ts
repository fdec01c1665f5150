import type { Node, Pair } from './tree.ts';

/** Stands for one character of a template expression; a private-use code point that no one types. */
export const MASK = '\uE000';

/** A template engine still has to run over such a text. */
export const isTemplate = (text: string): boolean => text.includes('{{') || /^[ \t]*\{%/m.test(text);

/**
 * What of a template is plain YAML whatever values it is given, at the same places: expressions become characters that
 * stand for something unknown, lines of nothing else become blank, and so do the values in branches of which only one
 * will be there.
 */
export function maskTemplate(text: string): string {
  const actions = actionsIn(text);
  let masked = '';
  let at = 0;
  for (const { start, end } of actions) {
    masked += text.slice(at, start) + text.slice(start, end).replace(/[^\n\r]/g, MASK);
    at = end;
  }
  masked += text.slice(at);
  return blankLines(withAlternatives(masked, alternativesIn(masked, actions)));
}

/** Linear in a line of any length: it says what is blank, not what is masked. */
const blankLines = (text: string): string =>
  text.replace(/^[ \t\uE000]+$/gm, (line) => ' '.repeat(line.length));

function withAlternatives(text: string, blocks: Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of blocks) {
    result += text.slice(at, start) + withoutValues(text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}

interface Span {
  start: number;
  end: number;
}

interface Action extends Span {
  /** Its first word. */
  word: string;
}

/** `{{ … }}` of Go and Jinja with their comments, and `{% … %}` of Jinja. */
function actionsIn(text: string): Action[] {
  const actions: Action[] = [];
  const opening = /\{\{-?[ \t]*(\/\*)?|\{%/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const inner = match[1] ? text.indexOf('*/', opening.lastIndex) : opening.lastIndex;
    const close = inner < 0 ? -1 : text.indexOf(match[0] === '{%' ? '%}' : '}}', inner);
    // What is not closed here is not closed further on either.
    if (close < 0) break;
    const [word = ''] = /[a-z]+/.exec(text.slice(opening.lastIndex, opening.lastIndex + 20)) ?? [];
    actions.push({ start: match.index, end: close + 2, word: match[1] ? '' : word });
    opening.lastIndex = close + 2;
  }
  return actions;
}

interface Block {
  start: number;
  /** Those that are complete; it has more than one when it has an `else`. */
  branches: Span[];
}

/** Templates nested deeper are read without a thought for their branches. */
const MAX_BLOCKS = 50;

const OPENING = new Set(['if', 'with', 'range', 'define', 'block', 'for', 'macro', 'raw']);

/** The blocks with more than one branch that says something; the outer one of two that are nested. In their order. */
function alternativesIn(masked: string, actions: Action[]): Span[] {
  const open: Block[] = [];
  const found: Span[] = [];
  const saysSomething = ({ start, end }: Span) => /^[ \t\uE000]*[^\s#\uE000]/m.test(masked.slice(start, end));
  for (const { start, end, word } of actions) {
    if (OPENING.has(word)) open.push({ start: end, branches: [] });
    if (open.length > MAX_BLOCKS) return [];
    const block = open.at(-1);
    if (!block || !/^(?:else|elif|end)/.test(word)) continue;
    block.branches.push({ start: block.branches.at(-1)?.end ?? block.start, end: start });
    if (!word.startsWith('end')) continue;
    open.pop();
    if (block.branches.filter(saysSomething).length < 2) continue;
    while ((found.at(-1)?.start ?? -1) > block.start) found.pop();
    found.push({ start: block.start, end: start });
  }
  return found;
}

/** The lines with their keys, but not their values. */
const withoutValues = (text: string): string =>
  text.replace(
    /^([ \t]*(?:-[ \t]+)*(?:(?:"[^"\n]*"|'[^'\n]*'|[^\s"'#:{[|>][^:\n]*):(?=[ \t]|$)[ \t]*)?)(\S.*)$/gm,
    (line, before: string, value: string) =>
      /^(?:#|[|>][-+\d]*\s*$)|:[ \t]*$/.test(value) ? line : before + MASK.repeat(value.length),
  );

/**
 * Scalars under keys that stand more than once in their map become unknown: in a template, each is under a condition.
 * Changes the nodes, which nobody has seen yet.
 */
export function forgetRepeated(root: Node | undefined): void {
  const seen = new Set<Node>();
  const visit = (node: Node | undefined): void => {
    if (!node || node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'seq') for (const item of node.items) visit(item);
    else {
      const first = new Map<string, Pair>();
      for (const pair of node.pairs) {
        const other = first.get(pair.key.text);
        if (!other) first.set(pair.key.text, pair);
        else for (const { value } of [other, pair]) if (value?.kind === 'scalar') value.unknown = true;
        visit(pair.value);
      }
    }
  };
  visit(root);
}
