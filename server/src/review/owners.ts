import { isSet, type Value } from '../model/value.ts';

/** Something that a strimzi.io/cluster label can name. */
export interface Named {
  name: string;
  namespace: Value<string>;
  uri: string;
}

export type Owner<T> = { found: T } | { found: undefined; why: 'none' | 'several' | 'absent' };

/**
 * The cluster that a label means. The same name stands for other clusters in other namespaces and folders, so the
 * nearest one counts: in the same file, else in the folder that shares most of the path. Two equally near ones are
 * alternatives (examples in one folder): nothing is concluded from either. What kustomize builds stands where its
 * kustomization does; `isElsewhere` tells places that cannot be meant.
 */
export function ownerOf<T extends Named>(
  label: Value<string>,
  namespace: Value<string>,
  uri: string,
  byName: ReadonlyMap<string, T[]>,
  isElsewhere: (uri: string) => boolean = () => false,
): Owner<T> {
  if (label.state === 'unset') return { found: undefined, why: 'none' };
  if (label.state === 'unknown') return { found: undefined, why: 'several' };
  const found = nearest(
    (byName.get(label.value) ?? []).filter(
      (one) => compatible(one.namespace, namespace) && !isElsewhere(one.uri),
    ),
    uri,
    (one) => one.uri,
  );
  const [only] = found;
  if (!only) return { found: undefined, why: 'absent' };
  return found.length === 1 ? { found: only } : { found: undefined, why: 'several' };
}

/** Those that share most of the path with a file: more than one where they are equally near. */
export function nearest<T>(all: readonly T[], uri: string, uriOf: (one: T) => string): T[] {
  let best = -1;
  let found: T[] = [];
  for (const one of all) {
    const near = nearness(uriOf(one), uri);
    if (near > best) found = [];
    if (near >= best) found.push(one);
    best = Math.max(best, near);
  }
  return found;
}

function compatible(a: Value<string>, b: Value<string>): boolean {
  return !isSet(a) || !isSet(b) || a.value === b.value;
}

const SLASH = 0x2f;

/** How much of the path two files share, in folders; the same file is nearest. */
function nearness(a: string, b: string): number {
  if (a === b) return Number.MAX_SAFE_INTEGER;
  let shared = 0;
  for (let at = 0; at < a.length && a.charCodeAt(at) === b.charCodeAt(at); at += 1)
    if (a.charCodeAt(at) === SLASH) shared += 1;
  return shared;
}
