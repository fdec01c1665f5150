import { splitYaml } from '../readers/yaml/split.ts';
import { type Node, parseYaml, valueAt } from '../readers/yaml/tree.ts';
import {
  itemsOf,
  MAX_PATH,
  type Template,
  templateOf,
  textOf,
  type Way,
  waysOf,
} from './application-sets.ts';

/** An Application or ApplicationSet of Argo CD, or a Kustomization of Flux: it deploys a folder. */
export interface Deployer {
  /** The file and the document in it that say so. */
  file: string;
  document: number;
  name: string;
  /** The folder, below the root of the repository. */
  path: Template;
  server?: Template | undefined;
  namespace?: Template | undefined;
  /** How generators fill it in; one that fills in nothing where there are none. */
  ways: Way[];
  by: 'argo' | 'flux';
  /** Where in the document stands what is changed on the way, if anything is. */
  changes?: (string | number)[];
}

const marks = /^apiVersion:[ \t]*["']?(?:argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//m;

/** What a file deploys; nothing for one of another kind. */
export function deployersIn(file: string, text: string): Deployer[] {
  if (!marks.test(text)) return [];
  const pieces = splitYaml(text);
  return pieces.flatMap(({ offset }, document) => {
    const own = text.slice(offset, pieces[document + 1]?.offset);
    if (!marks.test(own)) return [];
    const { root } = parseYaml(own);
    const here = { file, document, name: scalar(valueAt(root, 'metadata', 'name'))?.text ?? '' };
    switch (scalar(valueAt(root, 'kind'))?.text) {
      case 'Application':
        return ofArgo(here, root, ['spec'], plainIn, [PLAIN]);
      case 'ApplicationSet':
        return ofSet(here, root, own);
      case 'Kustomization':
        return ofFlux(here, valueAt(root, 'spec'));
      default:
        return [];
    }
  });
}

const PLAIN: Way = { values: new Map() };

type Here = Pick<Deployer, 'file' | 'document' | 'name'>;
type Read = (node: Node | undefined) => Template | undefined;

function ofSet(here: Here, root: Node | undefined, text: string): Deployer[] {
  const patch = scalar(valueAt(root, 'spec', 'templatePatch'));
  if (patch && /source|destination/.test(text.slice(patch.start, patch.end))) return [];
  const read: Read = (node) => {
    const written = scalar(node) && text.slice(node?.start, node?.end).replace(/^(["'])(.*)\1$/s, '$2');
    return written === undefined || written.length > MAX_PATH || written.includes('\n')
      ? undefined
      : templateOf(written);
  };
  return ofArgo(here, root, ['spec', 'template', 'spec'], read, waysOf(valueAt(root, 'spec', 'generators')));
}

/** What Argo CD's `kustomize` of a source says of what is built; versions and options of the tool are not among it. */
const ARGO_CHANGES = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'commonAnnotations',
  'images',
  'replicas',
  'patches',
  'components',
];

function ofArgo(here: Here, root: Node | undefined, way: string[], read: Read, ways: Way[]): Deployer[] {
  const spec = valueAt(root, ...way);
  const destination = valueAt(spec, 'destination');
  const server = read(valueAt(destination, 'server')) ?? read(valueAt(destination, 'name'));
  const sources = [
    { source: valueAt(spec, 'source'), path: ['source'] as (string | number)[] },
    ...itemsOf(valueAt(spec, 'sources')).map((source, index) => ({ source, path: ['sources', index] })),
  ];
  return sources.flatMap(({ source, path }) => {
    const folder = cleaned(read(valueAt(source, 'path')));
    const changes = ARGO_CHANGES.some((key) => valueAt(source, 'kustomize', key));
    if (!folder) return [];
    return [
      {
        ...here,
        path: folder,
        // Two names for the cluster that Argo CD itself runs in.
        server: server && textOf(server) === 'https://kubernetes.default.svc' ? ['in-cluster'] : server,
        namespace: read(valueAt(destination, 'namespace')),
        ways,
        by: 'argo' as const,
        ...(changes ? { changes: [...way, ...path, 'kustomize'] } : {}),
      },
    ];
  });
}

const FLUX_CHANGES = [
  'targetNamespace',
  'namePrefix',
  'nameSuffix',
  'commonMetadata',
  'images',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'components',
];

function ofFlux(here: Here, spec: Node | undefined): Deployer[] {
  const path = cleaned(plainIn(valueAt(spec, 'path')));
  if (!path) return [];
  const changes = FLUX_CHANGES.some((key) => valueAt(spec, key));
  return [
    {
      ...here,
      path,
      server: plainIn(valueAt(spec, 'kubeConfig', 'secretRef', 'name')),
      namespace: plainIn(valueAt(spec, 'targetNamespace')),
      ways: [PLAIN],
      by: 'flux',
      ...(changes ? { changes: ['spec'] } : {}),
    },
  ];
}

/** Nothing for the root of the repository, and for what leads out of it. */
function cleaned(path: Template | undefined): Template | undefined {
  const [first, ...others] = path ?? [];
  const last = others.at(-1) ?? first;
  if (!first || (others.length === 0 && typeof first === 'string' && /^[./]*$/.test(first))) return undefined;
  const trimmed = [first, ...others].map((piece) => {
    if (typeof piece !== 'string') return piece;
    const head = piece === first ? piece.replace(/^(?:\.?\/)+/, '') : piece;
    return piece === last ? head.replace(/\/+$/, '') : head;
  });
  const isOutside = trimmed.some((piece) => typeof piece === 'string' && piece.split('/').includes('..'));
  return isOutside ? undefined : trimmed.filter((piece) => piece !== '');
}

const scalar = (node: Node | undefined) => (node?.kind === 'scalar' ? node : undefined);

/** A text in which nothing is left to fill in. */
const plainIn: Read = (node) =>
  node?.kind === 'scalar' && !node.unknown && node.value !== null && !node.text.includes('$')
    ? [node.text]
    : undefined;
