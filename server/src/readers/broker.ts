import { type Config, has, list, setting } from '../model/config.ts';
import type { Platform, Role } from '../model/deployment.ts';
import type { Place } from '../model/place.ts';
import { effective, isSet, mapValue, type Value } from '../model/value.ts';
import { listenersOf } from './listeners.ts';
import type { DraftOf } from './reading.ts';

export interface NodeDescription {
  platform: Platform;
  name: string;
  place: Place;
  version?: Value<string>;
  image?: Value<string>;
  /** Is the node one of several alike, and within what: a file of several nodes names itself. */
  group: { member: boolean; within?: string };
}

/** A Kafka node told by a configuration of its own: a properties file, or a container's variables. */
export function brokerOf(
  config: Config,
  { platform, name, place, version, image, group }: NodeDescription,
): DraftOf<'broker'> {
  const nodeId = has(config, 'node.id') ? setting(config, 'node.id') : setting(config, 'broker.id');
  return {
    kind: 'broker',
    platform,
    name,
    place,
    config,
    roles: rolesOf(config),
    nodeId: mapValue(nodeId, (text) => (/^\d+$/.test(text) ? Number(text) : undefined)),
    version: version ?? { state: 'unset', place, slot: { part: place.part, path: [] } },
    ...(image ? { image } : {}),
    rack: setting(config, 'broker.rack'),
    listeners: listenersOf(config),
    authorizer: setting(config, 'authorizer.class.name'),
    group: { key: groupKey(config, group.within), member: group.member },
  };
}

/** A node that names ZooKeeper and no role runs in ZooKeeper mode, even where other keys are not seen. */
function rolesOf(config: Config): Value<Role[]> {
  const roles = list(config, 'process.roles');
  if (!config.entries.has('process.roles') && config.entries.has('zookeeper.connect')) {
    return { state: 'unset', place: roles.place, slot: roles.slot };
  }
  return mapValue(roles, (names) =>
    names.every((role): role is Role => role === 'broker' || role === 'controller') ? names : undefined,
  );
}

/** Members of one cluster share the quorum or the ensemble, whatever the order of its hosts. */
function groupKey(config: Config, within = ''): string | undefined {
  const shared = ['controller.quorum.voters', 'controller.quorum.bootstrap.servers', 'zookeeper.connect']
    .map((key) => ({ key, value: list(config, key) }))
    .find(({ value }) => isSet(value));
  const hosts = shared ? effective(shared.value) : undefined;
  return hosts ? `${within}${shared?.key}=${[...hosts].sort().join(',')}` : undefined;
}

const LOCAL = /(^|[/@,\s])(localhost|127\.0\.0\.1)(:|$)/;

/** Signs of development in a node's configuration (rule catalogue, section 0), each as a few words for people. */
export function devSignals(config: Config): string[] {
  const text = (key: string): string => {
    const value = setting(config, key);
    return isSet(value) ? value.value : '';
  };
  const signals: string[] = [];
  const ensemble =
    text('controller.quorum.voters') ||
    text('controller.quorum.bootstrap.servers') ||
    text('zookeeper.connect');
  if (LOCAL.test(ensemble)) signals.push('the quorum is on localhost');
  if (LOCAL.test(text('advertised.listeners') || text('listeners'))) signals.push('listeners on localhost');
  const directory = text('log.dirs') || text('log.dir');
  if ((directory === '' && !config.open) || /^\/(var\/)?tmp\b/.test(directory))
    signals.push('log directories under /tmp');
  if (text('offsets.topic.replication.factor') === '1') signals.push('offsets.topic.replication.factor=1');
  if (text('group.initial.rebalance.delay.ms') === '0') signals.push('group.initial.rebalance.delay.ms=0');
  const roles = list(config, 'process.roles');
  const voters = list(config, 'controller.quorum.voters');
  if (isSet(roles) && roles.value.length === 2 && isSet(voters) && voters.value.length === 1) {
    signals.push('one combined node');
  }
  return signals;
}
