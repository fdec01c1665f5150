import { type Build, build } from '../kustomize/build.ts';
import { child, textOf } from '../kustomize/cursor.ts';
import { isKustomization, NAMES, resolved, rootOf, textsOf } from '../kustomize/kustomization.ts';
import { patchFilesOf } from '../kustomize/references.ts';
import type { Resource } from '../kustomize/resource.ts';
import { isWorkload } from '../kustomize/workload.ts';
import type { Part } from '../model/place.ts';
import { readContainers } from '../readers/container.ts';
import type { Reading } from '../readers/reading.ts';
import { readStrimzi } from '../readers/strimzi.ts';
import { treeOf } from '../readers/yaml/access.ts';

/** What one kustomization that nothing else builds on deploys. */
export interface Deployment {
  /** Its kustomization file. */
  uri: string;
  parts: { part: Part; reading: Reading }[];
  /** Files that its resources come from, patches and kustomizations among them. */
  uses: ReadonlySet<string>;
  /** There is more than what is here: a name that is not here may be there. */
  open: boolean;
  /** Files with workloads that cannot be followed: by themselves they would be misread, as their patches are not here. */
  lost: ReadonlySet<string>;
}

interface BuiltResource {
  inputs: Part[];
  part: Part;
  reading: Reading;
}

interface State {
  deployment: Deployment;
  built: Map<string, BuiltResource>;
}

export interface Deployments {
  /** A file was set, changed or removed. */
  touch(uri: string): void;
  /** Builds again what the touched files are part of; whether anything may be different now. */
  refresh(): boolean;
  all(): ReadonlyMap<string, Deployment>;
  /** The deployments that are made of a file; a file of any is reviewed with them and not by itself. */
  using(uri: string): ReadonlySet<string>;
  /** Is the file a patch of some kustomization, whether that can be built or not? */
  isPatch(uri: string): boolean;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The deployments that the kustomizations among the files describe. Each is built from parts that its files are read
 * as, so that places in it are places in them; resources whose texts did not change stay the same objects.
 */
export function createDeployments(partsOf: (uri: string) => Part[] | undefined): Deployments {
  const kustomizations = new Set<string>();
  const touched = new Set<string>();
  const states = new Map<string, State>();
  let users = new Map<string, Set<string>>();
  let patches = new Set<string>();

  function refresh(): boolean {
    const dirty = [...touched].some((uri) => isKustomization(uri) || isUsed(uri));
    if (!dirty) {
      touched.clear();
      return false;
    }
    const roots = rootsOf();
    for (const uri of states.keys()) if (!roots.has(uri)) states.delete(uri);
    for (const uri of roots) {
      const before = states.get(uri);
      if (!before || [...touched].some((one) => before.deployment.uses.has(one)))
        states.set(uri, make(uri, before));
    }
    touched.clear();
    users = new Map();
    for (const [uri, { deployment }] of states) {
      for (const used of deployment.parts.length === 0 ? deployment.lost : deployment.uses) {
        if (!users.has(used)) users.set(used, new Set());
        users.get(used)?.add(uri);
      }
    }
    return true;
  }

  const isUsed = (uri: string): boolean =>
    [...states.values()].some(({ deployment }) => deployment.uses.has(uri));

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

  function make(uri: string, before: State | undefined): State {
    const made = build(uri, partsOf);
    const built = new Map<string, BuiltResource>();
    for (const resource of made.resources) {
      if (resource.unknown) continue;
      const key = keyOf(resource);
      const old = before?.built.get(key);
      built.set(key, old && sameInputs(old.inputs, resource.inputs) ? old : read(resource));
    }
    return { deployment: deploymentOf(uri, made, built), built };
  }

  return {
    touch: (uri) => {
      touched.add(uri);
      if (!isKustomization(uri)) return;
      if (partsOf(uri)) kustomizations.add(uri);
      else kustomizations.delete(uri);
    },
    refresh,
    all: () => new Map([...states].map(([uri, { deployment }]) => [uri, deployment])),
    using: (uri) => users.get(uri) ?? NONE,
    isPatch: (uri) => patches.has(uri),
  };
}

function deploymentOf(uri: string, made: Build, built: Map<string, BuiltResource>): Deployment {
  return {
    uri,
    parts: [...built.values()].filter(({ reading }) => reading.drafts.length > 0),
    uses: made.uses,
    open: made.open || made.resources.some(({ unknown }) => unknown),
    lost: new Set(
      made.resources
        .filter((resource) => resource.unknown && isWorkload(resource))
        .map(({ source }) => source.part.uri),
    ),
  };
}

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
