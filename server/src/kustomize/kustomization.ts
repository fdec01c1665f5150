import { encodePath, type Part } from '../model/place.ts';
import type { Node } from '../readers/yaml/tree.ts';
import { parseYaml } from '../readers/yaml/tree.ts';
import { type Cursor, child, textOf } from './cursor.ts';

/** Is this the file that makes its folder a kustomization? */
export const isKustomization = (uri: string): boolean =>
  /\/(?:kustomization\.ya?ml|Kustomization)$/.test(uri);

export const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A kustomization as a cursor at its root. */
export const rootOf = (part: Part): Cursor => ({ node: parsed(part).root, source: { part, path: [] } });

const documents = new WeakMap<Part, { root: Node | undefined; templated: boolean }>();

/** A part's document; parsed once while somebody holds the part. */
export function parsed(part: Part): { root: Node | undefined; templated: boolean } {
  const known = documents.get(part);
  if (known) return known;
  const { root, templated } = parseYaml(part.text);
  const made = { root, templated };
  documents.set(part, made);
  return made;
}

/** The items of one of its lists. */
export function listOf(cursor: Cursor, key: string): Cursor[] {
  const list = child(cursor, key);
  return list.node?.kind === 'seq' ? list.node.items.map((_, index) => child(list, index)) : [];
}

/** The texts of one of its lists; what is no text is left out. */
export const textsOf = (cursor: Cursor, key: string): string[] =>
  listOf(cursor, key).flatMap((item) => textOf(item) ?? []);

/** Fields that plug in programs, or change how patches are merged: what they do to resources cannot be known here. */
export const OPAQUE = ['transformers', 'openapi', 'crds'];

/** The URI of a path beside the kustomization, without a slash at the end. */
export function resolved(uri: string, path: string): string | undefined {
  try {
    return new URL(encodePath(path), uri).href.replace(/\/$/, '');
  } catch {
    return undefined;
  }
}

const inline = new WeakMap<Part, Map<number, Part[]>>();

/**
 * A patch that stands in the kustomization itself as a text of many lines: a part of its own whose text is those lines
 * as they are, so that every place in it is a place in the file. Undefined when it is written in another way.
 */
export function inlineParts({ node, source }: Cursor): Part[] | undefined {
  if (node?.kind !== 'scalar' || node.unknown) return undefined;
  const { part } = source;
  const known = inline.get(part) ?? new Map<number, Part[]>();
  inline.set(part, known);
  const made = known.get(node.start) ?? cut(part, node.start, node.end);
  known.set(node.start, made);
  return made;
}

function cut(host: Part, from: number, to: number): Part[] {
  const start = host.text.indexOf('\n', from) + 1;
  // A text on one line (a flow map in quotes) has escapes of its own: only blocks are read.
  if (start === 0 || start > to || !/[|>]/.test(host.text[from] ?? '')) return [];
  const text = host.text.slice(start, to);
  return [
    {
      uri: host.uri,
      format: host.format,
      text,
      within: host,
      get offset() {
        return host.offset + start;
      },
    },
  ];
}
