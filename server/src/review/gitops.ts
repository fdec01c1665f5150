import { decodePath, encodePath } from '../model/place.ts';
import { filled, folderMatcher, type Template, textOf, type Way } from './application-sets.ts';
import { type Deployer, deployersIn } from './deployers.ts';
import { push } from './push.ts';

/** Where something deploys a folder to; what is not known is left out. */
interface Target {
  /** A Kubernetes cluster. */
  server?: string | undefined;
  /** What its name is one among; names of other lists may mean the same cluster. */
  among?: string | undefined;
  namespace?: string | undefined;
}

/** A folder that something deploys. */
export interface Deployed {
  deployer: Deployer;
  target: Target;
}

/** What Applications of Argo CD and Kustomizations of Flux among the files say about where folders are deployed to. */
export interface GitOps {
  /** Takes over a file's text; undefined removes it. Whether anything may be different now. */
  set(uri: string, text: string | undefined): boolean;
  /**
   * Are two files deployed to different clusters of Kubernetes, or to different namespaces? The latter counts where one
   * of them does not say its namespace itself.
   */
  areApart(a: string, b: string, namespaceCounts: boolean): boolean;
  /** What deploys a folder, where one of them changes what stands in it on the way. */
  changing(folder: string): Deployed[];
  /** Folders that Flux changes something in, with or without a kustomization of their own; some may not be here. */
  changed(): string[];
}

/** Further up no repository begins. */
const MAX_FOLDERS = 30;

/** A template of a path that a folder may be one of. */
interface Pattern {
  roots: string[];
  matches: (folder: string) => ReadonlyMap<string, string> | undefined;
  deployed: (captured: ReadonlyMap<string, string>) => Deployed;
}

interface Index {
  exact: Map<string, Deployed[]>;
  patterns: Pattern[];
}

/** `roots` are the folders under review: one of them is the root of the repository, if any is. */
export function createGitOps(roots: readonly string[] = []): GitOps {
  const byFile = new Map<string, Deployer[]>();
  let index: Index | undefined;
  let known = new Map<string, Deployed[]>();
  let targets = new Map<string, Target | undefined>();

  function indexed(): Index {
    const made: Index = { exact: new Map(), patterns: [] };
    const bootstraps = [...byFile.values()].flat().flatMap(bootstrapped);
    for (const deployer of [...byFile.values()].flat())
      for (const way of deployer.ways) enter(made, deployer, way, bootstraps);
    return made;
  }

  /** A path is one below the root of the repository, which is one of the folders above the file that names it. */
  function enter({ exact, patterns }: Index, deployer: Deployer, way: Way, bootstraps: string[]): void {
    const path = filled(deployer.path, way.values);
    const plain = textOf(path);
    const above = foldersAbove(deployer.file);
    const toTarget = (captured: ReadonlyMap<string, string>): Deployed => ({
      deployer,
      target: targetOf(deployer, way, captured, bootstraps),
    });
    if (plain !== undefined) {
      const one = toTarget(new Map());
      for (const root of above) push(exact, `${root}/${encodePath(plain)}`, one);
      return;
    }
    const matches = folderMatcher(path, way);
    // A path that begins with anything says nothing about the root it is below.
    const isAnchored = typeof path[0] === 'string' && path[0].includes('/');
    const own = isAnchored ? above : above.filter((root) => roots.includes(root));
    if (matches) patterns.push({ roots: own, matches, deployed: toTarget });
  }

  function deployedIn(folder: string): Deployed[] {
    const before = known.get(folder);
    if (before) return before;
    index ??= indexed();
    const made = [
      ...(index.exact.get(folder) ?? []),
      ...index.patterns.flatMap((pattern) =>
        pattern.roots.flatMap((root) => {
          if (!folder.startsWith(`${root}/`)) return [];
          const captured = pattern.matches(decodePath(folder.slice(root.length + 1)));
          return captured ? [pattern.deployed(captured)] : [];
        }),
      ),
    ];
    known.set(folder, made);
    return made;
  }

  /** What a file, or a deployment that something changes, is deployed to; it is asked for each pair of two. */
  function targetAt(uri: string): Target | undefined {
    if (!targets.has(uri)) targets.set(uri, findTarget(uri));
    return targets.get(uri);
  }

  function findTarget(uri: string): Target | undefined {
    for (const folder of foldersAbove(uri)) {
      const all = deployedIn(folder);
      const [, id] = uri.split('#');
      const own = id === undefined ? all : all.filter(({ deployer }) => idOf(deployer) === id);
      const found = (own.length > 0 ? own : all).map(({ target }) => target);
      if (found.length > 0) return found.reduce(common);
    }
    return undefined;
  }

  return {
    set: (uri, text) => {
      const fresh = text === undefined ? [] : deployersIn(uri, text);
      const before = byFile.get(uri) ?? [];
      if (contentOf(before) === contentOf(fresh)) return false;
      if (fresh.length > 0) byFile.set(uri, fresh);
      else byFile.delete(uri);
      index = undefined;
      known = new Map();
      targets = new Map();
      return true;
    },
    areApart: (a, b, namespaceCounts) => {
      if (byFile.size === 0 || a === b) return false;
      const [left, right] = [targetAt(a), targetAt(b)];
      const differ = (key: 'server' | 'namespace') =>
        left?.[key] !== undefined && right?.[key] !== undefined && left[key] !== right[key];
      return (left?.among === right?.among && differ('server')) || (namespaceCounts && differ('namespace'));
    },
    changing: (folder) => {
      if (byFile.size === 0) return [];
      const all = deployedIn(folder);
      return all.some(({ deployer }) => deployer.changes) ? all : [];
    },
    changed: () => {
      index ??= indexed();
      return [...index.exact].flatMap(([folder, all]) =>
        all.some(({ deployer }) => deployer.by === 'flux' && deployer.changes) ? [folder] : [],
      );
    },
  };
}

/** Names a deployer in the URI of a deployment; no slash in it, which would look like a folder. */
export const idOf = ({ file, document, name }: Deployer): string =>
  encodeURIComponent(`${name} ${document} ${file}`);

/** `flux bootstrap` has a cluster deploy the folder in which it is told so: all that stands there is this cluster's. */
function bootstrapped({ by, path, file }: Deployer): string[] {
  const folder = textOf(path);
  if (by !== 'flux' || folder === undefined) return [];
  return foldersAbove(file).flatMap((root) => {
    const own = `${root}/${encodePath(folder)}`;
    return file.startsWith(`${own}/`) ? [own] : [];
  });
}

function targetOf(
  deployer: Deployer,
  way: Way,
  captured: ReadonlyMap<string, string>,
  bootstraps: string[],
): Target {
  const values = new Map([...way.values, ...captured]);
  const text = (template: Template | undefined) => template && textOf(filled(template, values));
  const server = text(deployer.server);
  return {
    ...(server === undefined ? unnamed(deployer, way, captured, bootstraps) : { server }),
    namespace: text(deployer.namespace),
  };
}

/** Tells clusters apart whose names are not in the files. */
function unnamed(
  { server, file, document, by }: Deployer,
  { ofClusters }: Way,
  captured: ReadonlyMap<string, string>,
  bootstraps: string[],
): Target {
  if (by === 'flux')
    return server
      ? {}
      : { server: longest(bootstraps.filter((one) => file.startsWith(`${one}/`))), among: 'flux' };
  // Which folders a Git generator finds says nothing of clusters that another one gives.
  const telling = [...captured].filter(([name]) => !ofClusters || !/^path\b/.test(name));
  return server && telling.length > 0
    ? { server: JSON.stringify(telling), among: `${file} ${document}` }
    : {};
}

const longest = (texts: string[]): string | undefined =>
  texts.reduce<string | undefined>((best, one) => (one.length > (best?.length ?? 0) ? one : best), undefined);

/** The folders above a file, the nearest first. */
export function foldersAbove(uri: string): string[] {
  const found: string[] = [];
  for (
    let end = uri.lastIndexOf('/');
    end > 0 && found.length < MAX_FOLDERS;
    end = uri.lastIndexOf('/', end - 1)
  ) {
    found.push(uri.slice(0, end));
  }
  return found;
}

/** One folder may be deployed to several places: what they have in common is known. */
const common = (a: Target, b: Target): Target => ({
  ...(a.server === b.server && a.among === b.among ? { server: a.server, among: a.among } : {}),
  ...(a.namespace === b.namespace ? { namespace: a.namespace } : {}),
});

const contentOf = (deployers: Deployer[]): string =>
  JSON.stringify(deployers, (_, value) => (value instanceof Map ? [...value] : value));
