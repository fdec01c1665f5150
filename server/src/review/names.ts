import type { Name, NameKind, NameOwner } from '../model/name.ts';
import type { Part, Place } from '../model/place.ts';
import { createMultimap } from './multimap.ts';
import { nearest } from './owners.ts';

/** The names of all files: what is declared, what is used, and which use means which declaration. */
export interface Names {
  /** The names of one file, in the order of its parts. */
  in(uri: string): Name[];
  /** What a use can mean: one, or several where two are equally near; a declaration means itself. */
  declarationsOf(name: Name): Name[];
  /** A declaration with those that are the same thing: every node of a cluster declares its listeners itself. */
  groupOf(declaration: Name): Name[];
  /** Every use that means this declaration, alone or among others. */
  usesOf(declaration: Name): Name[];
  /** The uses of the same name for the same thing, of which no file has the declaration. */
  alike(use: Name): Name[];
  /** The clusters that what is declared belongs to. */
  clustersOf(declaration: Name): Name[];
  /** All declarations of a kind. */
  declared(kind: NameKind): Name[];
  /** Names of a kind that a template engine writes: nobody knows what they are. */
  templated(kind: NameKind): Name[];
}

/** The index behind `Names`; work is proportional to what is added or removed. */
export interface NameIndex extends Names {
  add(uri: string, names: NamesOf): void;
  remove(uri: string, names: NamesOf): void;
}

/** Looks for the names of one part: asked once, and only when somebody wants to know of names. */
type NamesOf = () => readonly Name[];

/** What the index must be told about the files. */
interface Joints {
  /** Which cluster the Kafka node whose configuration begins at a place belongs to. */
  clusterOf(node: Place): unknown;
  /** The kustomizations that build from a file. */
  deploymentsOf(uri: string): ReadonlySet<string>;
  /** Does a document only change what another one declares? */
  isPatch(part: Part): boolean;
  /** Adds what was not added yet, before the first look at any name. */
  addRest(): void;
}

export function createNames({ clusterOf, deploymentsOf, isPatch, addRest }: Joints): NameIndex {
  const byUri = createMultimap<NamesOf>();
  /** What was found in the parts that were looked into. */
  const found = new Map<NamesOf, readonly Name[]>();
  /** Parts whose names are not in the indices below yet. */
  const waiting = new Set<NamesOf>();
  const byKey = createMultimap<Name>();
  /** Uses of a prefix, and templated ones, cannot be looked up by their names. */
  const open = createMultimap<Name>();

  /** What was looked up since the last change. */
  let resolved: WeakMap<NameOwner, Name[]> | undefined;

  const keyOf = ({ kind, role, name }: Pick<Name, 'kind' | 'role' | 'name'>) =>
    // Kafka compares names of listeners without case.
    `${role} ${kind} ${kind === 'listener' ? name.toUpperCase() : name}`;
  const kindOf = ({ kind, role, prefix, fixed }: Name): string | undefined => {
    if (fixed === 'template') return `template ${kind}`;
    if (role === 'declaration') return `declaration ${kind}`;
    return prefix ? `prefix ${kind}` : undefined;
  };

  function add(uri: string, names: NamesOf): void {
    resolved = undefined;
    byUri.add(uri, names);
    waiting.add(names);
  }

  function remove(uri: string, names: NamesOf): void {
    resolved = undefined;
    byUri.delete(uri, names);
    const known = found.get(names) ?? [];
    found.delete(names);
    if (waiting.delete(names)) return;
    for (const name of known) {
      byKey.delete(keyOf(name), name);
      const kind = kindOf(name);
      if (kind) open.delete(kind, name);
    }
  }

  function namesOf(part: NamesOf): readonly Name[] {
    const known = found.get(part) ?? part();
    found.set(part, known);
    return known;
  }

  /** Puts into the indices what was added since they were last looked at. */
  function settle(): void {
    addRest();
    for (const part of waiting) {
      for (const name of namesOf(part)) {
        if (name.fixed !== 'template') byKey.add(keyOf(name), name);
        const kind = kindOf(name);
        if (kind) open.add(kind, name);
      }
      // One by one: what `clear` leaves behind holds all of it, whole texts among it, until the next full collection.
      waiting.delete(part);
    }
  }

  const keyed = (name: Pick<Name, 'kind' | 'role' | 'name'>): Name[] => {
    settle();
    return [...byKey.get(keyOf(name))];
  };
  const opened = (kind: string): Name[] => {
    settle();
    return [...open.get(kind)];
  };

  /** A patch names the resource that it changes. */
  const isPatched = ({ role, kind, place }: Name): boolean =>
    role === 'declaration' && patchedKinds.has(kind) && isPatch(place.part);

  function declarationsOf(name: Name): Name[] {
    if (name.role === 'declaration' && !isPatched(name)) return [name];
    const named = name.prefix
      ? opened(`declaration ${name.kind}`).filter((one) => one.name.startsWith(name.name))
      : keyed({ ...name, role: 'declaration' });
    const all = named.filter((one) => !isPatched(one) && reaches(one, name) && together(one, name));
    // What one kustomization builds together belongs together.
    const deployed = all.filter((one) => isBuiltWith(one, name));
    const reached = deployed.length > 0 ? deployed : all;
    return name.prefix ? reached : nearest(reached, name.place.part.uri, (one) => one.place.part.uri);
  }

  function isBuiltWith(a: Name, b: Name): boolean {
    const mine = deploymentsOf(a.place.part.uri);
    return mine.size > 0 && [...deploymentsOf(b.place.part.uri)].some((uri) => mine.has(uri));
  }

  /** Do two names belong to the same thing, as far as the files say? */
  function together(declaration: Name, use: Name): boolean {
    if (use.owners.length === 0 || isPatched(use)) return true;
    return use.owners.some((left) => declaration.owners.some((right) => same(left, use, right, declaration)));
  }

  function same(left: NameOwner, use: Name, right: NameOwner, declaration: Name): boolean {
    if (left.kind === 'document' || right.kind === 'document')
      return 'place' in left && 'place' in right && samePlace(left.place, right.place);
    if (left.kind === 'node' || right.kind === 'node') {
      if (!('place' in left) || !('place' in right)) return false;
      return left.place === right.place || clusterOf(left.place) === clusterOf(right.place);
    }
    const [mine, theirs] = [clustersOf(left, use), clustersOf(right, declaration)];
    if (mine.length > 0 || theirs.length > 0) return mine.some((one) => theirs.includes(one));
    // Their cluster is declared elsewhere: the same name is the same cluster.
    return (
      left.kind === right.kind && left.name === right.name && compatible(left.namespace, right.namespace)
    );
  }

  /** The declarations of clusters that an owner leads to; an owner is made for one name, and stands in its file. */
  function clustersOf(owner: NameOwner, from: Name): Name[] {
    resolved ??= new WeakMap();
    const known = resolved.get(owner);
    if (known) return known;
    const found = lookUpClusters(owner, from);
    resolved.set(owner, found);
    return found;
  }

  function lookUpClusters(owner: NameOwner, from: Name): Name[] {
    if ('place' in owner) return [];
    const found = declarationsOf({ ...asUse(from), ...owner });
    if (owner.kind === 'cluster') return found;
    return found.flatMap((one) => one.owners.flatMap((next) => clustersOf(next, one)));
  }

  function usesOf(declaration: Name): Name[] {
    const exact = keyed({ ...declaration, role: 'use' });
    const prefixes = opened(`prefix ${declaration.kind}`).filter((use) =>
      declaration.name.startsWith(use.name),
    );
    const declared = keyed(declaration);
    const files = new Set(declared.map(({ place }) => place.part.uri));
    const known = new Map<string, boolean>();
    const isMeant = (use: Name): boolean => {
      const { uri } = use.place.part;
      // Of the same folder and namespace all mean the same, unless their own file declares it: thousands of topics.
      const alone = use.owners.length > 0 || use.prefix || files.has(uri) || deploymentsOf(uri).size > 0;
      const key = alone
        ? undefined
        : `${use.namespace ?? ''} ${use.by ?? ''} ${uri.slice(0, uri.lastIndexOf('/'))}`;
      const before = key === undefined ? undefined : known.get(key);
      const answer = before ?? declarationsOf(use).includes(declaration);
      if (key !== undefined) known.set(key, answer);
      return answer;
    };
    return [...exact.filter((use) => !use.prefix), ...prefixes, ...declared.filter(isPatched)].filter(
      isMeant,
    );
  }

  function groupOf(declaration: Name): Name[] {
    if (!declaration.owners.some(({ kind }) => kind === 'node')) return [declaration];
    return keyed(declaration).filter((other) => together(other, declaration));
  }

  function alike(use: Name): Name[] {
    return keyed(use).filter(
      (other) =>
        compatible(other.namespace, use.namespace) &&
        together(other, use) &&
        declarationsOf(other).length === 0,
    );
  }

  return {
    add,
    remove,
    in: (uri) => {
      addRest();
      return [...byUri.get(uri)].flatMap(namesOf);
    },
    declarationsOf,
    groupOf,
    usesOf,
    alike,
    clustersOf: (name) => name.owners.flatMap((owner) => clustersOf(owner, name)),
    declared: (kind) => opened(`declaration ${kind}`).filter((one) => !isPatched(one)),
    templated: (kind) => opened(`template ${kind}`),
  };
}

/** Kinds of whole resources; a ConfigMap or Secret in a kustomization is not told from a patch of one. */
const patchedKinds: ReadonlySet<NameKind> = new Set([
  'cluster',
  'pool',
  'topic',
  'user',
  'connect',
  'connector',
  'mirror-maker',
  'bridge',
]);

/** A use at the place of another name. */
const asUse = ({ place, site }: Name): Omit<Name, 'kind' | 'name' | 'namespace'> => ({
  role: 'use',
  place,
  site,
  owners: [],
});

/** Is a declaration in a namespace that a use looks in? */
function reaches({ kind, namespace, watches = {} }: Name, { namespace: from, by, owners }: Name): boolean {
  // A topic is one in its cluster, whatever namespaces the resources about it are in.
  if (kind === 'topic' && owners.length > 0) return true;
  return compatible(by && by in watches ? watches[by] : namespace, from);
}

const compatible = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;

const samePlace = (a: Place, b: Place): boolean =>
  a.part === b.part && a.start === b.start && a.end === b.end;
