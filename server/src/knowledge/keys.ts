// Which definition stands behind a key as it is written: with a listener's name before it, a client's role, a cluster's
// alias or a plugin's own prefix.
import { factsOf, keysOf } from './facts.ts';
import type { KeyFacts, Scope } from './table.ts';

/** What a written key means. */
export interface ResolvedKey {
  /** The scope and key whose facts hold, with `prefix` the text before it: '' for a plain key. */
  scope: Scope;
  key: string;
  prefix: string;
  /** Absent where a plugin reads what stands behind the prefix: nobody but the plugin knows those keys. */
  facts?: KeyFacts;
  /** For listener.name.NAME.…: the listener as written, and the SASL mechanism that may follow it. */
  listener?: string;
  mechanism?: string;
  /** For MirrorMaker 2: the cluster alias, or the two of a flow. */
  cluster?: string;
  flow?: { source: string; target: string };
}

/** Keys below these prefixes belong to plugins that Kafka loads: any name may follow. */
const pluginPrefixes: Partial<Record<Scope, readonly string[]>> = {
  broker: [
    'rsm.config.',
    'rlmm.config.',
    'client.quota.callback.',
    'strimzi.',
    'principal.builder.',
    'confluent.',
    'cruise.control.metrics.',
  ],
  'connect-distributed': ['key.converter.', 'value.converter.', 'header.converter.', 'metrics.context.'],
  'connect-standalone': ['key.converter.', 'value.converter.', 'header.converter.', 'metrics.context.'],
  'source-connector': [
    'transforms.',
    'predicates.',
    'key.converter.',
    'value.converter.',
    'header.converter.',
  ],
  'sink-connector': ['transforms.', 'predicates.', 'key.converter.', 'value.converter.', 'header.converter.'],
  'mm2-connector': ['transforms.', 'predicates.', 'key.converter.', 'value.converter.', 'header.converter.'],
};

/** Keys that Kafka's own authorizer reads, which no definition lists. */
const authorizerKeys = ['super.users', 'allow.everyone.if.no.acl.found'];

/** Where a prefix leads to the keys of another scope. */
const scopePrefixes: Partial<Record<Scope, readonly (readonly [prefix: string, scope: Scope])[]>> = {
  'connect-distributed': [
    ['producer.', 'producer'],
    ['consumer.', 'consumer'],
    ['admin.', 'admin'],
    ['listeners.https.', 'connect-distributed'],
    ['config.storage.', 'topic'],
    ['offset.storage.', 'topic'],
    ['status.storage.', 'topic'],
  ],
  'connect-standalone': [
    ['producer.', 'producer'],
    ['consumer.', 'consumer'],
    ['admin.', 'admin'],
    ['listeners.https.', 'connect-standalone'],
  ],
  'source-connector': [
    ['producer.override.', 'producer'],
    ['admin.override.', 'admin'],
    ['consumer.override.', 'consumer'],
  ],
  'sink-connector': [
    ['consumer.override.', 'consumer'],
    ['producer.override.', 'producer'],
    ['admin.override.', 'admin'],
  ],
  'mm2-connector': [
    ['producer.override.', 'producer'],
    ['consumer.override.', 'consumer'],
    ['admin.override.', 'admin'],
    ['source.consumer.', 'consumer'],
    ['source.producer.', 'producer'],
    ['source.admin.', 'admin'],
    ['source.cluster.', 'admin'],
    ['target.consumer.', 'consumer'],
    ['target.producer.', 'producer'],
    ['target.admin.', 'admin'],
    ['target.cluster.', 'admin'],
    ['producer.', 'producer'],
    ['consumer.', 'consumer'],
    ['admin.', 'admin'],
    ['offset-syncs.topic.', 'topic'],
  ],
  streams: [
    ['main.consumer.', 'consumer'],
    ['restore.consumer.', 'consumer'],
    ['global.consumer.', 'consumer'],
    ['consumer.', 'consumer'],
    ['producer.', 'producer'],
    ['admin.', 'admin'],
    ['topic.', 'topic'],
    ['', 'consumer'],
    ['', 'producer'],
    ['', 'admin'],
  ],
};

/** The broker's keys that may stand behind listener.name.NAME. */
const ofListener =
  /^(?:ssl|sasl)\.|^(?:connections\.max\.reauth\.ms|max\.connections|max\.connection\.creation\.rate|num\.network\.threads|principal\.builder\.class)$/;

/** The keys that may be meant by what is typed of one in a scope, each with the prefix it is to be written with. */
export function* keysAt(scope: Scope, typed: string, version?: string): Iterable<[string, KeyFacts]> {
  const flow = scope === 'mm2' ? /^.*->[^.]*\./.exec(typed)?.[0] : undefined;
  if (flow !== undefined) {
    yield [flow, enabledFlow().facts];
    yield* keysBehind(flow, 'mm2-connector', version);
    return;
  }
  yield* keysBehind('', scope, version);
  if (scope === 'mm2') yield* keysBehind('', 'mm2-connector', version);
  const listener = scope === 'broker' ? /^listener\.name\.[^.]+\./.exec(typed)?.[0] : undefined;
  if (listener !== undefined)
    for (const facts of keysOf('broker', version)) if (ofListener.test(facts.key)) yield [listener, facts];
  for (const [prefix, inner] of scopePrefixes[scope] ?? [])
    if (prefix !== '' && typed.startsWith(prefix)) yield* keysBehind(prefix, inner, version);
}

function* keysBehind(prefix: string, scope: Scope, version?: string): Iterable<[string, KeyFacts]> {
  for (const facts of keysOf(scope, version)) yield [prefix, facts];
}

/**
 * What a key means in a scope, whatever prefix it carries; undefined when Kafka knows nothing by that name.
 * Without a version, a key of any known release is found. A key whose own definition exists always wins over a prefix.
 */
export function resolveKey(scope: Scope, key: string, version?: string): ResolvedKey | undefined {
  const facts = factsOf(scope, key, version);
  if (facts) return { scope, key, prefix: '', facts };
  return (
    configProvider(scope, key) ??
    (scope === 'broker' ? listenerKey(key, version) : undefined) ??
    (scope === 'mm2' ? mirrorKey(key, version) : undefined) ??
    byScopePrefix(scope, key, version) ??
    topicCreation(scope, key, version) ??
    (scope === 'broker' && authorizerKeys.includes(key) ? { scope, key, prefix: '' } : undefined) ??
    byPluginPrefix(scope, key) ??
    (scope === 'zookeeper' ? ensembleMember(key) : undefined)
  );
}

/** config.providers works everywhere, also where a release's definition does not list it. */
function configProvider(scope: Scope, key: string): ResolvedKey | undefined {
  if (!key.startsWith('config.providers') || scope === 'topic' || scope === 'zookeeper') return undefined;
  if (key === 'config.providers') return withFacts(scope, key, '', factsOf('connect-distributed', key));
  return /^config\.providers\.[^.]+\.(class|param\..+)$/.test(key)
    ? { scope, key, prefix: 'config.providers.' }
    : undefined;
}

const withFacts = (
  scope: Scope,
  key: string,
  prefix: string,
  facts: KeyFacts | undefined,
): ResolvedKey | undefined => facts && { scope, key, prefix, facts };

/** The keys that a SASL mechanism may precede in listener.name.NAME.MECHANISM.KEY. */
const perMechanism = [
  'sasl.jaas.config',
  'sasl.login.callback.handler.class',
  'sasl.login.class',
  'sasl.server.callback.handler.class',
  'connections.max.reauth.ms',
];

function listenerKey(key: string, version: string | undefined): ResolvedKey | undefined {
  const found = key.startsWith('listener.name.') ? /^(listener\.name\.([^.]+)\.)(.+)$/.exec(key) : undefined;
  if (!found) return undefined;
  const [, prefix = '', listener = '', rest = ''] = found;
  const plain = factsOf('broker', rest, version);
  if (plain) return { scope: 'broker', key: rest, prefix, listener, facts: plain };
  const [mechanism = ''] = rest.split('.', 1);
  const base = rest.slice(mechanism.length + 1);
  const facts = factsOf('broker', base, version) ?? jaasFacts(base);
  return perMechanism.includes(base) && facts
    ? { scope: 'broker', key: base, prefix: `${prefix}${mechanism}.`, listener, mechanism, facts }
    : undefined;
}

/** A broker reads sasl.jaas.config below a listener and a mechanism; its facts are the clients'. */
const jaasFacts = (key: string) => (key === 'sasl.jaas.config' ? factsOf('admin', key) : undefined);

function mirrorKey(key: string, version: string | undefined): ResolvedKey | undefined {
  if (key.includes('->')) return flowKey(key, version);
  const plain = resolveKey('mm2-connector', key, version) ?? resolveKey('connect-distributed', key, version);
  return plain ?? aliasedKey(key, version);
}

/** SOURCE->TARGET.KEY. An alias may hold dots itself, so the first dot behind which a known key begins ends it. */
function flowKey(key: string, version: string | undefined): ResolvedKey | undefined {
  const arrow = key.indexOf('->');
  for (let dot = key.indexOf('.', arrow); dot > 0; dot = key.indexOf('.', dot + 1)) {
    const rest = key.slice(dot + 1);
    const inner = rest === 'enabled' ? enabledFlow() : resolveKey('mm2-connector', rest, version);
    if (!inner) continue;
    const flow = { source: key.slice(0, arrow), target: key.slice(arrow + 2, dot) };
    return { ...inner, prefix: key.slice(0, dot + 1) + inner.prefix, flow };
  }
  return undefined;
}

/** Whether a flow runs is asked per flow; the facts are those of any boolean that is false by default. */
function enabledFlow(): ResolvedKey & { facts: KeyFacts } {
  const facts: KeyFacts = {
    key: 'enabled',
    scope: 'mm2-connector',
    type: 'BOOLEAN',
    importance: 'high',
    required: false,
    default: 'false',
    demands: [],
    deprecated: false,
    internal: false,
  };
  return { scope: 'mm2-connector', key: 'enabled', prefix: '', facts };
}

/** ALIAS.KEY, ALIAS.producer.KEY and their like: a client or worker setting of one of the clusters. */
function aliasedKey(key: string, version: string | undefined): ResolvedKey | undefined {
  for (let dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
    const prefix = key.slice(0, dot + 1);
    const rest = key.slice(dot + 1);
    const role = /^(producer|consumer|admin)\.(.+)$/.exec(rest);
    const scopes: readonly Scope[] = role
      ? [role[1] as 'producer' | 'consumer' | 'admin']
      : ['admin', 'consumer', 'producer', 'connect-distributed'];
    const name = role?.[2] ?? rest;
    for (const scope of scopes) {
      const facts = factsOf(scope, name, version);
      if (facts) {
        const whole = role ? `${prefix}${role[1]}.` : prefix;
        return { scope, key: name, prefix: whole, facts, cluster: key.slice(0, dot) };
      }
    }
  }
  return undefined;
}

function byScopePrefix(scope: Scope, key: string, version: string | undefined): ResolvedKey | undefined {
  for (const [prefix, target] of scopePrefixes[scope] ?? []) {
    if (!key.startsWith(prefix)) continue;
    const rest = key.slice(prefix.length);
    const found = withFacts(target, rest, prefix, factsOf(target, rest, version));
    if (found) return found;
    if (rest.startsWith('interceptor.') || rest.startsWith('metrics.context.'))
      return { scope: target, key: rest, prefix };
  }
  return undefined;
}

/** topic.creation.GROUP.KEY of a source connector: topic settings, and four keys of Connect's own. */
function topicCreation(scope: Scope, key: string, version: string | undefined): ResolvedKey | undefined {
  const found = scope === 'source-connector' ? /^(topic\.creation\.[^.]+\.)(.+)$/.exec(key) : undefined;
  if (!found) return undefined;
  const [, prefix = '', rest = ''] = found;
  if (['include', 'exclude', 'replication.factor', 'partitions'].includes(rest))
    return { scope, key: rest, prefix };
  return withFacts('topic', rest, prefix, factsOf('topic', rest, version));
}

function byPluginPrefix(scope: Scope, key: string): ResolvedKey | undefined {
  const prefix = pluginPrefixes[scope]?.find((each) => key.startsWith(each) && key.length > each.length);
  return prefix === undefined ? undefined : { scope, key: key.slice(prefix.length), prefix };
}

/** server.N, group.N and weight.N name the members of an ensemble. */
function ensembleMember(key: string): ResolvedKey | undefined {
  const found = /^(server|group|weight)\.(\d+)$/.exec(key);
  return found ? { scope: 'zookeeper', key, prefix: `${found[1]}.` } : undefined;
}
