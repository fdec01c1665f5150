import { keyOfVariable, type Scope } from '../model/config.ts';
import { lineBegin, lineEnd } from '../model/lines.ts';
import { scopeOfProperties } from '../readers/properties/kind.ts';
import { reread } from '../readers/properties/reread.ts';
import { configPaths } from '../readers/strimzi-configs.ts';

/** What is being typed at an offset: found from the text alone, because half-typed lines are no sound YAML. */
export interface TypingContext {
  scope: Scope;
  /** The key whose value is typed; undefined while a key is typed. */
  key?: string;
  /** What is to be replaced: the typed key or value up to its end. */
  start: number;
  end: number;
  format: 'properties' | 'yaml';
  /** The keys that stand beside the one that is typed. */
  siblings: Set<string>;
  /** Keys are spelled as environment variables with this prefix, and what separates them from their value. */
  environment?: { prefix: string; separator: string };
}

/** The Kafka configuration that is typed at an offset of a file, if any. */
export function typingContext(
  format: 'properties' | 'yaml',
  text: string,
  offset: number,
  fallback?: Scope,
): TypingContext | undefined {
  if (format === 'properties') return inProperties(text, offset, fallback);
  return inYaml(text, offset) ?? inContainer(text, offset);
}

function inProperties(text: string, offset: number, fallback?: Scope): TypingContext | undefined {
  const scope = scopeOfProperties(text) ?? fallback;
  if (!scope) return undefined;
  const begin = lineBegin(text, offset);
  const before = text.slice(begin, offset);
  if (/^\s*[#!]/.test(before) || isContinued(text, begin)) return undefined;
  const rest = text.slice(offset, lineEnd(text, offset));
  const match = /^(\s*)([^\s=:]*)(\s*[=:]\s*|\s+)?/.exec(before);
  const [, indent = '', key = '', separator] = match ?? [];
  const siblings = new Set(reread(text).entries.map((entry) => entry.key));
  if (separator === undefined) {
    siblings.delete(key + (/^[^\s=:]*/.exec(rest)?.[0] ?? ''));
    return {
      scope,
      start: begin + indent.length,
      end: offset + (/^[^\s=:]*/.exec(rest)?.[0].length ?? 0),
      format: 'properties',
      siblings,
    };
  }
  const valueBegin = begin + indent.length + key.length + separator.length;
  return {
    scope,
    key,
    start: valueBegin,
    end: offset + rest.trimEnd().length,
    format: 'properties',
    siblings,
  };
}

/** Does the line before the one that begins here end in an odd number of backslashes, which joins the two? */
function isContinued(text: string, begin: number): boolean {
  let end = begin - 1;
  if (text[end - 1] === '\r') end -= 1;
  let at = end;
  while (text[at - 1] === '\\') at -= 1;
  return (end - at) % 2 === 1;
}

export interface YamlPosition {
  /** Keys from the document's root to the line; list items do not count. */
  path: string[];
  kind: string | undefined;
  apiVersion: string | undefined;
  /** The typed line's own indentation, key and value. */
  indent: number;
  key: string;
  keyStart: number;
  /** Offsets of the value; undefined while the key is typed. */
  value?: { start: number; end: number };
  /** The document's own range in the text. */
  document: { start: number; end: number };
}

/** Nobody types in a longer line; to look for its parts would take a square of its length. */
const MAX_LINE = 2_000;

/** Where in a YAML document an offset is, by indentation alone: it works in the middle of typing. */
export function yamlPosition(text: string, offset: number): YamlPosition | undefined {
  const begin = lineBegin(text, offset);
  const line = text.slice(begin, lineEnd(text, offset));
  if (line.length > MAX_LINE || /^\s*#/.test(line)) return undefined;
  const withColon = /^(\s*(?:- +)*)("[^"]*"|'[^']*'|[^\s#:"'][^:#]*?)(:\s+|:$)(.*)$/.exec(line);
  const [, lead = '', key = '', colon, rest = ''] = withColon ?? /^(\s*(?:- +)*)(.*?)\s*$/.exec(line) ?? [];
  const document = documentAround(text, begin);
  const body = text.slice(document.start, document.end);
  const indent = lead.length;
  const valueStart = begin + lead.length + key.length + (colon?.length ?? 0);
  const inValue = colon !== undefined && offset >= begin + lead.length + key.length + 1;
  return {
    path: parents(text.slice(document.start, begin), indent),
    kind: /^kind:\s*["']?(\w+)/m.exec(body)?.[1],
    apiVersion: /^apiVersion:\s*["']?([\w./-]+)/m.exec(body)?.[1],
    indent,
    key: key.replace(/^["']|["']$/g, ''),
    keyStart: begin + lead.length,
    ...(inValue
      ? { value: { start: valueStart, end: valueStart + rest.replace(/\s+#.*$/, '').trimEnd().length } }
      : {}),
    document,
  };
}

function documentAround(text: string, at: number): { start: number; end: number } {
  let start = 0;
  const marker = /^---(?=\s|$)/gm;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    if (match.index > at) return { start, end: match.index };
    start = match.index;
    marker.lastIndex = match.index + 3;
  }
  return { start, end: text.length };
}

/** The keys that a line of this indentation stands under, outermost first. Bounded: a document is scanned once. */
function parents(before: string, indent: number): string[] {
  const path: string[] = [];
  let limit = indent;
  const lines = before.split('\n');
  for (let i = lines.length - 1; i >= 0 && limit > 0; i -= 1) {
    const match = /^(\s*(?:- +)*)("[^"]*"|'[^']*'|[^\s#:-][^:#]*?):(\s|$)/.exec(lines[i] as string);
    if (!match) continue;
    const [, lead = '', key = ''] = match;
    const own = lead.length;
    // A list may stand at its key's own indentation.
    const dash = lead.indexOf('-');
    if (own < limit) {
      path.unshift(key.replace(/^["']|["']$/g, ''));
      limit = own;
    }
    if (dash >= 0 && dash < limit && own <= limit) limit = dash === 0 ? Math.min(limit, 1) : dash + 1;
  }
  return path;
}

function inYaml(text: string, offset: number): TypingContext | undefined {
  const position = yamlPosition(text, offset);
  if (!position?.kind) return undefined;
  const scope = configPaths[position.kind]?.[position.path.join('.')];
  if (!scope) return undefined;
  const body = text.slice(position.document.start, position.document.end);
  const siblings = new Set(
    [...body.matchAll(new RegExp(`^ {${position.indent}}["']?([^\\s"':#]+)["']?:`, 'gm'))].map(
      ([, name = '']) => name,
    ),
  );
  if (position.value) return { scope, key: position.key, ...position.value, format: 'yaml', siblings };
  siblings.delete(position.key);
  return {
    scope,
    start: position.keyStart,
    end: position.keyStart + position.key.length,
    format: 'yaml',
    siblings,
  };
}

/** Variables of a Kafka container in a compose file: a map, or a list of `NAME=value`. */
function inContainer(text: string, offset: number): TypingContext | undefined {
  if (!/\bKAFKA_/.test(text)) return undefined;
  const position = yamlPosition(text, offset);
  if (position?.path[0] !== 'services' || position.path.at(-1) !== 'environment') return undefined;
  const begin = lineBegin(text, offset);
  const line = text.slice(begin, lineEnd(text, begin));
  const match = /^(\s*(?:- +)?["']?)([A-Z0-9_]*)(=|:\s*)?(.*?)["']?\s*$/.exec(line);
  if (!match) return undefined;
  const [, lead = '', name = '', separator, value = ''] = match;
  const around = linesAround(text, begin);
  const prefix = /\bKAFKA_CFG_/.test(around) ? 'KAFKA_CFG_' : 'KAFKA_';
  const siblings = new Set(
    [...around.matchAll(new RegExp(`\\b${prefix}(\\w+)`, 'g'))].map(([, rest = '']) => keyOfVariable(rest)),
  );
  const common = {
    scope: 'broker' as const,
    format: 'yaml' as const,
    environment: { prefix, separator: lead.includes('-') ? '=' : ': ' },
  };
  const nameStart = begin + lead.length;
  if (separator !== undefined && offset > nameStart + name.length) {
    if (!name.startsWith(prefix)) return undefined;
    const start = nameStart + name.length + separator.length;
    return {
      ...common,
      key: keyOfVariable(name.slice(prefix.length)),
      start,
      end: start + value.length,
      siblings,
    };
  }
  if (name.startsWith(prefix)) siblings.delete(keyOfVariable(name.slice(prefix.length)));
  return { ...common, start: nameStart, end: nameStart + name.length, siblings };
}

/** The lines around a line that are indented as deeply: the variables beside it. */
function linesAround(text: string, begin: number): string {
  const indentAt = (at: number) => /^[ \t]*/.exec(text.slice(at, at + 200))?.[0].length ?? 0;
  const indent = indentAt(begin);
  let start = begin;
  while (start > 0) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    if (indentAt(before) < indent) break;
    start = before;
  }
  let end = begin;
  for (let next = text.indexOf('\n', end); next >= 0; next = text.indexOf('\n', end)) {
    end = next + 1;
    if (end >= text.length || indentAt(end) < indent) break;
  }
  return text.slice(start, end);
}
