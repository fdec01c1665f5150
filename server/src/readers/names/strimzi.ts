import type { Name, NameKind, NameOwner } from '../../model/name.ts';
import { isSet, type Value } from '../../model/value.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { YamlTree } from '../yaml/access.ts';
import { namesOfHosts } from './hosts.ts';
import { namespaceOf, usedIn } from './kubernetes.ts';
import { type Meaning, pieceName, wholeName } from './scalar.ts';

/** What a resource of this kind declares by its own name, and what its cluster label names. */
export const declaredKinds: Readonly<Record<string, NameKind>> = {
  Kafka: 'cluster',
  KafkaNodePool: 'pool',
  KafkaTopic: 'topic',
  KafkaUser: 'user',
  KafkaConnect: 'connect',
  KafkaConnector: 'connector',
  KafkaMirrorMaker2: 'mirror-maker',
  KafkaBridge: 'bridge',
};

/** The names that one Strimzi resource declares and uses. */
export function namesOfStrimzi(tree: YamlTree): Name[] {
  const type = textOf(tree.get('kind').string()) ?? '';
  const kind = Object.hasOwn(declaredKinds, type) ? declaredKinds[type] : undefined;
  const label = tree.get('metadata', 'labels', 'strimzi.io/cluster').string();
  const labelKind = type === 'KafkaConnector' ? 'connect' : 'cluster';
  const namespace = namespaceOf(tree);
  const by = kind === 'topic' || kind === 'user' ? { by: kind } : {};
  const labelled: NameOwner[] = isSet(label)
    ? [{ kind: labelKind, name: label.value, namespace, ...by }]
    : [];
  const cluster = type === 'Kafka' ? itself(tree, namespace) : labelled;
  const names = usedIn(tree, { label: [labelKind], cluster, ...by });
  const say = (at: YamlTree, meaning: Omit<Meaning, 'namespace'>) => {
    if (at.node?.kind !== 'scalar') return;
    const name = wholeName(tree.slot.part, at.node, { ...meaning, namespace });
    if (name) names.push(name);
  };
  const own = tree.get('metadata', 'name');
  if (kind === 'topic') {
    const topicName = tree.get('spec', 'topicName');
    say(topicName.kind === 'absent' ? own : topicName, { kind, role: 'declaration', owners: labelled });
  } else if (kind) {
    const more = type === 'Kafka' ? { watches: watchedBy(tree), ...prefixOf(tree) } : {};
    say(own, { kind, role: 'declaration', owners: ownersOf(type, tree, labelled, namespace), ...more });
  }
  switch (type) {
    case 'Kafka':
      for (const name of namesOfKafka(tree, namespace)) names.push(name);
      break;
    case 'KafkaUser':
      for (const acl of tree.get('spec', 'authorization', 'acls').items()) {
        const resource = acl.get('resource');
        const [what, pattern] = [resource.get('type').string(), resource.get('patternType').string()];
        if (textOf(what) !== 'topic' || textOf(resource.get('name').string()) === '*') continue;
        const prefix = textOf(pattern) === 'prefix' ? { prefix: true as const } : {};
        say(resource.get('name'), { kind: 'topic', role: 'use', owners: labelled, ...prefix });
      }
      break;
    case 'KafkaConnector':
      names.push(...topicsOfConfig(tree.get('spec', 'config'), labelled, namespace));
      break;
    case 'KafkaConnect': {
      const owners = ownersOf(type, tree, [], namespace);
      names.push(...topicsOfConfig(tree.get('spec', 'config'), owners, namespace));
      for (const key of ['configStorageTopic', 'offsetStorageTopic', 'statusStorageTopic'])
        say(tree.get('spec', key), { kind: 'topic', role: 'use', owners });
      break;
    }
    case 'KafkaMirrorMaker2':
      names.push(...namesOfMirrors(tree, namespace));
      break;
  }
  return names;
}

/** The namespaces that the topic and user operators were told to look in; undefined where it is not known which. */
function watchedBy(tree: YamlTree): NonNullable<Name['watches']> {
  const watched: NonNullable<Name['watches']> = {};
  for (const kind of ['topic', 'user'] as const) {
    const namespace = tree.get('spec', 'entityOperator', `${kind}Operator`, 'watchedNamespace').string();
    if (namespace.state !== 'unset') watched[kind] = textOf(namespace);
  }
  return watched;
}

function prefixOf(tree: YamlTree): Pick<Name, 'secretPrefix'> {
  const prefix = textOf(tree.get('spec', 'entityOperator', 'userOperator', 'secretPrefix').string());
  return prefix === undefined ? {} : { secretPrefix: prefix };
}

/** The cluster whose service a Connect cluster, MirrorMaker 2 or Bridge begins at; the label's for what has one. */
function ownersOf(
  type: string,
  tree: YamlTree,
  labelled: NameOwner[],
  namespace: string | undefined,
): readonly NameOwner[] {
  if (type === 'Kafka') return [];
  return type === 'KafkaConnect' ? bootstrapOf(tree.get('spec'), namespace) : labelled;
}

function bootstrapOf(tree: YamlTree, namespace: string | undefined): NameOwner[] {
  return namesOfHosts(textOf(tree.get('bootstrapServers').string()) ?? '')
    .filter(({ kind }) => kind === 'cluster')
    .map((host) => ({ kind: 'cluster', name: host.name, namespace: host.namespace ?? namespace }));
}

function itself(tree: YamlTree, namespace: string | undefined): NameOwner[] {
  const name = textOf(tree.get('metadata', 'name').string());
  return name === undefined ? [] : [{ kind: 'cluster', name, namespace }];
}

function namesOfKafka(tree: YamlTree, namespace: string | undefined): Name[] {
  const owners = itself(tree, namespace);
  const { part } = tree.slot;
  const found: (Name | undefined)[] = [];
  for (const listener of tree.get('spec', 'kafka', 'listeners').items()) {
    for (const [field, kind] of [
      ['name', 'listener'],
      ['port', 'port'],
    ] as const) {
      const { node } = listener.get(field);
      if (node?.kind === 'scalar')
        found.push(wholeName(part, node, { kind, role: 'declaration', namespace, owners }));
    }
  }
  // CN=NAME is the user of a certificate.
  for (const { node } of tree.get('spec', 'kafka', 'authorization', 'superUsers').items()) {
    if (node?.kind !== 'scalar' || node.unknown || isPlaceholder(node.text)) continue;
    const user = /^(?:CN=)?([a-z0-9][\w.-]*)$/.exec(node.text)?.[1];
    if (user) found.push(pieceName(part, node, user, { kind: 'user', role: 'use', namespace, owners }));
  }
  return found.filter((name) => name !== undefined);
}

/** Keys of a connector or worker that hold names of topics, separated by commas. */
const TOPIC_KEYS =
  /^(topics?|kafka\.topic|(config|offset|status)\.storage\.topic|errors\.deadletterqueue\.topic\.name|(schema|database)\.history\.(internal\.)?kafka\.topic)$/;

function topicsOfConfig(
  config: YamlTree,
  owners: readonly NameOwner[],
  namespace: string | undefined,
): Name[] {
  const map = config.node;
  if (map?.kind !== 'map') return [];
  return map.pairs.flatMap(({ key, value }) =>
    value?.kind === 'scalar' && TOPIC_KEYS.test(key.text)
      ? listedNames(config.slot.part, value, { kind: 'topic', role: 'use', namespace, owners }, /[^\s,"']+/g)
      : [],
  );
}

/** The topics and aliases of each mirror. A pattern is read as names where it is nothing but names. */
function namesOfMirrors(tree: YamlTree, namespace: string | undefined): Name[] {
  const { part } = tree.slot;
  const document: NameOwner[] = [{ kind: 'document', place: tree.place }];
  const found: Name[] = [];
  const alias = (at: YamlTree, role: Name['role']) => {
    if (at.node?.kind !== 'scalar') return;
    const name = wholeName(part, at.node, { kind: 'alias', role, namespace, owners: document });
    if (name) found.push(name);
  };
  const clusters = tree.get('spec', 'clusters').items();
  for (const cluster of clusters) alias(cluster.get('alias'), 'declaration');
  alias(tree.get('spec', 'connectCluster'), 'use');
  for (const mirror of tree.get('spec', 'mirrors').items()) {
    const source = mirror.get('sourceCluster');
    alias(source, 'use');
    alias(mirror.get('targetCluster'), 'use');
    const sourceAlias = textOf(source.string());
    const named = clusters.find((cluster) => textOf(cluster.get('alias').string()) === sourceAlias);
    const owners = bootstrapOf(named ?? mirror.get('source'), namespace);
    const pattern = mirror.get('topicsPattern').node;
    if (pattern?.kind !== 'scalar' || pattern.unknown || !/^[\w.-]+([,|] ?[\w.-]+)*$/.test(pattern.text))
      continue;
    found.push(
      ...listedNames(part, pattern, { kind: 'topic', role: 'use', namespace, owners }, /[^\s,|"']+/g),
    );
  }
  return found;
}

/** The names of a list in one scalar, each with its own place. */
function listedNames(
  part: YamlTree['slot']['part'],
  scalar: Extract<YamlTree['node'], { kind: 'scalar' }>,
  meaning: Meaning,
  item: RegExp,
): Name[] {
  if (scalar.unknown || isPlaceholder(scalar.text)) return [];
  const raw = part.text.slice(scalar.start, scalar.end);
  if (raw.startsWith('*')) return [];
  return [...raw.matchAll(item)]
    .filter(([name]) => /^[\w.-]+$/.test(name))
    .map((match) => {
      const start = scalar.start + match.index;
      const place = { part, start, end: start + match[0].length };
      return { ...meaning, name: match[0], place, site: place };
    });
}

const textOf = (value: Value<string>): string | undefined => (isSet(value) ? value.value : undefined);
