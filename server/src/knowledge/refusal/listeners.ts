// Listeners, their security protocols and what may be advertised, as the broker reads them before it opens a port.

import { isIpv4, isIpv6 } from '../addresses.ts';
import { repeated } from '../repeated.ts';
import { splitList } from '../setting.ts';
import type { Config, Refusal } from './config.ts';
import { refuse } from './config.ts';

export type Protocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';

const protocols: readonly string[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];

export interface Endpoint {
  /** In upper case, as Kafka keeps it. */
  name: string;
  /** Absent for every address of the machine. */
  host?: string;
  port: number;
  protocol: string;
}

/** What the broker makes of its listener settings. Absent parts cannot be known or are refused already. */
export interface Listeners {
  protocolOf: ReadonlyMap<string, string> | undefined;
  listeners: readonly Endpoint[] | undefined;
  advertised: readonly Endpoint[] | undefined;
  /** As written, in their order: Kafka compares them with names in upper case. */
  controllerNames: readonly string[] | undefined;
  refusals: readonly Refusal[];
}

const MAP = 'listener.security.protocol.map';

/** Reads all listener settings of a broker or controller and collects what is wrong with each of them. */
export function readListeners(config: Config): Listeners {
  const refusals: Refusal[] = [];
  const report = (keys: readonly string[], text: string) => {
    refusals.push(refuse(config, keys, text));
    return undefined;
  };
  const controllerNames = readControllerNames(config);
  const protocolOf = protocolMap(config, controllerNames, report);
  const listening = listenerTexts(config);
  const listeners =
    listening && protocolOf && endpoints(config, 'listeners', listening, protocolOf, true, report);
  const texts = advertisedTexts(config);
  const advertised =
    texts === null
      ? listeners
      : texts && protocolOf && endpoints(config, 'advertised.listeners', texts, protocolOf, false, report);
  return { protocolOf, listeners, advertised, controllerNames, refusals };
}

type Report = (keys: readonly string[], text: string) => undefined;

/** Since 4.2 a list by type; before, a text, which Kafka cut at every comma without trimming until 4.0. */
function readControllerNames(config: Config): readonly string[] | undefined {
  const value = config.value('controller.listener.names');
  if (value === undefined) return undefined;
  if (value === null || value === '') return config.atLeast('3.1') ? [] : [''];
  if (typeof value !== 'string') return value as readonly string[];
  return config.atLeast('4.1') ? splitList(value).filter(Boolean) : javaSplit(value, /,/);
}

/** Splits as Java does: empty texts at the end are left away. */
export function javaSplit(text: string, separator: RegExp): string[] {
  const parts = text.split(separator);
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.length === 1 && parts[0] === '' && text !== '' ? [] : parts;
}

/** The entries of a listeners value; in releases that read it as a text, empty entries are passed over. */
function entries(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return splitList(value).filter((entry) => entry !== '');
  return Array.isArray(value) ? value : undefined;
}

/** The listeners; before 3.0 host.name and port stood for them. */
function listenerTexts(config: Config): readonly string[] | undefined {
  const value = config.value('listeners');
  if (value !== null) return entries(value);
  const [host, port] = [config.text('host.name'), config.number('port')];
  return host === undefined || port === undefined ? undefined : [`PLAINTEXT://${host ?? ''}:${port}`];
}

/** The advertised listeners, null when the listeners themselves count. */
function advertisedTexts(config: Config): readonly string[] | null | undefined {
  const value = config.value('advertised.listeners');
  if (value !== null) return entries(value);
  if (config.atLeast('3.0')) return null;
  const [host, port] = [config.value('advertised.host.name'), config.value('advertised.port')];
  if (host === undefined || port === undefined) return undefined;
  if (host === null && port === null) return null;
  return [`PLAINTEXT://${host ?? config.text('host.name') ?? ''}:${port ?? config.number('port')}`];
}

/** Kafka's own way to read NAME:VALUE,NAME:VALUE: the last colon counts. Undefined for an entry without one. */
export function readMap(text: string): [string, string][] | undefined {
  if (text === '') return [];
  const pairs: [string, string][] = [];
  const entries = text.split(',').map((entry) => entry.trim());
  for (const entry of javaSplit(entries.join(','), /,/)) {
    const colon = entry.lastIndexOf(':');
    if (colon < 0) return undefined;
    pairs.push([entry.slice(0, colon).trim(), entry.slice(colon + 1).trim()]);
  }
  return pairs;
}

function protocolMap(
  config: Config,
  controllerNames: readonly string[] | undefined,
  report: Report,
): ReadonlyMap<string, string> | undefined {
  const text = config.text(MAP);
  if (text === undefined || text === null) return undefined;
  const pairs = readMap(text);
  if (!pairs) return report([MAP], `${MAP} has an entry without a colon: write NAME:PROTOCOL`);
  const found = new Map<string, string>();
  // Kafka keeps the last of two entries with the very same name, and since 4.1 refuses names that differ in case only.
  for (const [name, protocol] of new Map(pairs)) {
    const upper = name.toUpperCase();
    if (upper === '' && config.atLeast('3.0')) return report([MAP], `${MAP} has an entry without a name`);
    if (!protocols.includes(protocol.toUpperCase()))
      return report(
        [MAP],
        `${MAP} gives ${name} the protocol "${protocol}": Kafka knows ${protocols.join(', ')}`,
      );
    if (found.has(upper) && config.atLeast('4.1'))
      return report([MAP], `${MAP} names ${upper} twice, in upper and in lower case: name it once`);
    found.set(upper, protocol.toUpperCase());
  }
  return withControllerDefaults(config, found, controllerNames, report);
}

const isSecure = (name: string) => name === 'SSL' || name === 'SASL_SSL' || name === 'SASL_PLAINTEXT';

/** In KRaft mode a controller listener is plaintext when nobody wrote a map and no listener is secured by its name. */
function withControllerDefaults(
  config: Config,
  found: Map<string, string>,
  controllerNames: readonly string[] | undefined,
  report: Report,
): ReadonlyMap<string, string> | undefined {
  const roles = config.list('process.roles');
  const kraft = config.atLeast('4.0') || (roles !== null && roles?.length !== 0);
  if (config.has(MAP) || !config.atLeast('3.1') || !kraft) return found;
  const twice = controllerNames && repeated(controllerNames);
  if (twice !== undefined && twice !== 'PLAINTEXT' && config.atLeast('4.1'))
    return report(
      ['controller.listener.names'],
      `controller.listener.names has ${twice} twice: name it once`,
    );
  if (!controllerNames) return undefined;
  if (controllerNames.some(isSecure)) return found;
  for (const entry of listenerTexts(config) ?? []) {
    const colon = entry.indexOf(':');
    if (colon < 0) return report(['listeners'], notAnEndpoint('listeners', entry));
    if (isSecure(entry.slice(0, colon).toUpperCase())) return found;
  }
  for (const name of controllerNames) if (name !== 'PLAINTEXT') found.set(name, 'PLAINTEXT');
  return found;
}

const endpointForm = /^(.*):\/\/\[?([0-9a-zA-Z\-%._:]*)\]?:(-?[0-9]+)$/;

const notAnEndpoint = (key: string, entry: string) =>
  `${key} has "${entry}": write NAME://HOST:PORT, with nothing for HOST to listen on every address`;

function endpoints(
  config: Config,
  key: string,
  texts: readonly string[],
  protocolOf: ReadonlyMap<string, string>,
  distinctPorts: boolean,
  report: Report,
): readonly Endpoint[] | undefined {
  const found: Endpoint[] = [];
  for (const entry of texts) {
    const match = endpointForm.exec(entry);
    const port = Number(match?.[3]);
    if (!match || port > 2147483647 || port < -2147483648)
      return report([key, 'host.name'], notAnEndpoint(key, entry));
    const name = (match[1] ?? '').toUpperCase();
    if (name.trim() === '' && config.atLeast('3.0'))
      return report([key], `${key} has "${entry}": a listener needs a name before ://`);
    const protocol = protocolOf.get(name);
    if (protocol === undefined)
      return report(
        [key, MAP],
        `${key} names ${name}, which ${MAP} does not know (it has ${[...protocolOf.keys()].join(', ')}): add ${name}:PROTOCOL to the map`,
      );
    found.push(match[2] ? { name, host: match[2], port, protocol } : { name, port, protocol });
  }
  const twice = repeated(found, ({ name }) => name);
  if (twice) return report([key], `${key} has two listeners named ${twice.name}: give each its own name`);
  const clash = distinctPorts ? sharedPort(config, found) : undefined;
  if (clash !== undefined)
    return report(
      [key],
      `${key} has more than one listener on port ${clash}: give each its own port${config.atLeast('3.6') ? ' (only one IPv4 and one IPv6 address may share one)' : ''}`,
    );
  return found;
}

/** The first port that listeners may not share; port 0 is any free port. Since 3.6 an IPv4 and an IPv6 address may. */
function sharedPort(config: Config, all: readonly Endpoint[]): number | undefined {
  const byPort = new Map<number, Endpoint[]>();
  for (const each of all) {
    const same = byPort.get(each.port);
    if (same) same.push(each);
    else byPort.set(each.port, [each]);
  }
  for (const [port, same] of byPort) {
    if (same.length < 2 || port === 0) continue;
    const addresses = same.filter(({ host = '' }) => isIpv4(host) || isIpv6(host));
    const [first, second] = [addresses[0]?.host ?? '', addresses[1]?.host ?? ''];
    const bothKinds = (isIpv4(first) && isIpv6(second)) || (isIpv6(first) && isIpv4(second));
    const allowed = config.atLeast('3.6') && same.length === 2 && addresses.length === 2 && bothKinds;
    if (!allowed) return port;
  }
  return undefined;
}
