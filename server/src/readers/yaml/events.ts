import {
  SCALAR_STYLE_DOUBLE_QUOTED as DOUBLE,
  EVENT_ID,
  COLLECTION_STYLE_FLOW as FLOW,
  SCALAR_STYLE_PLAIN as PLAIN,
  parseEvents,
  SCALAR_STYLE_SINGLE_QUOTED as SINGLE,
} from 'js-yaml';
import { plainValue } from './scalars.ts';
import type { MapNode, Node, ScalarNode, SeqNode } from './tree.ts';

const { DOCUMENT, MAPPING, SCALAR, ALIAS, POP } = EVENT_ID;

/** Deeper nesting is no configuration, and would cost a recursive reader its stack. */
export const MAX_DEPTH = 200;

/** Stands for one character of a masked template expression; a private-use code point that no one types. */
export const MASK = '\uE000';

/** Something that the general parser must look at: an error, an alias, a tag, a form that events leave open. */
class Declined extends Error {}

const declined = new Declined();

/**
 * Reads a sound, plain document several times faster than the general parser, into the same tree; undefined when it
 * is anything else. That both give the same tree is held by a test over real and generated files.
 */
export function parsePlain(text: string): { root: Node | undefined } | undefined {
  try {
    return { root: build(text) };
  } catch (error) {
    if (error instanceof Declined || (error as Error).name === 'YAMLException') return undefined;
    throw error;
  }
}

function build(text: string): Node | undefined {
  // js-yaml takes an indented marker for one of documents; YAML does not. It ends lines at a lone CR, `yaml` does not.
  if (/^[ \t]+---/m.test(text) || /\r(?!\n)/.test(text)) throw declined;
  const events = parseEvents(text, { maxDepth: MAX_DEPTH });
  let at = 0;
  let documents = 0;
  let root: Node | undefined;
  while (at < events.length) {
    const event = events[at];
    if (event?.type === DOCUMENT) {
      documents += 1;
      if (documents > 1 || event.directives.length > 0) throw declined;
      at += 1;
    } else if (event?.type === POP) at += 1;
    else root = node();
  }
  return root;

  function node(): Node | undefined {
    const event = events[at];
    at += 1;
    if (!event || event.type === POP || event.type === DOCUMENT || event.type === ALIAS) throw declined;
    if (event.anchorStart >= 0 || event.tagStart >= 0) throw declined;
    if (event.type === SCALAR) return scalar(text, event);
    return event.type === MAPPING
      ? mapping(event.start, event.style === FLOW)
      : sequence(event.start, event.style === FLOW);
  }

  function mapping(start: number, flow: boolean): MapNode {
    const map: MapNode = { kind: 'map', start, end: start, flow, pairs: [] };
    while (events[at]?.type !== POP) {
      const key = node();
      if (key?.kind !== 'scalar' || key.text.includes('\n')) throw declined;
      const value = node();
      map.pairs.push({ key, value, start: key.start, end: value ? value.end : key.end });
    }
    at += 1;
    const last = map.pairs.at(-1);
    map.end = flow ? closing(text, last?.end ?? start + 1, '}') : (last?.end ?? start);
    if (!flow) map.start = map.pairs[0]?.start ?? start;
    return map;
  }

  function sequence(start: number, flow: boolean): SeqNode {
    const seq: SeqNode = { kind: 'seq', start, end: start, flow, items: [] };
    while (events[at]?.type !== POP) {
      const item = node();
      if (!item) throw declined;
      seq.items.push(item);
    }
    at += 1;
    const last = seq.items.at(-1);
    seq.end = flow ? closing(text, last?.end ?? start + 1, ']') : (last?.end ?? start);
    return seq;
  }
}

/** The end of a flow collection: behind its bracket, which only blanks, commas and comments may precede. */
function closing(text: string, from: number, bracket: string): number {
  for (let at = from; at < text.length; at += 1) {
    const c = text[at];
    if (c === bracket) return at + 1;
    if (c === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0) throw declined;
      at = end;
    } else if (c !== ' ' && c !== '\n' && c !== '\r' && c !== ',' && c !== '\t' && c !== ':') throw declined;
  }
  throw declined;
}

interface Scalar {
  valueStart: number;
  valueEnd: number;
  style: number;
  fast: boolean;
}

function scalar(text: string, { valueStart, valueEnd, style, fast }: Scalar): ScalarNode | undefined {
  if (valueStart < 0) return undefined;
  // Folded lines and escapes are rare in configuration: the general parser knows them.
  if (!fast || (style !== PLAIN && style !== SINGLE && style !== DOUBLE)) throw declined;
  const content = text.slice(valueStart, valueEnd);
  const made: ScalarNode =
    style === PLAIN
      ? {
          kind: 'scalar',
          start: valueStart,
          end: valueEnd,
          value: plainValue(content),
          text: content,
          style: 'plain',
        }
      : {
          kind: 'scalar',
          start: valueStart - 1,
          end: valueEnd + 1,
          value: content,
          text: content,
          style: style === SINGLE ? 'single' : 'double',
        };
  if (style === PLAIN && content === '') return undefined;
  if (content.includes(MASK)) made.unknown = true;
  return made;
}
