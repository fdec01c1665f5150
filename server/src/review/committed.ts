import { parsed } from '../kustomize/kustomization.ts';
import type { Part } from '../model/place.ts';
import type { Tree } from '../model/tree.ts';
import { isSet } from '../model/value.ts';
import type { DraftOf } from '../readers/reading.ts';
import { treeOf } from '../readers/yaml/access.ts';
import { yamlReader } from '../readers/yaml/reader.ts';
import type { Deployments } from './deployments.ts';

/** What files said before: as the last commit has them, or another one to compare with. */
export interface Committed {
  /** The text of a file before; undefined when there was none. False: it was known already. */
  set(uri: string, text: string | undefined): boolean;
  /** Is it known what a file said before, be it nothing? */
  has(uri: string): boolean;
  /** A draft's resource as it was, in the same file or in what the same kustomization built; undefined: it was not there. */
  resource(draft: DraftOf<'resource'>, home: string, isBuilt: boolean): Tree | undefined;
  /** Something that deployments are built from has changed. */
  forget(): void;
}

/** `partsOf` gives the parts of files as they are now, for those of a deployment that have not changed. */
export function createCommitted(
  partsOf: (uri: string) => Part[] | undefined,
  rebuild: Deployments['rebuild'],
): Committed {
  const before = new Map<string, Part[]>();
  const builds = new Map<string, Map<string, Tree>>();
  const plain = new Map<string, Map<string, Tree>>();

  const partsBefore = (uri: string) => before.get(uri) ?? partsOf(uri);

  function byName(found: { tree: Tree }[]): Map<string, Tree> {
    return new Map(found.map(({ tree }) => [keyOf(tree), tree]));
  }

  function builtBefore(home: string): Map<string, Tree> {
    const known = builds.get(home);
    if (known) return known;
    const resources = rebuild(home, partsBefore).resources.filter(({ unknown }) => !unknown);
    const made = byName(
      resources.map(({ source, node, templated }) => ({
        tree: treeOf(source.part, node, templated, source.path),
      })),
    );
    builds.set(home, made);
    return made;
  }

  function standingBefore(uri: string): Map<string, Tree> | undefined {
    const parts = before.get(uri);
    if (!parts) return undefined;
    const known = plain.get(uri) ?? byName(parts.flatMap(treesOf));
    plain.set(uri, known);
    return known;
  }

  return {
    set: (uri, text) => {
      const same = before
        .get(uri)
        ?.map((part) => part.text)
        .join('');
      if (same === text) return false;
      if (text === undefined) before.delete(uri);
      else before.set(uri, cut(uri, text));
      plain.delete(uri);
      builds.clear();
      return true;
    },
    has: (uri) => before.has(uri),
    resource: (draft, home, isBuilt) => {
      if (before.size === 0) return undefined;
      return (isBuilt ? builtBefore(home) : standingBefore(home))?.get(keyOf(draft.tree));
    },
    forget: () => builds.clear(),
  };
}

function cut(uri: string, text: string): Part[] {
  const pieces = yamlReader.split(text);
  return pieces.map(({ offset }, index) => ({
    uri,
    format: 'yaml',
    text: text.slice(offset, pieces[index + 1]?.offset),
    offset,
  }));
}

/** The resources of a document; the items of a List are resources of their own. */
function treesOf(part: Part): { tree: Tree }[] {
  const { root, templated } = parsed(part);
  const tree = treeOf(part, root, templated);
  const kind = tree.get('kind').string();
  const items = isSet(kind) && kind.value === 'List' ? tree.get('items').items() : [tree];
  return items.map((one) => ({ tree: one }));
}

function keyOf(tree: Tree): string {
  const text = (...path: string[]) => {
    const value = tree.get(...path).string();
    return isSet(value) ? value.value : '';
  };
  return `${text('kind')} ${text('metadata', 'namespace')} ${text('metadata', 'name')}`;
}
