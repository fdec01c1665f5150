// Who a node is: roles, ids, the controllers it follows, and which of its listeners are for whom.

import { voterIds } from '../forms.ts';
import { repeated } from '../repeated.ts';
import type { Config, Refusal } from './config.ts';
import { refuse, said } from './config.ts';
import type { Endpoint, Listeners } from './listeners.ts';

/** What the checks of this file share; absent parts cannot be known. */
interface Node {
  config: Config;
  listeners: Listeners;
  broker: boolean;
  controller: boolean;
  id: number | undefined;
}

/** Refusals about roles, ids, quorum and the listeners of each role. */
export function roleRefusals(config: Config, listeners: Listeners): Refusal[] {
  const roles = config.value('process.roles');
  if (!Array.isArray(roles)) return ids(config);
  const twice = repeated(roles);
  if (twice !== undefined)
    return [refuse(config, ['process.roles'], `process.roles names ${twice} twice: name it once`)];
  const node: Node = {
    config,
    listeners,
    broker: roles.includes('broker'),
    controller: roles.includes('controller'),
    id: nodeId(config),
  };
  const kraft = node.broker || node.controller;
  if (!kraft && config.atLeast('4.0')) return ids(config);
  return [
    ...ids(config),
    ...(kraft ? [...kraftId(node), ...kraftMigration(config)] : zookeeper(config)),
    ...(config.atLeast('3.0') ? quorum(node, kraft) : []),
    ...advertised(node, kraft),
    ...controlPlane(node, kraft),
  ];
}

/** A node's id: node.id, or broker.id where that is not written; before 3.1 a negative node.id counts as not written. */
function nodeId(config: Config): number | undefined {
  const id = config.number('node.id');
  if (config.has('node.id') && (id === undefined || id >= 0 || config.atLeast('3.1'))) return id;
  return config.number('broker.id');
}

/** Since 3.1 a node that is given both ids must have the same in both. */
function ids(config: Config): Refusal[] {
  const [node, broker] = [config.number('node.id'), config.number('broker.id')];
  if (!config.atLeast('3.1') || !config.has('node.id') || !config.has('broker.id')) return [];
  if (node === undefined || broker === undefined || node === broker) return [];
  return [
    refuse(
      config,
      ['node.id', 'broker.id'],
      `node.id = ${node} and broker.id = ${broker} differ, but a node has one id: remove broker.id`,
    ),
  ];
}

function kraftId({ config, id }: Node): Refusal[] {
  const missing = !config.has('node.id') && !config.has('broker.id');
  if (!missing && (id === undefined || id >= 0)) return [];
  if (missing && config.atLeast('4.0')) return [];
  return [
    refuse(
      config,
      ['node.id', 'process.roles'],
      missing || !config.has('node.id')
        ? 'node.id is missing: with process.roles every node needs its own id of 0 or more'
        : `node.id is ${id}: it must be 0 or more`,
    ),
  ];
}

/** A controller that takes over from ZooKeeper must know where it is. */
function kraftMigration(config: Config): Refusal[] {
  const key = 'zookeeper.metadata.migration.enable';
  if (config.flag(key) !== true || config.value('zookeeper.connect') !== null) return [];
  return [
    refuse(
      config,
      [key, 'zookeeper.connect'],
      `${key} is true, but zookeeper.connect is missing: set it, or remove ${key} when the migration is over`,
    ),
  ];
}

function zookeeper(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  if (config.value('zookeeper.connect') === null)
    refusals.push({
      keys: ['zookeeper.connect', 'process.roles'],
      missing: true,
      message:
        'neither process.roles nor zookeeper.connect is set: Kafka does not know whether it runs with KRaft or with ZooKeeper',
    });
  const id = nodeId(config) ?? -1;
  const idKnown = nodeId(config) !== undefined;
  const max = config.number('reserved.broker.max.id');
  if (config.flag('broker.id.generation.enable') === false) {
    if (idKnown && id < 0)
      refusals.push(
        refuse(
          config,
          ['broker.id', 'node.id', 'broker.id.generation.enable'],
          `${said(config, 'broker.id')} with broker.id.generation.enable = false: set broker.id to 0 or more`,
        ),
      );
  } else if (idKnown && max !== undefined && (id < -1 || id > max)) {
    refusals.push(
      refuse(
        config,
        ['broker.id', 'node.id', 'reserved.broker.max.id'],
        `broker.id is ${id}: with generated ids it must lie between -1 and reserved.broker.max.id = ${max}`,
      ),
    );
  }
  return refusals;
}

const VOTERS = 'controller.quorum.voters';
const NAMES = 'controller.listener.names';

function quorum(node: Node, kraft: boolean): Refusal[] {
  if (!kraft) return outsideKraft(node);
  const { config, broker, controller, id } = node;
  const refusals: Refusal[] = [];
  const voters = voterIds(config.list(VOTERS) ?? []);
  const bootstrap = config.atLeast('3.9') ? config.list('controller.quorum.bootstrap.servers') : [];
  if (config.list(VOTERS) && voters?.length === 0 && bootstrap?.length === 0)
    refusals.push(
      refuse(
        config,
        [VOTERS, 'controller.quorum.bootstrap.servers', 'process.roles'],
        `neither ${VOTERS} nor controller.quorum.bootstrap.servers names a controller: the node cannot find its quorum`,
      ),
    );
  if (voters && voters.length > 0 && id !== undefined && config.list(VOTERS)) {
    if (!controller && voters.includes(id))
      refusals.push(
        refuse(
          config,
          ['node.id', 'broker.id', VOTERS, 'process.roles'],
          `node.id ${id} is one of the voters (${voters.join(', ')}), but process.roles has only broker: add controller, or give the broker another id`,
        ),
      );
    if (controller && !voters.includes(id))
      refusals.push(
        refuse(
          config,
          ['node.id', 'broker.id', VOTERS, 'process.roles'],
          `node.id ${id} is not one of the voters (${voters.join(', ')}), but process.roles has controller: add ${id}@HOST:PORT to ${VOTERS} on every node`,
        ),
      );
  }
  if (!config.atLeast('3.1')) return refusals;
  return [...refusals, ...controllerListeners(node), ...(broker && !controller ? brokerOnly(node) : [])];
}

function outsideKraft({ config, listeners }: Node): Refusal[] {
  const names = listeners.controllerNames;
  if (config.flag('zookeeper.metadata.migration.enable') === true) return migration(config, names);
  if (!names || names.length === 0 || !config.atLeast('3.1')) return [];
  return [
    refuse(
      config,
      [NAMES],
      `${NAMES} = ${names.join(',')} without process.roles: only KRaft nodes have controller listeners; set process.roles or remove it`,
    ),
  ];
}

function migration(config: Config, names: readonly string[] | undefined): Refusal[] {
  const refusals: Refusal[] = [];
  const key = 'zookeeper.metadata.migration.enable';
  const id = config.number('broker.id');
  if (id !== undefined && id < 0)
    refusals.push(
      refuse(config, [key, 'broker.id'], 'The migration to KRaft needs a fixed broker.id of 0 or more'),
    );
  if (names?.length === 0)
    refusals.push(
      refuse(config, [key, NAMES], `The migration to KRaft needs the controllers' listener in ${NAMES}`),
    );
  const [voters, bootstrap] = [config.list(VOTERS), config.list('controller.quorum.bootstrap.servers')];
  if (voters?.length === 0 && (bootstrap?.length === 0 || !config.atLeast('3.9')))
    refusals.push(refuse(config, [key, VOTERS], `The migration to KRaft needs the controllers in ${VOTERS}`));
  const ibp = config.text('inter.broker.protocol.version');
  if (typeof ibp === 'string' && /^([012]\.|3\.[0-3])/.test(ibp))
    refusals.push(
      refuse(
        config,
        ['inter.broker.protocol.version', key],
        `inter.broker.protocol.version is ${ibp}: the migration to KRaft needs 3.4 or newer`,
      ),
    );
  return refusals;
}

/** Those of the listeners that are meant for controllers: their names stand in controller.listener.names as written. */
function forControllers(all: readonly Endpoint[], names: readonly string[]): Endpoint[] {
  const controllers = new Set(names);
  return all.filter(({ name }) => controllers.has(name));
}

function controllerListeners({ config, listeners, broker, controller }: Node): Refusal[] {
  const { listeners: all, controllerNames: names } = listeners;
  if (!controller || !all || !names) return [];
  const have = all.map(({ name }) => name).join(', ');
  const known = new Set(all.map(({ name }) => name));
  const foreign = names.filter((name) => !known.has(name));
  const refusals: Refusal[] = [];
  if (names.length === 0 && !config.has(NAMES) && !config.atLeast('4.0'))
    refusals.push(
      refuse(
        config,
        [NAMES, 'process.roles'],
        `${NAMES} is missing: with the role controller it names one of the listeners (${have})`,
      ),
    );
  else if (names.length === 0 || foreign.length > 0)
    refusals.push(
      refuse(
        config,
        [NAMES, 'listeners'],
        `${NAMES} has ${foreign.join(', ') || 'no name'}, but listeners has ${have}: every controller listener must be one of them, in upper case`,
      ),
    );
  const controllers = new Set(names);
  const others = all.filter(({ name }) => !controllers.has(name));
  const counted = config.atLeast('3.9')
    ? names.filter((name) => known.has(name)).length
    : all.length - others.length;
  if (!broker && foreign.length === 0 && counted !== all.length)
    refusals.push(
      refuse(
        config,
        ['listeners', NAMES],
        others.length > 0
          ? `listeners has ${others.map(({ name }) => name).join(', ')}, which is not in ${NAMES}: a node with only the role controller has controller listeners only`
          : `${NAMES} names a listener twice: name it once`,
      ),
    );
  const first = all.find(({ name }) => name === names[0]);
  const everywhere = (config.list(VOTERS) ?? []).find((voter) => /@\[?0\.0\.0\.0\]?:/.test(voter));
  if (
    config.atLeast('4.1') &&
    first &&
    (first.host ?? '0.0.0.0') === '0.0.0.0' &&
    everywhere &&
    !shownAs(listeners, first)
  )
    refusals.push(
      refuse(
        config,
        [VOTERS, 'listeners'],
        `${VOTERS} has ${everywhere}: nobody can connect to 0.0.0.0; write the host that the other nodes reach`,
      ),
    );
  const interBroker = config.text('inter.broker.listener.name');
  if (!broker && config.atLeast('4.0') && interBroker && names.includes(interBroker.toUpperCase()))
    refusals.push(
      refuse(
        config,
        ['inter.broker.listener.name', NAMES],
        `inter.broker.listener.name is ${interBroker}, a controller listener: remove it on a node with only the role controller`,
      ),
    );
  return refusals;
}

/** Whether a listener is advertised by an entry of its own. */
const shownAs = ({ listeners: all, advertised: shown }: Listeners, { name }: Endpoint) =>
  shown !== all && shown?.some((each) => each.name === name) === true;

function brokerOnly({ config, listeners }: Node): Refusal[] {
  const { listeners: all, controllerNames: names, protocolOf } = listeners;
  const refusals: Refusal[] = [];
  if (names?.length === 0)
    refusals.push(
      refuse(
        config,
        [NAMES, 'process.roles'],
        `${NAMES} is missing: a broker finds the controllers by the name of their listener`,
      ),
    );
  const own = all && names ? forControllers(all, names) : [];
  if (own.length > 0)
    refusals.push(
      refuse(
        config,
        [NAMES, 'listeners'],
        `listeners has the controller listener ${own.map(({ name }) => name).join(', ')}, but process.roles has only broker: remove it from listeners`,
      ),
    );
  const unknown = (names ?? []).filter((name) => protocolOf && !protocolOf.has(name.toUpperCase()));
  if (unknown.length > 0)
    refusals.push(
      refuse(
        config,
        [NAMES, 'listener.security.protocol.map'],
        `${NAMES} has ${unknown.join(', ')}, which listener.security.protocol.map does not know: add ${unknown[0]}:PROTOCOL to the map`,
      ),
    );
  if (config.flag('controller.quorum.auto.join.enable') === true)
    refusals.push(
      refuse(
        config,
        ['controller.quorum.auto.join.enable', 'process.roles'],
        'controller.quorum.auto.join.enable = true needs the role controller: remove it on a broker',
      ),
    );
  return refusals;
}

/** What a broker advertises: its inter-broker listener among it, nothing it does not listen on, no wildcard address. */
function advertised({ config, listeners, broker }: Node, kraft: boolean): Refusal[] {
  const { listeners: all, advertised: shown, controllerNames } = listeners;
  if (!all || !shown || !controllerNames) return [];
  const forBrokers = brokerListeners(config, listeners);
  const refusals: Refusal[] = [];
  if (broker || !kraft) {
    const unheard = forBrokers.filter(({ name }) => !all.some((each) => each.name === name));
    if (unheard.length > 0)
      refusals.push(
        refuse(
          config,
          ['advertised.listeners', 'listeners'],
          `advertised.listeners has ${unheard.map(({ name }) => name).join(', ')}, but listeners has ${all.map(({ name }) => name).join(', ')}: a broker can advertise only what it listens on`,
        ),
      );
    if (forBrokers.length === 0)
      refusals.push(
        refuse(
          config,
          ['advertised.listeners', 'listeners', NAMES, 'process.roles', INTER],
          'No listener is left for brokers and clients: all of them are controller listeners',
        ),
      );
    refusals.push(...interBroker(config, listeners, forBrokers));
  }
  const wild = shownWildcard(config, listeners, forBrokers);
  if (wild)
    refusals.push(
      refuse(
        config,
        ['advertised.listeners', 'listeners'],
        `${wild.name} is advertised as 0.0.0.0, where nobody can connect: write an address that clients reach into advertised.listeners`,
      ),
    );
  const own = forControllers(all, controllerNames);
  const same = own.find((each) => forBrokers.some((other) => equal(each, other)));
  if (!config.atLeast('3.0') && same)
    refusals.push(
      refuse(
        config,
        ['advertised.listeners', NAMES],
        `advertised.listeners has the controller listener ${same.name}: Kafka 2.8 does not advertise controllers; remove it`,
      ),
    );
  return [...refusals, ...(kraft ? advertisedControllers(config, listeners, broker) : [])];
}

/** From 3.1 to 3.8 controllers are not advertised; a node with only that role advertises nothing. */
function advertisedControllers(
  config: Config,
  { advertised: shown = [], controllerNames = [] }: Listeners,
  broker: boolean,
): Refusal[] {
  const written = config.value('advertised.listeners') !== null;
  if (!written || !config.atLeast('3.1') || config.atLeast('3.9')) return [];
  const controllers = forControllers(shown, controllerNames);
  if (broker ? controllers.length === 0 : !config.atLeast('3.3') && controllers.length === shown.length)
    return [];
  return [
    refuse(
      config,
      ['advertised.listeners', NAMES, 'process.roles'],
      broker
        ? `advertised.listeners has the controller listener ${controllers[0]?.name}: before 3.9 controllers are not advertised; remove it`
        : 'advertised.listeners is set on a node with only the role controller, which advertises nothing before 3.9: remove it',
    ),
  ];
}

const equal = (a: Endpoint, b: Endpoint) =>
  a.name === b.name && a.host === b.host && a.port === b.port && a.protocol === b.protocol;

/** What a broker advertises to brokers and clients. Before 3.1 only unwritten advertised listeners leave controllers out. */
function brokerListeners(
  config: Config,
  { advertised: shown = [], controllerNames = [] }: Listeners,
): readonly Endpoint[] {
  const written = ['advertised.listeners', 'advertised.host.name', 'advertised.port'];
  if (!config.atLeast('3.1') && written.some((key) => config.value(key) !== null)) return shown;
  const controllers = new Set(controllerNames);
  return shown.filter(({ name }) => !controllers.has(name) || ownControlPlane(config, name));
}

/** During the migration a ZooKeeper broker's control plane listener may be a controller listener too. */
const ownControlPlane = (config: Config, name: string) =>
  config.flag('zookeeper.metadata.migration.enable') === true &&
  config.text('control.plane.listener.name')?.toUpperCase() === name;

function shownWildcard(
  config: Config,
  { advertised: shown = [], controllerNames = [] }: Listeners,
  forBrokers: readonly Endpoint[],
): Endpoint | undefined {
  const wild = ({ host }: Endpoint) => host === '0.0.0.0';
  const explicit = config.value('advertised.listeners') !== null;
  const controllers = explicit && config.atLeast('3.9') ? forControllers(shown, controllerNames) : [];
  return forBrokers.find(wild) ?? controllers.find(wild);
}

const INTER = 'inter.broker.listener.name';

function interBroker(config: Config, { protocolOf }: Listeners, forBrokers: readonly Endpoint[]): Refusal[] {
  const name = interBrokerName(config);
  if (name === undefined || !protocolOf) return [];
  if (config.has(INTER) && !protocolOf.has(name))
    return [
      refuse(
        config,
        [INTER, 'listener.security.protocol.map'],
        `${INTER} is ${name}, which listener.security.protocol.map does not know (it has ${[...protocolOf.keys()].join(', ')})`,
      ),
    ];
  if (forBrokers.length === 0 || forBrokers.some((each) => each.name === name)) return [];
  const options = forBrokers.map((each) => each.name).join(', ');
  return [
    refuse(
      config,
      [
        INTER,
        'security.inter.broker.protocol',
        'advertised.listeners',
        'listeners',
        'listener.security.protocol.map',
      ],
      config.has(INTER)
        ? `${INTER} is ${name}, but the broker advertises ${options}: name one of them`
        : `Brokers would talk over a listener named ${name}, but the broker advertises ${options}: set ${INTER} to one of them`,
    ),
  ];
}

/** The name of the listener between brokers, in upper case; without one the security protocol's name counts. */
export function interBrokerName(config: Config): string | undefined {
  const name = config.text(INTER);
  if (typeof name === 'string') return name.toUpperCase();
  return name === null ? config.text('security.inter.broker.protocol')?.toUpperCase() : undefined;
}

function controlPlane({ config, listeners }: Node, kraft: boolean): Refusal[] {
  const key = 'control.plane.listener.name';
  const name = config.text(key)?.toUpperCase();
  const { protocolOf, advertised: shown } = listeners;
  if (name === undefined || !protocolOf || !shown) return [];
  if (kraft && config.atLeast('3.1'))
    return [
      refuse(config, [key], `${key} works with ZooKeeper only: remove it on a node with process.roles`),
    ];
  if (!protocolOf.has(name))
    return [
      refuse(
        config,
        [key, 'listener.security.protocol.map'],
        `${key} is ${name}, which listener.security.protocol.map does not know`,
      ),
    ];
  const options = brokerListeners(config, listeners);
  if (!options.some((each) => each.name === name))
    return [
      refuse(
        config,
        [key, 'advertised.listeners', 'listeners'],
        `${key} is ${name}, but the broker advertises ${options.map((each) => each.name).join(', ')}: name one of them`,
      ),
    ];
  if (interBrokerName(config) === name)
    return [
      refuse(
        config,
        [key, INTER],
        `${key} and the listener between brokers are both ${name}: they must differ`,
      ),
    ];
  return [];
}
