import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type Range,
} from 'vscode-languageserver-types';
import type { Demand } from '../knowledge/demands.ts';
import { keysAt, resolveKey } from '../knowledge/keys.ts';
import type { KeyFacts, Scope } from '../knowledge/table.ts';
import { variableName } from '../model/config.ts';
import { lineStarts, offsetAt, type Position, positionAt } from '../model/lines.ts';
import type { Part } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { type TypingContext, typingContext } from './context.ts';
import { versionText } from './hover.ts';
import { keyHover } from './key-hover.ts';
import { nameCompletions } from './names/completion.ts';
import { strimziCompletions } from './strimzi-completion.ts';
import { readable } from './units.ts';

/** Keys that fit here, or values that fit the key. The documentation is made when an item is looked at. */
export function completions(review: Review, uri: string, position: Position, text: string): CompletionItem[] {
  const starts = lineStarts(text);
  const offset = offsetAt(starts, position, text.length);
  const part = review.file(uri)?.parts.findLast((one) => one.part.offset <= offset)?.part;
  const format = part?.section || /\.properties/i.test(uri) ? 'properties' : 'yaml';
  const context = contextAt(format, text, offset, part);
  if (!context) return format === 'yaml' ? strimziItems(review, uri, text, offset, starts) : [];
  const range = replaced(context, text, offset, starts);
  if (!range) return [];
  const version = part && versionText(review, part)?.value;
  const items =
    context.key === undefined
      ? keys(context, text.slice(context.start, offset), version ?? lastWith(context))
      : values(context, context.key, listenerNames(review, uri), version);
  return items.map(({ newText, ...item }) => ({ ...item, textEdit: { range, newText } }));
}

/**
 * What a completion replaces: editors want it to be around the cursor. Blanks between the cursor and a value, or where
 * nothing stands yet, belong to it; a cursor anywhere else, as in a key's indentation, completes nothing.
 */
function replaced(
  { start, end, key }: { start: number; end: number; key?: string | undefined },
  text: string,
  offset: number,
  starts: number[],
): Range | undefined {
  const from = Math.min(start, offset);
  const to = Math.max(end, offset);
  if (from < start || to > end) {
    const gap = text.slice(from, start) + text.slice(end, to);
    if (!/^[ \t]*$/.test(gap) || (key === undefined && start < end)) return undefined;
  }
  return { start: positionAt(starts, from), end: positionAt(starts, to) };
}

/** Properties inside another format (MSK) are looked at alone. */
function contextAt(
  format: 'properties' | 'yaml',
  text: string,
  offset: number,
  part: Part | undefined,
): TypingContext | undefined {
  if (!part?.section) return typingContext(format, text, offset);
  const found = typingContext(format, part.text, offset - part.offset, 'broker');
  return found && { ...found, start: found.start + part.offset, end: found.end + part.offset };
}

/** The names of other resources that can stand here, or what Strimzi's schema has, where no Kafka configuration is typed. */
function strimziItems(
  review: Review,
  uri: string,
  text: string,
  offset: number,
  starts: number[],
): CompletionItem[] {
  const found =
    nameCompletions(review, uri, text, offset) ??
    strimziCompletions(text, offset, { operator: review.file(uri)?.settings.strimziVersion });
  const range = found && replaced(found, text, offset, starts);
  if (!range) return [];
  return found.items.map(({ newText, ...item }) => ({ ...item, textEdit: { range, newText } }));
}

type Item = CompletionItem & { newText: string };

/** A broker with ZooKeeper is no newer than the last release that runs with it. */
const lastWith = ({ scope, siblings }: TypingContext): string | undefined =>
  scope === 'broker' && siblings.has('zookeeper.connect') && !siblings.has('process.roles')
    ? '3.9.2'
    : undefined;

function keys(context: TypingContext, typed: string, version: string | undefined): Item[] {
  const known = itemsFor(context, version);
  const items: Item[] = [];
  const offered = new Set<string>();
  for (const [prefix, facts] of keysAt(context.scope, typed, version)) {
    const key = prefix + facts.key;
    if (facts.internal || context.siblings.has(key) || offered.has(key)) continue;
    offered.add(key);
    const item = known.get(key) ?? itemOf(key, facts, context, version);
    known.set(key, item);
    items.push(item);
  }
  return items;
}

/** The items that were made last, by their keys: the next completion mostly offers the same. */
let lastItems: { of: string; byKey: Map<string, Item> } | undefined;

function itemsFor(
  { scope, format, environment }: TypingContext,
  version: string | undefined,
): Map<string, Item> {
  const of = [scope, format, environment?.prefix, environment?.separator, version].join(' ');
  if (lastItems?.of !== of) lastItems = { of, byKey: new Map() };
  return lastItems.byKey;
}

function itemOf(
  key: string,
  facts: KeyFacts,
  { format, environment }: TypingContext,
  version: string | undefined,
): Item {
  const separator = environment?.separator ?? (format === 'properties' ? '=' : ': ');
  const label = environment ? variableName(environment.prefix, key) : key;
  return {
    label,
    kind: CompletionItemKind.Property,
    detail: `${facts.type.toLowerCase()}${facts.default ? ` · default ${facts.default}` : ''}`,
    insertTextFormat: InsertTextFormat.Snippet,
    sortText: `${facts.deprecated ? 9 : { high: 1, medium: 2, low: 3 }[facts.importance]}${facts.key}`,
    ...(facts.deprecated ? { tags: [1] } : {}),
    newText: `${label}${separator}${template(facts)}`,
    data: { scope: facts.scope, key: facts.key, ...(version ? { version } : {}) } satisfies KeyData,
  };
}

const snippetText = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** A tab stop with the choices or the default in it. */
function template(facts: KeyFacts): string {
  const choices = choicesOf(facts);
  if (choices.length > 1 && choices.length <= 12) {
    const first = facts.default && choices.includes(facts.default) ? facts.default : undefined;
    const ordered = first ? [first, ...choices.filter((one) => one !== first)] : choices;
    return `\${1|${ordered.map((one) => one.replace(/[\\$},|]/g, '\\$&')).join(',')}|}`;
  }
  return facts.default && facts.type !== 'PASSWORD' ? `\${1:${snippetText(facts.default)}}` : '$1';
}

/** The values that Kafka takes, or the names that it ships for a key that also takes others. */
function choicesOf(facts: KeyFacts): readonly string[] {
  if (facts.type === 'BOOLEAN') return ['true', 'false'];
  const named = SHIPPED[facts.key];
  return named ?? facts.demands.flatMap((demand) => spelled(demand, facts.default));
}

function spelled(demand: Demand, usual: string | undefined): readonly string[] {
  if (demand.kind === 'in' || demand.kind === 'items') return demand.values;
  if (demand.kind === 'form') return demand.form === 'offsetReset' ? OFFSET_RESETS : [];
  if (demand.kind !== 'anyCase') return [];
  // One spelling of each, in the letters of the default.
  const lower = usual !== undefined && usual === usual.toLowerCase();
  return lower ? [...new Set(demand.values.map((value) => value.toLowerCase()))] : demand.values;
}

const OFFSET_RESETS = ['latest', 'earliest', 'none', 'by_duration:P7D'];

/** Names that Kafka has for classes of its own, where a class of anybody's may stand. */
const SHIPPED: Readonly<Record<string, readonly string[]>> = {
  'connector.client.config.override.policy': ['All', 'None', 'Principal'],
};

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];
const DURATIONS = [60_000, 600_000, 3_600_000, 86_400_000, 604_800_000, 2_592_000_000];
const SIZES = [1_048_576, 10_485_760, 104_857_600, 1_073_741_824, 10_737_418_240];

function values(
  context: TypingContext,
  key: string,
  listeners: readonly string[],
  version: string | undefined,
): Item[] {
  const facts = resolveKey(context.scope, key, version)?.facts;
  const found: Item[] = [];
  const add = (value: string, detail?: string) => {
    if (!found.some((item) => item.label === value))
      found.push({
        label: value,
        kind: CompletionItemKind.Value,
        newText: value,
        ...(detail ? { detail } : {}),
      });
  };
  if (facts?.default)
    add(facts.default, ['default', readable(key, facts.default)].filter(Boolean).join(' · '));
  for (const choice of facts ? choicesOf(facts) : []) add(choice);
  if (
    /^(inter\.broker\.listener\.name|controller\.listener\.names|control\.plane\.listener\.name|early\.start\.listeners)$/.test(
      key,
    )
  )
    for (const name of listeners) add(name, 'listener');
  if (key === 'security.protocol' || key === 'security.inter.broker.protocol')
    for (const protocol of PROTOCOLS) add(protocol);
  if (key === 'listener.security.protocol.map') {
    for (const name of listeners) for (const protocol of PROTOCOLS) add(`${name}:${protocol}`);
  }
  const numbers = /[.-]ms$/.test(key)
    ? DURATIONS
    : facts && /INT|LONG/.test(facts.type) && /bytes/.test(key)
      ? SIZES
      : [];
  for (const number of numbers) if (fits(facts, number)) add(String(number), readable(key, String(number)));
  return found.map((item, index) => ({ ...item, sortText: String(index).padStart(3, '0') }));
}

function fits(facts: KeyFacts | undefined, number: number): boolean {
  if (facts?.type === 'INT' && number > 2_147_483_647) return false;
  return (facts?.demands ?? []).every(
    (demand) =>
      demand.kind !== 'range' || (number >= (demand.min ?? number) && number <= (demand.max ?? number)),
  );
}

/** The names of the listeners that the nodes of a file's clusters have, whichever file says them. */
function listenerNames(review: Review, uri: string): string[] {
  const nodes = review
    .clusters()
    .filter(({ cluster }) => cluster.members.some(({ place }) => place.part.uri === uri))
    .flatMap(({ cluster }) => cluster.members);
  return [...new Set(nodes.flatMap(({ listeners }) => listeners.map(({ name }) => name)))];
}

/** What a key's item says of itself, to have its documentation made when it is looked at. */
export interface KeyData {
  scope: Scope;
  /** Absent: the label is the key. */
  key?: string;
  version?: string;
}

export const keyDataOf = ({ data }: CompletionItem): KeyData | undefined => data as KeyData | undefined;

/** Fills in the documentation of a key's item. */
export function resolveCompletion(item: CompletionItem): CompletionItem {
  const data = keyDataOf(item);
  if (!data) return item;
  const version = data.version ? { value: data.version, why: 'from the files' } : undefined;
  const { scope, key = item.label } = data;
  return { ...item, documentation: { kind: 'markdown', value: keyHover(scope, key, version) } };
}
