import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-types';
import {
  fieldsOf,
  isKind,
  type Kind,
  kinds,
  knownReleases,
  type NodeFacts,
  type Operator,
  pathOfKeys,
  schemaAt,
  servedVersions,
  supportedKafka,
} from '../knowledge/strimzi/index.ts';
import { lineBegin } from '../model/lines.ts';
import type { Path } from '../model/place.ts';
import { type YamlPosition, yamlPosition } from './context.ts';
import { clusterSkeleton, skeletonOf } from './strimzi-skeletons.ts';

/** An item and the text it puts in place of the typed word. */
export type Completed = CompletionItem & { newText: string };

export interface StrimziCompletions {
  items: Completed[];
  /** What is replaced, in offsets of the file. */
  start: number;
  end: number;
}

export interface Surroundings {
  /** The releases of Strimzi that the settings name; undefined when they name none. */
  operator: Operator;
}

/**
 * The fields or values that Strimzi's schema has at an offset of a YAML text, at any depth; undefined where the text
 * belongs to no Strimzi resource, or a free map (a configuration, labels) begins.
 */
export function strimziCompletions(
  text: string,
  offset: number,
  around: Surroundings,
): StrimziCompletions | undefined {
  const position = yamlPosition(text, offset);
  if (position === undefined) return undefined;
  const { start, end } = position.value ?? {
    start: position.keyStart,
    end: position.keyStart + position.key.length,
  };
  const items = itemsAt(text, position, around);
  return items === undefined ? undefined : { items: items.map(sorted), start, end };
}

const sorted = (item: Completed, at: number): Completed => ({
  ...item,
  sortText: `${item.sortText ?? '5'}${String(at).padStart(3, '0')}`,
});

function itemsAt(text: string, position: YamlPosition, around: Surroundings): Completed[] | undefined {
  const { kind = '', apiVersion = '', path, key, value } = position;
  if (value !== undefined && path.length === 0 && key === 'apiVersion' && isKind(kind)) {
    return servedVersions(kind).map((api) => plain(`kafka.strimzi.io/${api}`));
  }
  const [group, api = ''] = apiVersion.split('/');
  if (value !== undefined && path.length === 0 && key === 'kind' && group === 'kafka.strimzi.io') {
    return kinds.map((name) => plain(name));
  }
  if (path.length === 0 && value === undefined && isBlank(text, position)) return skeletons();
  if (group !== 'kafka.strimzi.io' || !isKind(kind)) return undefined;
  const at: Place = { kind, api, operator: around.operator };
  return value === undefined ? fieldItems(text, position, at) : valueItems(position, at);
}

interface Place {
  kind: string;
  api: string;
  operator: Operator;
}

function fieldItems(text: string, position: YamlPosition, at: Place): Completed[] | undefined {
  const { kind, api, operator } = at;
  const path = pathOfKeys(kind, api, position.path, operator);
  const facts = path && schemaAt(kind, api, path, operator);
  if (path === undefined || facts === undefined) return undefined;
  const dash = /-\s*$/.test(text.slice(lineBegin(text, position.keyStart), position.keyStart));
  if (facts.type === 'array') return listItems(text, position, at, [...path, 0], dash);
  if (facts.fields === undefined) return undefined;
  return fieldsIn(text, position, at, path);
}

function listItems(
  text: string,
  position: YamlPosition,
  at: Place,
  path: Path,
  dash: boolean,
): Completed[] | undefined {
  const { kind, api, operator } = at;
  const item = schemaAt(kind, api, path, operator);
  if (item === undefined) return undefined;
  // Below the dash's own line, the fields of an item that has begun are typed.
  if (item.type === 'object' && (dash || hasItem(text, position))) return fieldsIn(text, position, at, path);
  if (item.type === 'object') {
    const newText = `- ${bodyOf(at, path, stops(), '  ').trimStart()}`;
    return [{ label: '- item', kind: CompletionItemKind.Struct, ...snippet(newText) }];
  }
  const lead = dash ? '' : '- ';
  return choicesOf(item).map((choice) => ({ ...plain(choice), newText: `${lead}${choice}` }));
}

/** Does a list item begin above the typed line, less deep than it? */
function hasItem(text: string, { document, keyStart, indent }: YamlPosition): boolean {
  const lines = text.slice(document.start, keyStart).split('\n').slice(0, -1).reverse();
  for (const line of lines) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const lead = /^(\s*)(- +)?/.exec(line);
    const [, spaces = '', mark = ''] = lead ?? [];
    if (mark !== '' && spaces.length + mark.length === indent) return true;
    if (spaces.length < indent) return false;
  }
  return false;
}

function fieldsIn(text: string, position: YamlPosition, at: Place, path: Path): Completed[] {
  const { kind, api, operator } = at;
  const taken = siblings(text, position);
  // Once the type is chosen, the fields of other types mean nothing.
  const variants = schemaAt(kind, api, path, operator)?.variants ?? {};
  const type = taken.get('type') ?? '';
  const own = Object.hasOwn(variants, type) ? variants[type] : undefined;
  const items: Completed[] = [];
  for (const [name, facts] of fieldsOf(kind, api, path, operator)) {
    if (taken.has(name) || isForMachines(path, name) || own?.includes(name) === false) continue;
    const deprecated = facts.deprecated !== undefined;
    items.push({
      label: name,
      kind: CompletionItemKind.Field,
      detail: [facts.isRequired ? 'required' : '', typeText(facts)].filter(Boolean).join(' · '),
      sortText: facts.isRequired ? '1' : deprecated ? '9' : '5',
      ...(facts.description !== undefined && { documentation: facts.description }),
      ...(deprecated && { tags: [1] }),
      ...snippet(`${name}:${behindColon(at, [...path, name], stops(), '  ')}`),
    });
  }
  return items;
}

/** What the API server writes, and people do not. */
function isForMachines([first, ...rest]: Path, name: string): boolean {
  if (first === undefined) return name === 'status';
  return first === 'metadata' && rest.length === 0 && !writtenByPeople.includes(name);
}

const writtenByPeople: readonly string[] = ['name', 'namespace', 'labels', 'annotations'];

/** The keys that stand in the same map as the typed one, with their values' text where it is on the same line. */
function siblings(text: string, { document, keyStart, indent }: YamlPosition): Map<string, string> {
  const begin = lineBegin(text, keyStart);
  const found = new Map<string, string>();
  const collect = (lines: readonly string[], up: boolean): void => {
    for (const line of lines) {
      const [, spaces = '', mark = '', key = '', value = ''] =
        /^(\s*)((?:- +)*)([^\s#:]*):?\s*([^\s#]*)/.exec(line) ?? [];
      if (line.trim() === '' || line.trim().startsWith('#')) continue;
      const own = spaces.length + mark.length;
      if (!up && mark !== '' && spaces.length < indent) return;
      if (own < indent) return;
      if (own === indent) found.set(unquoted(key), unquoted(value));
      if (up && mark !== '' && own === indent) return;
    }
  };
  const onDash = text.slice(begin, keyStart).includes('-');
  if (!onDash) collect(text.slice(document.start, begin).split('\n').slice(0, -1).reverse(), true);
  const next = text.indexOf('\n', keyStart);
  if (next >= 0) collect(text.slice(next + 1, document.end).split('\n'), false);
  return found;
}

const unquoted = (text: string): string => text.replace(/^["']|["']$/g, '');

function valueItems(position: YamlPosition, at: Place): Completed[] | undefined {
  const { kind, api, operator } = at;
  const keys = [...position.path, position.key];
  const path = pathOfKeys(kind, api, keys, operator);
  const facts = path && schemaAt(kind, api, path, operator);
  if (facts === undefined || facts.free) return undefined;
  if (facts.path === 'spec.kafka.version' || (facts.path === 'spec.version' && kind !== 'KafkaConnector')) {
    return kafkaVersions(operator).map((version) => plain(version));
  }
  return choicesOf(facts).map((choice) => plain(choice));
}

/** The Kafka versions of the operator's release, newest first; without one, those of the newest known release. */
function kafkaVersions(operator: Operator): string[] {
  const release = typeof operator === 'string' ? operator : (operator?.max ?? knownReleases.at(-1) ?? '');
  return [...(supportedKafka(release) ?? [])].reverse();
}

const choicesOf = ({ enum: values, type }: NodeFacts): readonly string[] =>
  values ?? (type === 'boolean' ? ['true', 'false'] : []);

const plain = (label: string): Completed => ({ label, kind: CompletionItemKind.Value, newText: label });

const snippet = (newText: string) => ({ newText, insertTextFormat: InsertTextFormat.Snippet });

function typeText(facts: NodeFacts): string {
  if (facts.type === 'array') return `list of ${facts.of ?? 'value'}s`;
  if (facts.enum !== undefined) return facts.enum.join(' | ');
  return facts.type === 'int-or-string' ? 'integer or string' : facts.type;
}

/** Numbers for the places of a snippet, in their order. */
function stops(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

const maximalSkeleton = 6;

/** What stands behind a field's colon: a place for the value, or the required fields below it. */
function behindColon(at: Place, path: Path, next: () => number, indent: string): string {
  const { kind, api, operator } = at;
  const facts = schemaAt(kind, api, path, operator);
  if (facts === undefined || path.length > maximalSkeleton * 2) return ' ';
  if (facts.type === 'object') return bodyOf(at, path, next, indent);
  if (facts.type === 'array') {
    const item = schemaAt(kind, api, [...path, 0], operator);
    if (item?.type !== 'object') return `\n${indent}- ${item === undefined ? '' : placeFor(item, next)}`;
    return `\n${indent}- ${bodyOf(at, [...path, 0], next, `${indent}  `).trimStart()}`;
  }
  return ` ${placeFor(facts, next)}`;
}

/** The required fields of an object as lines; a place to type where it has none. */
function bodyOf(at: Place, path: Path, next: () => number, indent: string): string {
  const required = [...fieldsOf(at.kind, at.api, path, at.operator)].filter(
    ([, { isRequired }]) => isRequired,
  );
  if (required.length === 0) return `\n${indent}$${next()}`;
  // The discriminator first: it says what the others mean.
  const ordered = required.sort(([a], [b]) => Number(b === 'type') - Number(a === 'type'));
  return ordered
    .map(([name]) => `\n${indent}${name}:${behindColon(at, [...path, name], next, `${indent}  `)}`)
    .join('');
}

function placeFor(facts: NodeFacts, next: () => number): string {
  const choices = choicesOf(facts);
  if (choices.length > 0) return `\${${next()}|${choices.join(',')}|}`;
  return facts.minimum === undefined ? `$${next()}` : `\${${next()}:${facts.minimum}}`;
}

/** Only the typed word stands in the document. */
const isBlank = (text: string, { document, keyStart, key }: YamlPosition): boolean =>
  `${text.slice(document.start, keyStart)}${text.slice(keyStart + key.length, document.end)}`.replace(
    /^---|\s|#.*$/gm,
    '',
  ) === '';

let made: Completed[] | undefined;

/** A whole resource of each kind, in the newest API version, and a cluster of three; made once. */
function skeletons(): Completed[] {
  made ??= [
    skeleton(
      'Kafka with node pools',
      'Strimzi cluster: brokers and controllers',
      clusterSkeleton(newest('Kafka')),
    ),
    ...kinds.map((kind) => skeleton(kind, `Strimzi ${kind} resource`, skeletonOf(kind, newest(kind)))),
  ];
  return made;
}

const newest = (kind: Kind): string => servedVersions(kind)[0] ?? 'v1';

/** Found by its name, and by that of Strimzi. */
const skeleton = (label: string, detail: string, text: string): Completed => ({
  label,
  kind: CompletionItemKind.Struct,
  detail,
  filterText: `${label} strimzi`,
  ...snippet(text),
});
