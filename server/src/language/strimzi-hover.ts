import {
  isKind,
  type Lifetime,
  lifetimeOf,
  type NodeFacts,
  type Operator,
  replacementOf,
  schemaAt,
} from '../knowledge/strimzi/index.ts';
import type { Path, Place } from '../model/place.ts';
import type { Tree } from '../model/tree.ts';
import { effective } from '../model/value.ts';

/**
 * What Strimzi's API says about the field at an offset of a resource's part: what it is for, its type and bounds, and
 * the releases that have it. Undefined between fields, and inside configuration maps and labels, which are not its own.
 */
export function strimziHover(
  tree: Tree,
  offset: number,
  operator: Operator,
): { markdown: string; place: Place } | undefined {
  const kind = effective(tree.get('kind').string()) ?? '';
  const [group, api = ''] = (effective(tree.get('apiVersion').string()) ?? '').split('/');
  if (group !== 'kafka.strimzi.io' || !isKind(kind)) return undefined;
  const found = fieldAt(tree, offset);
  if (found === undefined) return undefined;
  const parent = schemaAt(kind, api, found.path.slice(0, -1), operator);
  const facts = schemaAt(kind, api, found.path, operator);
  if (facts === undefined || parent === undefined || parent.fields === undefined) return undefined;
  const name = String(found.path.at(-1));
  return { markdown: markdownOf(kind, name, facts, parent, found.path), place: found.place };
}

/** The field whose key or plain value an offset is in: the way down the tree, one map or list at a time. */
function fieldAt(tree: Tree, offset: number): { path: Path; place: Place } | undefined {
  const holds = ({ start, end }: Place): boolean => start <= offset && offset <= end;
  if (tree.kind === 'seq') {
    const item = tree.items().find((one) => holds(one.place));
    return item === undefined ? undefined : fieldAt(item, offset);
  }
  for (const { place, value } of tree.kind === 'map' ? tree.fields() : []) {
    if (holds(place)) return { path: value.slot.path, place };
    if (!holds(value.place) || value.kind === 'absent') continue;
    return value.kind === 'scalar' ? { path: value.slot.path, place: value.place } : fieldAt(value, offset);
  }
  return undefined;
}

function markdownOf(kind: string, name: string, facts: NodeFacts, parent: NodeFacts, path: Path): string {
  const lifetime = lifetimeOf(kind, path);
  const first = facts.description === undefined ? `**${name}**` : `**${name}**: ${facts.description}`;
  const rows = [
    ['type', typeOf(facts)],
    ['required', parent.required.includes(name) ? 'yes' : ''],
    ['valid', validOf(facts)],
    ['fields', facts.type === 'object' && !facts.free ? (facts.fields ?? []).join(', ') : ''],
    ['releases', releasesOf(lifetime)],
  ].filter(([, text]) => text !== '');
  const table = ['| | |', '|---|---|', ...rows.map(([label, text]) => `| ${label}: | ${text} |`)].join('\n');
  const note = deprecationOf(kind, facts, lifetime, path);
  return [first, ...(note === undefined ? [] : [note]), table].join('\n\n');
}

function typeOf({ type, of, free }: NodeFacts): string {
  if (type === 'array') return `list of ${of ?? 'value'}s`;
  if (type === 'object') return free ? 'map with keys of your own' : 'object';
  return type === 'int-or-string' ? 'integer or string' : type;
}

function validOf({ enum: values, minimum, maximum, minItems, pattern }: NodeFacts): string {
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ');
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  if (minItems !== undefined) return `at least ${minItems} ${minItems === 1 ? 'item' : 'items'}`;
  return pattern === undefined ? '' : `\`${pattern.replaceAll('|', '\\|')}\``;
}

/** The releases in between are not known one by one: the first and last known ones are named. */
function releasesOf({ since, lastIn }: Lifetime): string {
  if (since !== undefined && lastIn !== undefined) return `Strimzi ${since} to ${lastIn}`;
  if (since !== undefined) return `since Strimzi ${since}`;
  return lastIn === undefined ? '' : `until Strimzi ${lastIn}`;
}

function deprecationOf(
  kind: string,
  { deprecated }: NodeFacts,
  { lastIn }: Lifetime,
  path: Path,
): string | undefined {
  if (deprecated === undefined && lastIn === undefined) return undefined;
  const instead = replacementOf(kind, path)?.instead ?? (deprecated?.movedTo && `use ${deprecated.movedTo}`);
  return `Deprecated${instead === undefined ? '' : `: ${instead}`}.`;
}
