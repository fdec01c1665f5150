import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Position } from '../../model/lines.ts';
import type { Name } from '../../model/name.ts';
import { decodePath, textAt } from '../../model/place.ts';
import { nearest } from '../../review/owners.ts';
import type { Review } from '../../review/review.ts';
import { rangeFinder } from '../diagnostics.ts';
import { namesAt } from './at.ts';
import { kindWords, refusedName } from './words.ts';

/** Why a name cannot be changed, for a person to read. */
export interface Refused {
  refused: string;
}

/** Everything that one rename changes. */
interface Target {
  /** The name that the cursor is on. */
  at: Name;
  declarations: Name[];
  uses: Name[];
}

/** The letters that a rename at this position replaces, or why it is refused; undefined where no name is. */
export function prepareRename(
  review: Review,
  uri: string,
  position: Position,
  roots: readonly string[] = [],
): { range: Range; placeholder: string } | Refused | undefined {
  const target = targetAt(review, uri, position, roots);
  if (!target || 'refused' in target) return target;
  const [declaration] = target.declarations;
  return {
    range: rangeFinder(review)(target.at.place),
    placeholder: declaration?.name ?? target.at.name,
  };
}

/**
 * The edits that give a thing a new name, in its declaration and in every place that means it, derived names included.
 * `roots` are the workspace's folders, without a slash at the end; empty: everything counts as inside.
 */
export function renameAt(
  review: Review,
  uri: string,
  position: Position,
  newName: string,
  roots: readonly string[] = [],
): WorkspaceEdit | Refused | undefined {
  const target = targetAt(review, uri, position, roots);
  if (!target || 'refused' in target) return target;
  const refused = refusedFor(review, target, newName);
  if (refused !== undefined) return { refused };
  const range = rangeFinder(review);
  const changes: Record<string, TextEdit[]> = {};
  const written = new Set<string>();
  for (const name of [...target.declarations, ...target.uses]) {
    if (name.prefix) continue;
    const { part, start } = name.place;
    const key = `${part.uri} ${part.offset + start}`;
    if (written.has(key)) continue;
    written.add(key);
    const own = changes[part.uri] ?? [];
    changes[part.uri] = own;
    own.push({ range: range(name.place), newText: spelled(name, newName) });
  }
  return { changes };
}

function targetAt(
  review: Review,
  uri: string,
  position: Position,
  roots: readonly string[],
): Target | Refused | undefined {
  const { names } = review;
  const found = namesAt(review, uri, position);
  const [first] = found;
  if (!first) return undefined;
  if (first.fixed) return { refused: fixedWords(review, first) };
  const at = found.find((name) => names.declarationsOf(name).length > 0);
  const declarations = [...new Set(found.flatMap((name) => names.declarationsOf(name)))];
  const [one] = declarations;
  if (!one || !at) {
    return {
      refused: `No file here declares the ${kindWords[first.kind]} ${first.name}, so its other places cannot be known.`,
    };
  }
  if (at.prefix) {
    return { refused: `${at.name} is a prefix of several topics; rename each topic at its own resource.` };
  }
  const group = names.groupOf(one);
  const others = declarations.filter((other) => !group.includes(other));
  if (others.length > 0) {
    const places = [one, ...others].map((each) => `${kindWords[each.kind]} in ${where(review, each)}`);
    return { refused: `${at.name} could mean several things here: ${places.join(', ')}.` };
  }
  const uses = [...new Set(group.flatMap((each) => names.usesOf(each)))];
  const refused =
    ambiguous(review, group, uses) ??
    templated(review, group) ??
    [...group, ...uses].filter(({ fixed }) => fixed).map((name) => fixedWords(review, name))[0] ??
    outside(review, [...group, ...uses], roots);
  return refused === undefined ? { at, declarations: group, uses } : { refused };
}

/** A use that could as well mean another declaration. */
function ambiguous(review: Review, group: readonly Name[], uses: readonly Name[]): string | undefined {
  for (const use of uses) {
    const other = review.names.declarationsOf(use).find((one) => !group.includes(one));
    if (other) {
      return `${use.name} in ${where(review, use)} could also mean the ${kindWords[other.kind]} in ${where(review, other)}.`;
    }
  }
  return undefined;
}

/** A name of the same kind that a template still writes, for which this declaration is among the nearest. */
function templated(review: Review, [declaration]: readonly Name[]): string | undefined {
  if (!declaration) return undefined;
  const all = review.names.declared(declaration.kind);
  const open = review.names
    .templated(declaration.kind)
    .find((one) => nearest(all, one.place.part.uri, ({ place }) => place.part.uri).includes(declaration));
  return open && fixedWords(review, open);
}

const fixedWords = (review: Review, name: Name): string =>
  name.fixed === 'template'
    ? `The ${kindWords[name.kind]} in ${where(review, name)} is written by a template: what it will be is not known.`
    : `The ${kindWords[name.kind]} in ${where(review, name)} is written by an alias: change it at its anchor.`;

function outside(review: Review, all: readonly Name[], roots: readonly string[]): string | undefined {
  if (roots.length === 0) return undefined;
  const found = all.find(({ place }) => !roots.some((root) => place.part.uri.startsWith(`${root}/`)));
  return found && `${where(review, found)} names it and is outside of this workspace.`;
}

function refusedFor(review: Review, { declarations, uses }: Target, newName: string): string | undefined {
  for (const declaration of declarations) {
    const refused = refusedName(declaration, newName);
    if (refused !== undefined) return refused;
    const taken = takenBy(review, declaration, newName);
    if (taken) return `There is a ${kindWords[taken.kind]} ${newName} already, in ${where(review, taken)}.`;
  }
  const prefixed = declarations
    .flatMap((one) => (one.kind === 'user' ? review.names.clustersOf(one) : []))
    .find(({ secretPrefix }) => secretPrefix !== undefined);
  if (prefixed) {
    return `The Secrets of the users of ${prefixed.name} begin with ${prefixed.secretPrefix}: their names would not follow.`;
  }
  const lost = uses.find(({ prefix, name }) => prefix && !newName.startsWith(name));
  return (
    lost &&
    `The ACL in ${where(review, lost)} is for the prefix ${lost.name}, which ${newName} does not begin with.`
  );
}

/** Another declaration that a use at this declaration's place would mean under the new name. */
function takenBy(review: Review, declaration: Name, newName: string): Name | undefined {
  return review.names
    .declarationsOf({ ...declaration, role: 'use', name: newName })
    .find((one) => one.name === newName);
}

/** The new name as this place spells it: a plain scalar that YAML would take for a number or a word of its own is quoted. */
function spelled({ place, site, spelling, kind }: Name, newName: string): string {
  if (spelling === 'lower case') return newName.toLowerCase();
  if (spelling === 'variable') return newName.toUpperCase();
  const plain =
    place.part.format === 'yaml' &&
    place.start === site.start &&
    place.end === site.end &&
    !/^["']/.test(textAt(place));
  const typed = /^(?:[-+.]?\d[\d_.eExXoO+-]*|true|false|yes|no|on|off|null|y|n|~)$/i.test(newName);
  return plain && typed && kind !== 'port' ? `"${newName}"` : newName;
}

function where(review: Review, { place }: Name): string {
  const { start } = rangeFinder(review)(place);
  const { uri } = place.part;
  // The folder tells files of one name apart.
  return `${decodePath(uri.split('/').slice(-2).join('/'))}:${start.line + 1}`;
}
