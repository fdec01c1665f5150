import type { Name, NameKind, NameOwner, WatchedKind } from '../../model/name.ts';
import type { Part } from '../../model/place.ts';
import { isSet } from '../../model/value.ts';
import type { YamlTree } from '../yaml/access.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';
import { hostsIn } from './hosts.ts';
import { type Add, type Meaning, pieceName, wholeName } from './scalar.ts';

const KIND = /^[ \t{]*["']?kind["']?:\s*["']?(?:ConfigMap|Secret|SealedSecret|ExternalSecret|Certificate)\b/m;
/** Words of those kinds: looked for first, for a text without them is told ten times as quickly. */
const KIND_WORD = /ConfigMap|Secret|Certificate/;
const REFERENCE = /strimzi\.io\/|-bootstrap\b|-cluster-ca-cert\b|-kafka-brokers\b/;

/** May the names of this folder stand in a document, though it is none of Strimzi's? A quick look. */
export const mayHaveNames = (text: string): boolean =>
  (KIND_WORD.test(text) && KIND.test(text)) || REFERENCE.test(text);

/** Kinds whose names a `strimzi.io/cluster` label in a selector can be. */
const LABELLED: readonly NameKind[] = ['cluster', 'connect', 'mirror-maker', 'bridge'];

/** What the operator adds to a cluster's name to name its Secrets. Source: AbstractModel and KafkaResources of the operator. */
const CLUSTER_SECRETS = [
  '-cluster-ca-cert',
  '-clients-ca-cert',
  '-cluster-ca',
  '-clients-ca',
  '-cluster-operator-certs',
];

/** What the operator adds to a resource's name in the label `strimzi.io/name`. */
const COMPONENTS: readonly [suffix: string, kind: NameKind][] = [
  ['-kafka', 'cluster'],
  ['-zookeeper', 'cluster'],
  ['-entity-operator', 'cluster'],
  ['-cruise-control', 'cluster'],
  ['-kafka-exporter', 'cluster'],
  ['-connect', 'connect'],
  ['-mirrormaker2', 'mirror-maker'],
  ['-bridge', 'bridge'],
];

const SECRET_HOLDERS = ['secretKeyRef', 'secretRef', 'imagePullSecrets'];
const CONFIG_MAP_HOLDERS = ['configMapKeyRef', 'configMapRef', 'configMap', 'toConfigMap', 'fromConfigMap'];

/** Kinds that make a Secret of their own name, or of the name that a field gives. */
const SECRET_MAKERS: Readonly<Record<string, string[][]>> = {
  Secret: [['metadata', 'name']],
  SealedSecret: [
    ['spec', 'template', 'metadata', 'name'],
    ['metadata', 'name'],
  ],
  ExternalSecret: [
    ['spec', 'target', 'name'],
    ['metadata', 'name'],
  ],
  Certificate: [['spec', 'secretName']],
};

/** The namespace that a document says, if any. */
export function namespaceOf(document: YamlTree): string | undefined {
  const namespace = document.get('metadata', 'namespace').string();
  return isSet(namespace) ? namespace.value : undefined;
}

/** The ConfigMap or Secret that a document declares. */
export function declaredIn(document: YamlTree): Name[] {
  const type = document.get('kind').string();
  const kind = isSet(type) ? type.value : '';
  const paths =
    kind === 'ConfigMap'
      ? [['metadata', 'name']]
      : Object.hasOwn(SECRET_MAKERS, kind)
        ? SECRET_MAKERS[kind]
        : undefined;
  const scalar = paths?.map((path) => document.get(...path).node).find((node) => node?.kind === 'scalar');
  if (scalar?.kind !== 'scalar') return [];
  const found = wholeName(document.slot.part, scalar, {
    kind: kind === 'ConfigMap' ? 'config-map' : 'secret',
    role: 'declaration',
    namespace: namespaceOf(document),
    owners: [],
  });
  return found ? [found] : [];
}

/** What is known of a resource of Strimzi's before its values are looked at. */
export interface Resource {
  /** What its own cluster label can name, and for which operator it is meant. */
  label: readonly NameKind[];
  by?: WatchedKind;
  /** The Kafka cluster that it belongs to. */
  cluster: readonly NameOwner[];
}

/**
 * The uses that mean the same in every Kubernetes document: labels of clusters and pools, references to ConfigMaps and
 * Secrets, addresses of the operator's services.
 */
export function usedIn(document: YamlTree, resource: Resource = { label: LABELLED, cluster: [] }): Name[] {
  const names: Name[] = [];
  const { part } = document.slot;
  const around: Around = { namespace: namespaceOf(document), ...resource };
  const seen = new Set<Node>();
  const add: Add = (name) => names.push(name);
  const visit = (node: Node, path: readonly string[]): void => {
    // Aliases lead to one node again and again.
    if (node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'map') {
      expressionIn(node, path);
      for (const { key, value } of node.pairs) {
        if (!value || (path.length === 0 && key.text === 'status')) continue;
        if (value.kind === 'scalar') leaf(part, [...path, key.text], value, around, add);
        else visit(value, [...path, key.text]);
      }
    } else {
      for (const item of node.items) {
        if (item.kind === 'scalar') leaf(part, path, item, around, add);
        else visit(item, path);
      }
    }
  };
  /** `{ key: strimzi.io/cluster, operator: In, values: [prod] }` of a selector. */
  const expressionIn = (node: Extract<Node, { kind: 'map' }>, path: readonly string[]): void => {
    if (path.at(-1) !== 'matchExpressions') return;
    const label = node.pairs.find(({ key }) => key.text === 'key')?.value;
    const values = node.pairs.find(({ key }) => key.text === 'values')?.value;
    if (label?.kind !== 'scalar' || values?.kind !== 'seq') return;
    for (const item of values.items)
      if (item.kind === 'scalar') leaf(part, [...path, label.text], item, around, add);
  };
  if (document.node) visit(document.node, []);
  return names;
}

interface Around extends Resource {
  namespace: string | undefined;
}

function leaf(
  part: Part,
  path: readonly string[],
  scalar: ScalarNode,
  { namespace, label, by, cluster }: Around,
  add: Add,
): void {
  const key = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  const use = (kind: NameKind): Meaning => ({ kind, role: 'use', namespace, owners: [] });
  const whole = (kinds: readonly NameKind[], owners: readonly NameOwner[] = [], more: Partial<Name> = {}) => {
    for (const kind of kinds) {
      const name = wholeName(part, scalar, { ...use(kind), owners, ...more });
      if (name) add(name);
    }
  };
  switch (key) {
    case 'strimzi.io/cluster':
      if (path.length !== 3 || path[0] !== 'metadata') whole(LABELLED);
      else whole(label, [], by && { by });
      return;
    case 'strimzi.io/pool-name':
      whole(['pool'], cluster);
      return;
    case 'strimzi.io/name':
      for (const [suffix, kind] of COMPONENTS) derived(part, scalar, suffix, use(kind), add);
      return;
  }
  if (key === 'secretName' || key === 'pushSecret' || (key === 'name' && SECRET_HOLDERS.includes(parent))) {
    whole(['secret', 'user']);
    for (const suffix of CLUSTER_SECRETS) derived(part, scalar, suffix, use('cluster'), add);
  } else if (key === 'name' && CONFIG_MAP_HOLDERS.includes(parent)) whole(['config-map']);
  else if (scalar.text.includes('-')) {
    for (const name of hostsIn(part, scalar.start, scalar.end, namespace)) add(name);
    provided(part, scalar, namespace, add);
  }
}

/** A name that the operator made longer. */
function derived(part: Part, scalar: ScalarNode, suffix: string, meaning: Meaning, add: Add): void {
  if (scalar.unknown || !scalar.text.endsWith(suffix) || scalar.text.length === suffix.length) return;
  add(pieceName(part, scalar, scalar.text.slice(0, -suffix.length), meaning));
}

/** `${secrets:NAMESPACE/NAME:KEY}` of Strimzi's configuration providers. */
function provided(part: Part, scalar: ScalarNode, namespace: string | undefined, add: Add): void {
  const raw = part.text.slice(scalar.start, scalar.end);
  for (const match of raw.matchAll(/\$\{(secrets|configmaps):(?:([\w.-]+)\/)?([\w.-]+):/g)) {
    const [all, which, own, name = ''] = match;
    const end = scalar.start + match.index + all.length - 1;
    const place = { part, start: end - name.length, end };
    const kinds: NameKind[] = which === 'secrets' ? ['secret', 'user'] : ['config-map'];
    for (const kind of kinds)
      add({ kind, role: 'use', name, namespace: own ?? namespace, place, site: place, owners: [] });
  }
}
