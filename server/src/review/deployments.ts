import { type Build, build, type Deploys } from '../kustomize/build.ts';
import { at, type Cursor, child, textOf } from '../kustomize/cursor.ts';
import { isKustomization, NAMES, resolved, rootOf, textsOf } from '../kustomize/kustomization.ts';
import { fluxFields } from '../kustomize/override.ts';
import type { PartsOf } from '../kustomize/patches.ts';
import { patchFilesOf } from '../kustomize/references.ts';
import type { Resource } from '../kustomize/resource.ts';
import { isWorkload } from '../kustomize/workload.ts';
import type { Part } from '../model/place.ts';
import { readContainers } from '../readers/container.ts';
import type { Reading } from '../readers/reading.ts';
import { readStrimzi } from '../readers/strimzi.ts';
import { treeOf } from '../readers/yaml/access.ts';
import { type Deployed, foldersAbove, type GitOps, idOf } from './gitops.ts';

/** What one kustomization that nothing else builds on deploys. */
export interface Deployment {
  /** Its kustomization file, there or not. */
  uri: string;
  /** What Flux or Argo CD calls it, where they change something in it. */
  name?: string | undefined;
  /** The part that says so. */
  by?: Part | undefined;
  parts: { part: Part; reading: Reading }[];
  /** Files that its resources come from, patches and kustomizations among them. */
  uses: ReadonlySet<string>;
  /** There is more than what is here: a name that is not here may be there. */
  open: boolean;
  /** The name of a cluster of Kafka or of Connect in it is not known. */
  unnamed: boolean;
  /** Files with workloads that cannot be followed: by themselves they would be misread, as their patches are not here. */
  lost: ReadonlySet<string>;
}

interface BuiltResource {
  inputs: Part[];
  part: Part;
  reading: Reading;
}

interface State {
  root: Root;
  deployment: Deployment;
  built: Map<string, BuiltResource>;
}

/** What a deployment is built from. */
interface Root {
  /** The kustomization, there or not. */
  uri: string;
  /** Who deploys it, if that changes something. */
  deployed?: Deployed | undefined;
  /** What Flux makes a kustomization of where there is none. */
  entries?: string[];
}

export interface Deployments {
  /** A file was set, changed or removed. */
  touch(uri: string, isYaml?: boolean): void;
  /** Other folders are deployed by Flux or Argo CD, or in another way. */
  touchDeployers(): void;
  /** Builds again what the touched files are part of; whether anything may be different now. */
  refresh(): boolean;
  /**
   * All deployments by their URI, which is the kustomization's; of those that deploy one folder each has its own, with
   * its name behind a `#`.
   */
  all(): ReadonlyMap<string, Deployment>;
  /** The same deployment made of other texts, such as those of a commit. */
  rebuild(uri: string, partsOf: PartsOf): Build;
  /** The deployments that are made of a file; a file of any is reviewed with them and not by itself. */
  using(uri: string): ReadonlySet<string>;
  /** Is the file a patch of some kustomization, whether that can be built or not? */
  isPatch(uri: string): boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** What more of one folder deploy is not reviewed: each takes as long as the folder does. */
const MAX_DEPLOYERS = 50;

/**
 * The deployments that the kustomizations among the files describe. Each is built from parts that its files are read
 * as, so that places in it are places in them; resources whose texts did not change stay the same objects.
 */
export function createDeployments(
  partsOf: PartsOf,
  gitOps: Pick<GitOps, 'changing' | 'changed'>,
): Deployments {
  /** All files that something may be built from. */
  const files = new Set<string>();
  const kustomizations = new Set<string>();
  const touched = new Set<string>();
  let deployersChanged = false;
  const states = new Map<string, State>();
  let all = new Map<string, Deployment>();
  let users = new Map<string, Set<string>>();
  let patches = new Set<string>();

  function refresh(): boolean {
    const dirty = [...touched].some((uri) => isKustomization(uri) || isUsed(uri));
    if (!dirty && !deployersChanged) {
      touched.clear();
      return false;
    }
    deployersChanged = false;
    const roots = deployedFrom(rootsOf());
    for (const id of states.keys()) if (!roots.has(id)) states.delete(id);
    for (const [id, root] of roots) {
      const before = states.get(id);
      if (!before || isOutdated(before, root)) states.set(id, make(root, before));
    }
    touched.clear();
    all = new Map([...states].map(([id, { deployment }]) => [id, deployment]));
    users = new Map();
    for (const [uri, { deployment }] of states) {
      const { parts, by, lost, uses } = deployment;
      // What somebody changes in a way that cannot be followed is not what stands in the files.
      for (const used of parts.length === 0 && !by ? lost : uses) {
        if (!users.has(used)) users.set(used, new Set());
        users.get(used)?.add(uri);
      }
    }
    return true;
  }

  const isUsed = (uri: string): boolean =>
    [...states.values()].some(({ deployment, root }) => deployment.uses.has(uri) || isBelow(uri, root));

  const isOutdated = (before: State, root: Root): boolean =>
    idFor(before.root) !== idFor(root) ||
    [...touched].some((uri) => before.deployment.uses.has(uri) || isBelow(uri, root));

  /** Every kustomization as often as somebody deploys it in a way of his own, and the folders that Flux makes one of. */
  function deployedFrom(roots: Set<string>): Map<string, Root> {
    const found = new Map<string, Root>([...roots].map((uri) => [uri, { uri }]));
    const folders = new Set([...files].flatMap(foldersAbove));
    for (const folder of gitOps.changed()) {
      if (!folders.has(folder)) continue;
      const own = NAMES.map((name) => `${folder}/${name}`).find((uri) => kustomizations.has(uri));
      const entries = own ? [] : entriesOf(folder);
      if (own) found.set(own, { uri: own });
      else if (entries.length > 0)
        found.set(`${folder}/${NAMES[0]}`, { uri: `${folder}/${NAMES[0]}`, entries });
      for (const entry of entries) if (isKustomization(entry)) found.delete(entry);
    }
    return new Map(
      [...found.values()].flatMap((root) => {
        const all = gitOps.changing(root.uri.slice(0, root.uri.lastIndexOf('/'))).slice(0, MAX_DEPLOYERS);
        const alone = all.length < 2;
        return (alone ? [all[0]] : all).map((deployed): [string, Root] => [
          deployed && !alone ? `${root.uri}#${idOf(deployed.deployer)}` : root.uri,
          { ...root, deployed },
        ]);
      }),
    );
  }

  /** The outermost kustomizations below a folder, and the files that stand beside them. */
  function entriesOf(folder: string): string[] {
    const below = [...files].filter((uri) => uri.startsWith(`${folder}/`)).sort();
    const folders = below.filter(isKustomization).map((uri) => uri.slice(0, uri.lastIndexOf('/') + 1));
    return below.filter((uri) => {
      const above = folders.filter((one) => uri.startsWith(one));
      return isKustomization(uri) ? above.length === 1 : above.length === 0;
    });
  }

  /** Kustomizations that no other one builds on; finds the patches of all on the way. */
  function rootsOf(): Set<string> {
    const roots = new Set(kustomizations);
    patches = new Set();
    for (const uri of kustomizations) {
      const part = partsOf(uri)?.[0];
      if (!part) continue;
      const root = rootOf(part);
      for (const patch of patchFilesOf(root)) patches.add(patch);
      if (textOf(child(root, 'kind')) === 'Component') roots.delete(uri);
      for (const entry of ['resources', 'bases', 'components'].flatMap((key) => textsOf(root, key))) {
        const folder = resolved(uri, entry);
        for (const name of NAMES) if (`${folder}/${name}` !== uri) roots.delete(`${folder}/${name}`);
      }
    }
    return roots;
  }

  function make(root: Root, before: State | undefined): State {
    const made = build(root.uri, partsOf, deploys(root, partsOf));
    const built = new Map<string, BuiltResource>();
    for (const resource of made.resources) {
      if (resource.unknown) continue;
      const key = keyOf(resource);
      const old = before?.built.get(key);
      built.set(key, old && sameInputs(old.inputs, resource.inputs) ? old : read(resource));
    }
    return { root, deployment: deploymentOf(root, made, built), built };
  }

  function deploys({ deployed, entries }: Root, from: PartsOf): Deploys {
    return { override: deployed && fieldsOf(deployed, from), entries };
  }

  function fieldsOf({ deployer }: Deployed, from: PartsOf): Cursor | undefined {
    const { file, document, changes, by } = deployer;
    const part = from(file)?.[document];
    if (!part || !changes) return undefined;
    const fields = at(rootOf(part), changes);
    return by === 'flux' ? fluxFields(fields) : fields;
  }

  function deploymentOf(root: Root, made: Build, built: Map<string, BuiltResource>): Deployment {
    const lost = made.resources.filter(({ unknown }) => unknown);
    const deployer = root.deployed?.deployer;
    return {
      uri: root.uri,
      name: deployer?.name,
      by: deployer && partsOf(deployer.file)?.[deployer.document],
      parts: [...built.values()].filter(({ reading }) => reading.drafts.length > 0),
      uses: made.uses,
      open: made.open || lost.length > 0,
      unnamed: lost.some(({ ids }) => /^Kafka(Connect)?$/.test(ids.at(-1)?.kind ?? '')),
      lost: new Set(lost.filter(isWorkload).map(({ source }) => source.part.uri)),
    };
  }

  return {
    touch: (uri, isYaml = partsOf(uri) !== undefined) => {
      touched.add(uri);
      if (isYaml) files.add(uri);
      else files.delete(uri);
      if (!isKustomization(uri)) return;
      if (isYaml) kustomizations.add(uri);
      else kustomizations.delete(uri);
    },
    touchDeployers: () => {
      deployersChanged = true;
    },
    refresh,
    rebuild: (id, from) => {
      const root = states.get(id)?.root ?? { uri: id };
      return build(root.uri, from, deploys(root, from));
    },
    all: () => all,
    using: (uri) => users.get(uri) ?? NONE,
    isPatch: (uri) => patches.has(uri),
  };
}

/** Stands a file in a folder that Flux makes a kustomization of? */
const isBelow = (uri: string, { uri: home, entries }: Root): boolean =>
  entries !== undefined && uri.startsWith(home.slice(0, home.lastIndexOf('/') + 1));

/** Tells in what other way the same kustomization is deployed. */
const idFor = ({ deployed, entries }: Root): string =>
  JSON.stringify([deployed && idOf(deployed.deployer), deployed?.deployer.changes, entries]);

/** Two resources of one text are told apart by where they stand in it. */
const keyOf = ({ source }: Resource): string =>
  `${source.part.uri} ${source.part.offset} ${source.path.join(' ')}`;

const sameInputs = (a: Part[], b: Part[]): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

function read(resource: Resource): BuiltResource {
  const { source, node, inputs, templated } = resource;
  const tree = treeOf(source.part, node, templated, source.path);
  const isStrimzi = /^(kafka|core)\.strimzi\.io$/.test(resource.ids.at(-1)?.group ?? '');
  const found = isStrimzi ? readStrimzi(tree) : { ...readContainers(tree), suppressions: [] };
  return { inputs, part: source.part, reading: { ...found, problems: [], pragmas: {} } };
}
