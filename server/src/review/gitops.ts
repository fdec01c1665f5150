import { splitYaml } from '../readers/yaml/split.ts';
import { type Node, pairOf, parseYaml } from '../readers/yaml/tree.ts';

/** Where something deploys a folder to; what is not known is left out. */
interface Target {
  /** A Kubernetes cluster. */
  server?: string | undefined;
  namespace?: string | undefined;
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
}

/** Further up no repository begins. */
const MAX_FOLDERS = 30;

export function createGitOps(): GitOps {
  const byFile = new Map<string, { path: string; target: Target }[]>();
  let byFolder: Map<string, Target> | undefined;

  /** A path is one below the root of the repository, which is one of the folders above the file that names it. */
  function folders(): Map<string, Target> {
    const made = new Map<string, Target>();
    for (const [uri, deployed] of byFile) {
      for (const { path, target } of deployed) {
        for (const above of foldersAbove(uri)) {
          const key = `${above}/${path}`;
          const other = made.get(key);
          made.set(key, other ? common(other, target) : target);
        }
      }
    }
    return made;
  }

  function targetOf(uri: string): Target | undefined {
    byFolder ??= folders();
    for (const folder of foldersAbove(uri)) {
      const target = byFolder.get(folder);
      if (target) return target;
    }
    return undefined;
  }

  return {
    set: (uri, text) => {
      const fresh = text === undefined || !isGitOps(text) ? [] : deployedBy(text);
      const before = byFile.get(uri) ?? [];
      if (JSON.stringify(before) === JSON.stringify(fresh)) return false;
      if (fresh.length > 0) byFile.set(uri, fresh);
      else byFile.delete(uri);
      byFolder = undefined;
      return true;
    },
    areApart: (a, b, namespaceCounts) => {
      if (byFile.size === 0) return false;
      const [left, right] = [targetOf(a), targetOf(b)];
      const differ = (key: keyof Target) =>
        left?.[key] !== undefined && right?.[key] !== undefined && left[key] !== right[key];
      return differ('server') || (namespaceCounts && differ('namespace'));
    },
  };
}

const marks = /^apiVersion:[ \t]*["']?(?:argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//m;

const isGitOps = (text: string): boolean => marks.test(text);

/** The folders above a file, the nearest first. */
function foldersAbove(uri: string): string[] {
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
  ...(a.server === b.server ? { server: a.server } : {}),
  ...(a.namespace === b.namespace ? { namespace: a.namespace } : {}),
});

function deployedBy(text: string): { path: string; target: Target }[] {
  const pieces = splitYaml(text);
  return pieces.flatMap(({ offset }, index) => {
    const { root } = parseYaml(text.slice(offset, pieces[index + 1]?.offset));
    const spec = at(root, 'spec');
    switch (textAt(root, 'kind')) {
      case 'Application':
        return ofApplication(spec);
      case 'ApplicationSet':
        return ofApplication(at(spec, 'template', 'spec'));
      case 'Kustomization':
        return ofFlux(spec);
      default:
        return [];
    }
  });
}

function ofApplication(spec: Node | undefined): { path: string; target: Target }[] {
  const sources = at(spec, 'sources');
  const all = [at(spec, 'source'), ...(sources?.kind === 'seq' ? sources.items : [])];
  const destination = at(spec, 'destination');
  const server = textAt(destination, 'server') ?? textAt(destination, 'name');
  const target = {
    // Two names for the cluster that Argo CD itself runs in.
    server: server === 'https://kubernetes.default.svc' ? 'in-cluster' : server,
    namespace: textAt(destination, 'namespace'),
  };
  return all.flatMap((source) => deployed(textAt(source, 'path'), target));
}

const ofFlux = (spec: Node | undefined): { path: string; target: Target }[] =>
  deployed(textAt(spec, 'path'), {
    server: textAt(at(spec, 'kubeConfig', 'secretRef'), 'name'),
    namespace: textAt(spec, 'targetNamespace'),
  });

/** Nothing for the root of the repository, and for paths that a generator fills in. */
function deployed(path: string | undefined, target: Target): { path: string; target: Target }[] {
  const clean = path?.replace(/^(?:\.?\/)+|\/+$/g, '');
  return clean && clean !== '.' && !clean.split('/').includes('..') ? [{ path: clean, target }] : [];
}

const at = (node: Node | undefined, ...path: string[]): Node | undefined =>
  path.reduce<Node | undefined>((one, key) => pairOf(one, key)?.value, node);

/** A text in which nothing is left to fill in. */
function textAt(node: Node | undefined, key: string): string | undefined {
  const value = at(node, key);
  return value?.kind === 'scalar' && !value.unknown && value.value !== null && !value.text.includes('$')
    ? value.text
    : undefined;
}
