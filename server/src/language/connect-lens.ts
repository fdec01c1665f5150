import type { CodeLens } from 'vscode-languageserver-types';
import type { Broker, Client, Listener } from '../model/deployment.ts';
import type { Place } from '../model/place.ts';
import { isSet } from '../model/value.ts';
import { type ConnectRequest, connectCommand } from '../protocol.ts';
import type { Draft } from '../readers/reading.ts';
import type { Review } from '../review/review.ts';
import { rangeFinder } from './diagnostics.ts';

/**
 * "Connect" above what says how a cluster is reached from outside: a client's bootstrap.servers, the listener that a
 * compose service publishes, an external listener of Strimzi. Only for a client that knows `connectCommand`.
 */
export function connectLenses(review: Review, uri: string): CodeLens[] {
  const range = rangeFinder(review);
  const drafts = review.file(uri)?.parts.flatMap(({ reading }) => reading.drafts) ?? [];
  return drafts.flatMap(requestsOf(uri)).map(({ place, request }) => ({
    range: range(place),
    command: { title: titleOf(request), command: connectCommand, arguments: [request] },
  }));
}

interface Found {
  place: Place;
  request: ConnectRequest;
}

const titleOf = ({ bootstrap }: ConnectRequest): string =>
  bootstrap === '' ? 'Connect' : `Connect to ${bootstrap.split(',')[0]?.trim()}`;

const requestsOf =
  (uri: string) =>
  (draft: Draft): Found[] => {
    if (draft.kind === 'client') return ofClient(uri, draft);
    if (draft.kind !== 'broker') return [];
    if (draft.platform === 'compose') return draft.listeners.flatMap((one) => ofCompose(draft, one));
    return draft.platform === 'strimzi' ? draft.listeners.flatMap((one) => ofStrimzi(draft, one)) : [];
  };

/** A properties file is taken whole, with its security; of other formats only the addresses are known. */
function ofClient(uri: string, { name, config }: Client): Found[] {
  const entry = config.entries.get('bootstrap.servers');
  if (!entry || !isSet(entry.value) || entry.value.value.trim() === '') return [];
  const whole = /^file:.*\.properties$/.test(uri);
  const bootstrap = entry.value.value;
  return [
    {
      place: entry.place,
      request: {
        name: name.replace(/\.properties$/, ''),
        bootstrap,
        ...(whole ? { propertiesUri: uri } : {}),
      },
    },
  ];
}

/** Only what is advertised under this machine's name, or a public one, is reached from outside the containers. */
function ofCompose(
  { name }: Pick<Broker, 'name'>,
  { role, reach, advertised, ...listener }: Listener,
): Found[] {
  if (role !== 'broker' || advertised?.port === undefined) return [];
  if (reach !== 'loopback' && reach !== 'external') return [];
  const bootstrap = `${advertised.host}:${advertised.port}`;
  return [{ place: advertised.place, request: { name, bootstrap, ...security(listener) } }];
}

const outside = ['nodeport', 'loadbalancer', 'route', 'ingress'];

/** The operator makes the address of an external listener: the person has to look it up. */
function ofStrimzi({ name }: Pick<Broker, 'name'>, { type, place, ...listener }: Listener): Found[] {
  if (!type || !isSet(type) || !outside.includes(type.value)) return [];
  const hint = `Strimzi tells the address in the status of Kafka ${name}, under listeners`;
  return [{ place, request: { name, bootstrap: '', hint, ...security(listener) } }];
}

function security({
  tls,
  protocol,
  authentication,
}: Pick<Listener, 'tls' | 'protocol' | 'authentication'>): Pick<ConnectRequest, 'security' | 'mechanism'> {
  const mechanism = isSet(authentication) ? mechanisms[authentication.value] : undefined;
  return {
    ...(isSet(protocol) ? { security: protocol.value } : securityOf(tls, mechanism !== undefined)),
    ...(mechanism === undefined ? {} : { mechanism }),
  };
}

/** What Strimzi calls the mechanism. */
const mechanisms: Record<string, string> = { 'scram-sha-512': 'SCRAM-SHA-512', oauth: 'OAUTHBEARER' };

function securityOf(tls: Listener['tls'], signsIn: boolean): Pick<ConnectRequest, 'security'> {
  if (!isSet(tls)) return {};
  if (signsIn) return { security: tls.value ? 'SASL_SSL' : 'SASL_PLAINTEXT' };
  return { security: tls.value ? 'SSL' : 'PLAINTEXT' };
}
