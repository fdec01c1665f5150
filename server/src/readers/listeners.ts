import { type Config, has, list, listenerSetting, setting } from '../model/config.ts';
import type { Endpoint, Listener, SecurityProtocol } from '../model/deployment.ts';
import type { Place } from '../model/place.ts';
import { isSet, isUnset, mapValue, type Value } from '../model/value.ts';

const PROTOCOLS: SecurityProtocol[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];

const isProtocol = (text: string): text is SecurityProtocol => (PROTOCOLS as string[]).includes(text);

interface NamedEndpoint {
  name: string;
  namePlace: Place;
  endpoint: Endpoint;
}

/** The listeners of a broker or controller configuration, with what holds for each once everything is resolved. */
export function listenersOf(config: Config): Listener[] {
  const announced = endpoints(config, 'advertised.listeners');
  const advertised = new Map(announced.map((found) => [found.name, found.endpoint]));
  const controllers = list(config, 'controller.listener.names');
  const roles = list(config, 'process.roles');
  const map = protocolMap(config);
  const bound = isUnset(setting(config, 'listeners'))
    ? defaultListener(config, roles, announced)
    : endpoints(config, 'listeners');
  return bound.map(({ name, namePlace, endpoint }) => {
    const told = advertised.get(name);
    const isController =
      isSet(controllers) && controllers.value.some((other) => other.toUpperCase() === name.toUpperCase());
    const protocol = protocolOf(name, namePlace, map, isController);
    return {
      name,
      place: namePlace,
      role: isController
        ? 'controller'
        : isSet(roles) && !roles.value.includes('broker')
          ? 'controller'
          : 'broker',
      bind: endpoint,
      ...(told ? { advertised: told } : {}),
      protocol,
      tls: mapValue(protocol, (word) => word === 'SSL' || word === 'SASL_SSL'),
      authentication: authenticationOf(config, name, protocol),
      reach: reachOf(told?.host ?? endpoint.host),
      port: portValue(told ?? endpoint),
    };
  });
}

/** What a broker binds to when nobody says: PLAINTEXT://:9092, shown where the same name is advertised, else on the header. */
function defaultListener(
  config: Config,
  roles: Value<string[]>,
  advertised: NamedEndpoint[],
): NamedEndpoint[] {
  const isController = isSet(roles) && !roles.value.includes('broker');
  // Before 3.0 `port` and `host.name` could say it as well.
  if (isController || has(config, 'port') || has(config, 'host.name')) return [];
  const place = advertised.find(({ name }) => name === 'PLAINTEXT')?.namePlace ?? config.anchor;
  const endpoint = { host: '', port: 9092, place, hostPlace: place };
  return [{ name: 'PLAINTEXT', namePlace: place, endpoint }];
}

function portValue({ port, place }: Endpoint): Value<number> {
  const slot = { part: place.part, path: [] };
  return port === undefined
    ? { state: 'unknown', text: '', place, slot }
    : { state: 'set', value: port, text: String(port), place, slot };
}

/** `NAME://host:port, …`; an entry of another shape is left to the refusal check. */
function endpoints(config: Config, key: string): NamedEndpoint[] {
  const value = setting(config, key);
  if (!isSet(value)) return [];
  return pieces(value.text, value.place).flatMap(({ text, place }) => {
    const match = /^([^:/]+):\/\/(\[[^\]]*\]|[^:]*)(?::(-?\d+))?$/.exec(text);
    if (!match) return [];
    const [, name = '', host = '', port] = match;
    const exact = place.end - place.start === text.length;
    const at = (from: number, length: number): Place =>
      exact ? { part: place.part, start: place.start + from, end: place.start + from + length } : place;
    const hostPlace = host === '' ? place : at(name.length + 3, host.length);
    return [
      {
        name,
        namePlace: at(0, name.length),
        endpoint: { host, port: port === undefined ? undefined : Number(port), place, hostPlace },
      },
    ];
  });
}

/** The items of a comma-separated value with their own places; with escapes or continuations, all at the value's place. */
function pieces(text: string, place: Place): { text: string; place: Place }[] {
  // Quotes may stand around it.
  const lead = place.part.text.slice(place.start, place.end).indexOf(text);
  const found: { text: string; place: Place }[] = [];
  let at = 0;
  for (const piece of text.split(',')) {
    const trimmed = piece.trim();
    const start = place.start + lead + at + piece.indexOf(trimmed);
    if (trimmed !== '')
      found.push({
        text: trimmed,
        place: lead < 0 ? place : { part: place.part, start, end: start + trimmed.length },
      });
    at += piece.length + 1;
  }
  return found;
}

/** listener.security.protocol.map: the protocol by listener name (upper case), pointing at the protocol's word. */
function protocolMap(config: Config): Map<string, Value<SecurityProtocol>> | 'unknown' | undefined {
  const value = setting(config, 'listener.security.protocol.map');
  if (value.state === 'unknown') return 'unknown';
  if (!isSet(value)) return undefined;
  const map = new Map<string, Value<SecurityProtocol>>();
  for (const { text, place } of pieces(value.text, value.place)) {
    const colon = text.indexOf(':');
    const word = text.slice(colon + 1).trim();
    if (colon < 0 || !isProtocol(word)) continue;
    const exact = place.end - place.start === text.length;
    const wordPlace = exact ? { part: place.part, start: place.end - word.length, end: place.end } : place;
    map.set(text.slice(0, colon).trim().toUpperCase(), {
      state: 'set',
      value: word,
      text: word,
      place: wordPlace,
      slot: value.slot,
    });
  }
  return map;
}

function protocolOf(
  name: string,
  place: Place,
  map: ReturnType<typeof protocolMap>,
  isController: boolean,
): Value<SecurityProtocol> {
  const slot = { part: place.part, path: ['listener.security.protocol.map'] };
  if (map === 'unknown') return { state: 'unknown', text: '', place, slot };
  const mapped = map?.get(name.toUpperCase());
  if (mapped) return mapped;
  const word = name.toUpperCase();
  if (map === undefined && isProtocol(word)) return { state: 'set', value: word, text: name, place, slot };
  // KRaft takes PLAINTEXT for controller listeners that nothing maps.
  if (map === undefined && isController) return { state: 'unset', value: 'PLAINTEXT', place, slot };
  return { state: 'unknown', text: '', place, slot };
}

function authenticationOf(config: Config, name: string, protocol: Value<SecurityProtocol>): Value<string> {
  const { place, slot } = protocol;
  if (protocol.state === 'unknown') return protocol;
  const word = protocol.value;
  if (word?.startsWith('SASL')) return { state: 'set', value: 'SASL', text: word, place, slot };
  if (word === 'SSL') {
    const clientAuth = listenerSetting(config, name, 'ssl.client.auth');
    if (clientAuth.state === 'unknown') return clientAuth;
    if (isSet(clientAuth) && clientAuth.value.toLowerCase() === 'required')
      return { ...clientAuth, value: 'tls' };
    return { state: 'unset', place, slot: clientAuth.slot };
  }
  return { state: 'unset', place, slot };
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i;
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[?f[cd])|^[a-z0-9_-]+$|\.(internal|local|lan|svc|corp|intra)(\.|$)/i;
const PUBLIC = /^\d+\.\d+\.\d+\.\d+$|\.compute(-\d)?\.amazonaws\.com$/i;

/** Who can reach a host, as far as its name says. */
export function reachOf(host: string): Listener['reach'] {
  if (host === '' || host === '0.0.0.0' || host === '[::]' || host === '::') return 'unknown';
  if (LOOPBACK.test(host)) return 'loopback';
  if (PRIVATE.test(host)) return 'internal';
  return PUBLIC.test(host) ? 'external' : 'unknown';
}
