import { isSet, type Value } from '../model/value.ts';
import { areApart, likeness, nearness } from './places.ts';
import { push } from './push.ts';

/** Something that a strimzi.io/cluster label can name. */
export interface Named {
  name: string;
  namespace: Value<string>;
  uri: string;
}

/** What is known of other places, seen from one draft. */
export interface Where {
  /** Cannot be meant: another deployment of the same resource. */
  isElsewhere(uri: string): boolean;
  /** Is most likely not meant: nothing is concluded from it, nor from its absence. */
  isApart(uri: string, namespaceCounts: boolean): boolean;
}

const anywhere = (home: string): Where => ({
  isElsewhere: () => false,
  isApart: (uri) => areApart(uri, home),
});

export type Owner<T> = { found: T } | { found: undefined; why: 'none' | 'several' | 'absent' };

/**
 * The cluster that a label means. The same name stands for other clusters in other namespaces and folders, so the
 * nearest one counts: in the same file, else in the folder that shares most of the path, of which none names another
 * environment. Two equally near ones are alternatives (examples in one folder): nothing is concluded from either. What
 * kustomize builds stands where its kustomization does; `where` tells places that are not meant.
 */
export function ownerOf<T extends Named>(
  label: Value<string>,
  namespace: Value<string>,
  uri: string,
  called: (name: string) => readonly T[],
  where: Where = anywhere(uri),
): Owner<T> {
  if (label.state === 'unset') return { found: undefined, why: 'none' };
  if (label.state === 'unknown') return { found: undefined, why: 'several' };
  let isOther = false;
  const found = nearest(
    called(label.value),
    uri,
    (one) => one.uri,
    (one) => {
      if (!compatible(one.namespace, namespace) || where.isElsewhere(one.uri)) return false;
      const isApart = where.isApart(one.uri, !isSet(one.namespace) || !isSet(namespace));
      isOther ||= isApart;
      return !isApart;
    },
  );
  const [only] = found;
  if (!only) return { found: undefined, why: isOther ? 'several' : 'absent' };
  return found.length === 1 ? { found: only } : { found: undefined, why: 'several' };
}

/**
 * Those that share most of the path with a file: more than one where they are equally near, and stand in equally many
 * folders of the same names. `isMeant` is asked about near ones only.
 */
export function nearest<T>(
  all: readonly T[],
  uri: string,
  uriOf: (one: T) => string,
  isMeant: (one: T) => boolean = () => true,
): T[] {
  const folders = foldersOf(all, uriOf);
  const found = folders ? nearestIn(folders, uri, uriOf, isMeant) : nearestOf(all, uri, uriOf, isMeant);
  if (found.length < 2) return found;
  const alike = found.map((one) => likeness(uriOf(one), uri));
  const most = Math.max(...alike);
  return found.filter((_, index) => alike[index] === most);
}

function nearestOf<T>(
  all: readonly T[],
  uri: string,
  uriOf: (one: T) => string,
  isMeant: (one: T) => boolean,
): T[] {
  let best = -1;
  let found: T[] = [];
  for (const one of all) {
    const near = nearness(uriOf(one), uri);
    if (near < best || !isMeant(one)) continue;
    if (near > best) found = [];
    found.push(one);
    best = near;
  }
  return found;
}

/** The same, from the file's folder upwards: what is further away is not looked at once something is found. */
function nearestIn<T>(
  folders: ReadonlyMap<string, readonly T[]>,
  uri: string,
  uriOf: (one: T) => string,
  isMeant: (one: T) => boolean,
): T[] {
  let below = uri;
  for (let folder = parentOf(uri); folder !== undefined; below = folder, folder = parentOf(folder)) {
    const here = folders.get(folder) ?? [];
    const own = below === uri ? here.filter((one) => uriOf(one) === uri && isMeant(one)) : [];
    if (own.length > 0) return own;
    const found = here.filter((one) => !isBelow(uriOf(one), below) && isMeant(one));
    if (found.length > 0) return found;
  }
  return [];
}

const isBelow = (uri: string, folder: string): boolean =>
  uri === folder || (uri.charAt(folder.length) === '/' && uri.startsWith(folder));

function parentOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}

interface Looked {
  times: number;
  length: number;
  folders?: Map<string, unknown[]>;
}

const looked = new WeakMap<readonly unknown[], Looked>();

/** So many are quicker gone through than sorted by folders. */
const FEW = 16;

/**
 * The members of a list by all folders above them, where it is long and was looked through before: of a fleet with
 * thousands of clusters of one name each topic would be compared with each. A list that grew is sorted anew.
 */
function foldersOf<T>(all: readonly T[], uriOf: (one: T) => string): Map<string, T[]> | undefined {
  if (all.length <= FEW) return undefined;
  const before = looked.get(all);
  const known = before?.length === all.length ? before : { times: 0, length: all.length };
  known.times += 1;
  looked.set(all, known);
  if (known.times < 3) return undefined;
  if (!known.folders) {
    const folders = new Map<string, T[]>();
    for (const one of all)
      for (let folder = parentOf(uriOf(one)); folder !== undefined; folder = parentOf(folder))
        push(folders, folder, one);
    known.folders = folders;
  }
  return known.folders as Map<string, T[]>;
}

function compatible(a: Value<string>, b: Value<string>): boolean {
  return !isSet(a) || !isSet(b) || a.value === b.value;
}
