import { type Config, type Entry, keyOfVariable } from '../model/config.ts';
import type { Machine } from '../model/deployment.ts';
import { encodePath, type Place, type Slot } from '../model/place.ts';
import { bytesOfJvm, bytesOfKubernetes } from '../model/quantity.ts';
import { isSet, mapValue, type Value } from '../model/value.ts';
import { brokerOf, devSignals } from './broker.ts';
import { heapOf, unknownMachine } from './machine.ts';
import { isPlaceholder } from './placeholder.ts';
import type { Draft, ServiceElsewhere } from './reading.ts';
import type { YamlTree } from './yaml/access.ts';

/** A file with Kafka in containers has one of these variables somewhere. */
export const containerMarks =
  /\bKAFKA_(?:CFG_)?(?:ADVERTISED_LISTENERS|LISTENERS|ZOOKEEPER_CONNECT|PROCESS_ROLES|BROKER_ID|NODE_ID)\b/;

/** One variable of a container, whatever its spelling. */
interface Variable {
  name: string;
  namePlace: Place;
  /** The value alone. */
  value: Value<string>;
  place: Place;
}

interface Container {
  name: string;
  place: Place;
  image: Value<string>;
  variables: Variable[];
  holder: Slot;
  list?: { length: number; as: 'text' | 'pair' };
  anchor: Place;
  memory: Value<number>;
  request: Value<number>;
  /** Variables come from files or objects that are not seen here, too. */
  hasMore: boolean;
  /** How many of it run. */
  copies: Value<number>;
  /** A service of compose that another file must complete. */
  isPartial?: boolean;
  /** A service of compose that takes over one of another file. */
  extends?: ServiceElsewhere | undefined;
  isService?: true;
  /** What its cluster is looked for in: the file, or for one of numbered workloads its folder. */
  within: string;
}

/** Kafka nodes among the services of a compose file, or the containers of a Kubernetes workload. */
export function readContainers(tree: YamlTree): { drafts: Draft[]; devSignals: string[] } {
  const drafts: Draft[] = [];
  const signals = new Set<string>();
  const containers = [...composeServices(tree), ...workloadContainers(tree)];
  // Beside whole nodes, what only talks to Kafka has variables of that name.
  const isWhole = containers.some((container) => prefixOf(container) !== undefined);
  for (const container of containers) {
    const own = prefixOf(container);
    const prefix = own ?? (isWhole && !container.extends ? undefined : pieceOf(container));
    if (!prefix) continue;
    const config = configOfContainer(container, prefix);
    drafts.push({
      ...brokerOf(config, {
        platform: 'compose',
        name: container.name,
        place: container.place,
        version: versionOfImage(container.image),
        image: container.image,
        group: { member: true, within: container.within },
      }),
      copies: container.copies,
      ...(container.isPartial || !own ? { isPartial: true } : {}),
      ...(container.extends ? { extends: container.extends } : {}),
      machine: machineOf(container),
    });
    if (!own) continue;
    for (const signal of devSignals(config)) signals.add(signal);
    if (isSet(container.image) && /:latest$|^[^:@]+$/.test(container.image.value))
      signals.add('image :latest');
  }
  return { drafts, devSignals: [...signals] };
}

function composeServices(tree: YamlTree): Container[] {
  const services = tree.get('services');
  const all = services.fields();
  return all.map(({ name, place, value: service }) => {
    const chain = extended(services, name, service);
    const first = (...path: string[]): YamlTree =>
      chain.map((one) => one.get(...path)).find(({ kind }) => kind !== 'absent') ?? service.get(...path);
    const limit = first('mem_limit');
    const replicas = first('deploy', 'replicas');
    const copies = (replicas.kind === 'absent' ? first('scale') : replicas).integer();
    const environment = inherited(chain.map((one) => variablesOf(one.get('environment'))));
    return {
      name,
      place,
      image: first('image').string(),
      hasMore:
        isElsewhere(chain.at(-1)) ||
        ['env_file', '<<', 'command', 'entrypoint'].some((field) => first(field).self().state !== 'unset'),
      ...environment,
      memory: mapValue(
        limit.kind === 'absent' ? first('deploy', 'resources', 'limits', 'memory').string() : limit.string(),
        bytesOfCompose,
      ),
      request: mapValue(first('deploy', 'resources', 'reservations', 'memory').string(), bytesOfCompose),
      // A file for each machine: as many of the cluster's nodes run elsewhere as nobody can tell.
      copies:
        votersIn(environment) > all.length
          ? { state: 'unknown' as const, text: '', place, slot: copies.slot }
          : copies,
      within: `${tree.slot.part.uri} `,
      // Compose starts nothing without one of these: another file of the project has the rest.
      isPartial:
        ['image', 'build'].every((field) => first(field).self().state === 'unset') &&
        !isElsewhere(chain.at(-1)),
      extends: elsewhere(chain.at(-1)),
      isService: true as const,
    };
  });
}

/** Longer chains are no configuration, and would take a square of their length. */
const MAX_EXTENDED = 20;

/** A service with those of the same file that it extends, itself first. */
function extended(services: YamlTree, name: string, service: YamlTree): YamlTree[] {
  const chain = [service];
  const seen = new Set([name]);
  for (let next = parentOf(service); next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const parent = services.get(next);
    if (parent.kind !== 'map' || chain.length > MAX_EXTENDED) break;
    chain.push(parent);
    next = parentOf(parent);
  }
  return chain;
}

function parentOf(service: YamlTree): string | undefined {
  const parent = service.get('extends');
  if (parent.get('file').kind !== 'absent') return undefined;
  const name = (parent.kind === 'map' ? parent.get('service') : parent).string();
  return isSet(name) ? name.value : undefined;
}

/** Does a service extend one that is not in its file? */
const isElsewhere = (service: YamlTree | undefined): boolean =>
  service !== undefined && service.get('extends').kind !== 'absent';

/** The service of another file that one extends; a path stands beside its own file. */
function elsewhere(service: YamlTree | undefined): ServiceElsewhere | undefined {
  const file = service?.get('extends', 'file').string();
  const name = service?.get('extends', 'service').string();
  if (!file || !name || !isSet(file) || !isSet(name)) return undefined;
  const uri = besides(file.slot.part.uri, file.value);
  return uri === undefined ? undefined : { uri, name: name.value };
}

function besides(uri: string, path: string): string | undefined {
  try {
    return new URL(encodePath(path), uri).href;
  } catch {
    return undefined;
  }
}

type Environment = Pick<Container, 'variables' | 'holder' | 'list' | 'anchor'>;

/** The environment of a service, with what it takes over from those that it extends. */
function inherited([own, ...others]: Environment[]): Environment {
  const environment = own as Environment;
  const names = new Set(environment.variables.map(({ name }) => name));
  const variables = others.flatMap((other) =>
    other.variables.filter(({ name }) => !names.has(name) && names.add(name)),
  );
  return { ...environment, variables: [...variables, ...environment.variables] };
}

/** How many controllers the quorum of a node has; 0 when it does not say. */
function votersIn({ variables }: Environment): number {
  const voters = variables.find(({ name }) => name.endsWith('_CONTROLLER_QUORUM_VOTERS'))?.value;
  return voters && isSet(voters) ? voters.value.split(',').filter((one) => one.trim() !== '').length : 0;
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'];

function workloadContainers(tree: YamlTree): Container[] {
  const kind = tree.get('kind').string();
  if (!isSet(kind) || !WORKLOADS.includes(kind.value)) return [];
  const pod = kind.value === 'Pod' ? tree.get('spec') : tree.get('spec', 'template', 'spec');
  const replicas = tree.get('spec', 'replicas');
  const workload = tree.get('metadata', 'name').string();
  const isNumbered = isSet(workload) && /\d$/.test(workload.value);
  // Kubernetes makes one for every machine, however many there are.
  const copies: Value<number> =
    kind.value === 'DaemonSet'
      ? { state: 'unknown', text: '', place: kind.place, slot: replicas.slot }
      : replicas.integer();
  return pod
    .get('containers')
    .items()
    .map((container) => {
      const name = container.get('name').string();
      const resources = container.get('resources');
      return {
        name: isSet(name) ? name.value : '',
        place: isSet(name) ? name.place : container.header,
        image: container.get('image').string(),
        hasMore: ['envFrom', 'command', 'args'].some(
          (field) => container.get(field).self().state !== 'unset',
        ),
        ...variablesOf(container.get('env')),
        memory: mapValue(resources.get('limits', 'memory').string(), bytesOfKubernetes),
        request: mapValue(resources.get('requests', 'memory').string(), bytesOfKubernetes),
        copies,
        within: isNumbered ? '' : `${tree.slot.part.uri} `,
      };
    });
}

/** Compose knows `512m` and `4gb`. */
const bytesOfCompose = (text: string): number | undefined => bytesOfJvm(text.replace(/b$/i, ''));

function variablesOf(environment: YamlTree): Environment {
  const where = { holder: environment.slot, anchor: environment.header };
  if (environment.kind === 'map') {
    const variables = environment.fields().map(({ name, place, value }) => ({
      name,
      namePlace: place,
      value: value.string(),
      place: { ...place, end: Math.max(place.end, value.place.end) },
    }));
    return { ...where, variables };
  }
  const items = environment.items();
  const pairs = items.some((item) => item.kind === 'map');
  const variables = items.flatMap((item): Variable[] => (pairs ? pairVariable(item) : textVariable(item)));
  return { ...where, variables, list: { length: items.length, as: pairs ? 'pair' : 'text' } };
}

function pairVariable(item: YamlTree): Variable[] {
  const name = item.get('name').string();
  if (!isSet(name)) return [];
  const value = item.get('value');
  const elsewhere = item.get('valueFrom').kind !== 'absent';
  const text: Value<string> = elsewhere
    ? { state: 'unknown', text: '', place: item.place, slot: value.slot }
    : value.string();
  return [{ name: name.value, namePlace: name.place, value: text, place: item.place }];
}

/** `NAME=value` in one scalar, quoted or not. */
function textVariable(item: YamlTree): Variable[] {
  const whole = item.string();
  if (whole.state === 'unset') return [];
  const raw = whole.place.part.text.slice(whole.place.start, whole.place.end);
  const equals = raw.indexOf('=');
  if (equals < 0) return [];
  const quoted = /^["']/.test(raw) ? 1 : 0;
  const { part, start, end } = whole.place;
  const name = raw.slice(quoted, equals);
  const text = raw.slice(equals + 1, raw.length - quoted);
  const place = { part, start: start + equals + 1, end: end - quoted };
  const slot: Slot = { part: whole.slot.part, path: whole.slot.path, within: { place } };
  const value: Value<string> = isPlaceholder(text)
    ? { state: 'unknown', text, place, slot }
    : { state: 'set', value: text, text, place, slot };
  return [
    { name, namePlace: { part, start: start + quoted, end: start + equals }, value, place: whole.place },
  ];
}

/** The prefix of the variables that become broker keys; undefined when the container is no Kafka node. */
function prefixOf({ variables, image }: Container): string | undefined {
  const named = variables.filter(({ name }) => containerMarks.test(name));
  // Tools that only talk to Kafka may be told of ZooKeeper, never of listeners, ids or roles.
  if (!named.some(({ name }) => !name.endsWith('ZOOKEEPER_CONNECT'))) return undefined;
  const isBitnami = isSet(image) && /bitnami/.test(image.value);
  return isBitnami || named.every(({ name }) => name.startsWith('KAFKA_CFG_')) ? 'KAFKA_CFG_' : 'KAFKA_';
}

/**
 * The prefix of the variables of a service that is no Kafka node by itself, but may be a piece of one: what others extend,
 * or what extends another file's.
 */
function pieceOf(container: Container): string | undefined {
  const { variables, image, isService } = container;
  const isKafkas = variables.some(({ name }) => name.startsWith('KAFKA_'));
  if (!isService || (!isKafkas && !container.extends)) return undefined;
  const isBitnami = isSet(image) && /bitnami/.test(image.value);
  return isBitnami || variables.some(({ name }) => name.startsWith('KAFKA_CFG_')) ? 'KAFKA_CFG_' : 'KAFKA_';
}

/** Variables that images or start scripts read themselves: no keys of the broker. */
const OWN =
  /^KAFKA_(HEAP_OPTS|OPTS|JVM_PERFORMANCE_OPTS|GC_LOG_OPTS|LOG4J_\w+|TOOLS_\w+|JMX_\w+|CLASSPATH|CREATE_TOPICS|VERSION|HOME|PORT|CLUSTER_ID|KRAFT_\w+|ENABLE_KRAFT|REST_\w+|CONFLUENT_\w+|SCHEMA_\w+|\w+_FILENAME|\w+_CREDENTIALS|CFG_\w+|CLIENT_\w+|INTER_BROKER_(USER|PASSWORD)|DEBUG|MODE|NODE_NAME|SERVICE_\w+|METRIC_REPORTERS)$/;

function configOfContainer({ variables, holder, list, anchor }: Container, prefix: string): Config {
  const entries = new Map<string, Entry>();
  const overridden: Entry[] = [];
  for (const { name, namePlace, value, place } of variables) {
    if (!name.startsWith(prefix) || (prefix === 'KAFKA_' && OWN.test(name)) || value.state === 'unset')
      continue;
    const key = keyOfVariable(name.slice(prefix.length));
    const { part, path, within, environment } = value.slot;
    const slot: Slot = {
      part,
      path,
      ...(within ? { within } : {}),
      environment: { prefix, ...environment },
    };
    const entry: Entry = { key, keyPlace: namePlace, place, slot, value: { ...value, slot } };
    const before = entries.get(key);
    if (before) overridden.push(before);
    entries.set(key, entry);
  }
  // Images and mounted files set keys of their own: what is absent here is not known.
  return {
    scope: 'broker',
    entries,
    overridden,
    holder,
    environment: { prefix, ...(list ? { list } : {}) },
    anchor,
    open: true,
  };
}

function machineOf(container: Container): Machine {
  const { variables, anchor, memory, request } = container;
  const heap = variables.find(({ name }) => name === 'KAFKA_HEAP_OPTS')?.value;
  return {
    ...unknownMachine(anchor),
    heap: heapOf(heap, anchor),
    memory: { limit: memory, request },
    options: jvmOptionsOf(container),
  };
}

const OPTIONS = ['KAFKA_HEAP_OPTS', 'KAFKA_OPTS', 'KAFKA_JVM_PERFORMANCE_OPTS', 'JAVA_TOOL_OPTIONS'];

/** The JVM options of all variables in one text, at the last of them; unset when no variable gives any. */
function jvmOptionsOf({ variables, anchor, hasMore }: Container): Value<string> {
  const slot: Slot = { part: anchor.part, path: [] };
  const given = variables.filter(({ name }) => OPTIONS.includes(name));
  if (hasMore || given.some(({ value }) => !isSet(value))) {
    return { state: 'unknown', text: '', place: anchor, slot };
  }
  const text = given.map(({ value }) => (isSet(value) ? value.value : '')).join(' ');
  const last = given.at(-1);
  return last
    ? { state: 'set', value: text, text, place: last.namePlace, slot: last.value.slot }
    : { state: 'unset', place: anchor, slot };
}

/**
 * The Kafka version of an image's tag: apache/kafka and bitnami name Kafka's own, Confluent's 7.y is Kafka 3.y and its
 * 8.y Kafka 4.y (Confluent Platform and Apache Kafka compatibility).
 */
function versionOfImage(image: Value<string>): Value<string> {
  return unknownToUnset(
    mapValue(image, (name) => {
      const confluent = /\/cp-(?:enterprise-)?(?:kafka|server)[\w-]*:(\d+)\.(\d+)/.exec(name);
      if (confluent) {
        const major = { 7: 3, 8: 4 }[Number(confluent[1])];
        return major === undefined ? undefined : `${major}.${confluent[2]}`;
      }
      return /(?:^|\/)kafka(?:-native)?:v?(\d+\.\d+(?:\.\d+)?)/.exec(name)?.[1];
    }),
  );
}

/** An image that names no version leaves it open to the settings. */
function unknownToUnset(value: Value<string>): Value<string> {
  return value.state === 'unknown' ? { state: 'unset', place: value.place, slot: value.slot } : value;
}
