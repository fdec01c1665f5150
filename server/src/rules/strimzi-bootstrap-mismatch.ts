import { bootstrapService, connectionsOf } from '../model/bootstrap.ts';
import type { ClusterFacts, Resource } from '../model/deployment.ts';
import { choice, type Fix, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, connect } from './sound.ts';
import { sources } from './sources.ts';
import { listed } from './structure.ts';

/** The port that brokers and operators use among themselves; the service has it, whatever the listeners. */
const REPLICATION = 9091;

/** Ways to prove who one is that can be compared; others (OAuth, custom) may be anything. */
const COMPARABLE = ['tls', 'scram-sha-256', 'scram-sha-512', 'plain'];

const AUTHENTICATION = `authentication:
  type: scram-sha-512
  username: connect
  passwordSecret:
    secretName: connect
    password: password`;

const TLS = `tls:
  trustedCertificates:
    - secretName: prod-cluster-ca-cert
      pattern: "*.crt"`;

export const strimziBootstrapMismatch: Rule = {
  id: 'strimzi-bootstrap-mismatch',
  title: "A client that cannot reach its cluster's listener",
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `The bootstrap service of a Strimzi cluster has the ports of its internal listeners. Connect, MirrorMaker 2 and
the Bridge must speak as the listener of that port does: with tls where it has TLS, and with the authentication that it
asks for. Otherwise they never become ready, and their logs show time-outs only.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: { resource: check },
  examples: [
    {
      bad: {
        ...cluster(),
        'connect.yaml': connect(`bootstrapServers: «prod-kafka-bootstrap:9092»\n${TLS}\n${AUTHENTICATION}`),
      },
      good: {
        ...cluster(),
        'connect.yaml': connect(`bootstrapServers: prod-kafka-bootstrap:9093\n${TLS}\n${AUTHENTICATION}`),
      },
    },
    {
      bad: {
        ...cluster(),
        'connect.yaml': connect(`bootstrapServers: «prod-kafka-bootstrap:9093»\n${AUTHENTICATION}`),
      },
      good: {
        ...cluster(),
        'connect.yaml': connect(`bootstrapServers: prod-kafka-bootstrap:9093\n${TLS}\n${AUTHENTICATION}`),
      },
      fixed: {
        ...cluster(),
        'connect.yaml': connect(`bootstrapServers: prod-kafka-bootstrap:9093\n${AUTHENTICATION}\n${TLS}`),
      },
    },
    {
      bad: {
        ...cluster(),
        'connect.yaml': connect(`bootstrapServers: «prod-kafka-bootstrap:9093»\n${TLS}`),
      },
      good: {
        ...cluster(),
        'connect.yaml': connect(`bootstrapServers: prod-kafka-bootstrap:9093\n${TLS}\n${AUTHENTICATION}`),
      },
      fixed: false,
    },
  ],
};

type Listener = ClusterFacts['listeners'][number];

function check({ type, tree, reached }: Resource, report: Report): void {
  for (const { tree: client } of connectionsOf(type, tree.get('spec'))) {
    const servers = client.get('bootstrapServers').string();
    const facts = isSet(servers) ? reached.get(servers.value) : undefined;
    if (isSet(servers) && facts) checkClient(client, servers, facts, report);
  }
}

function checkClient(client: Tree, servers: SetValue<string>, facts: ClusterFacts, report: Report): void {
  // A service of a cluster of that name is asked for whatever listener is behind the first host.
  const [host = ''] = servers.value.split(',');
  const port = bootstrapService(host)?.port;
  const { listeners, name } = facts;
  if (port === undefined || port === REPLICATION || listeners.length === 0) return;
  const internal = listeners.filter(({ type }) => type === 'internal');
  const listener = internal.find((one) => one.port === port);
  const related = (listener ? [listener] : listeners).flatMap((one) =>
    one.from.map((place) => ({ place, message: `the listener ${one.name}, port ${one.port}` })),
  );
  if (listener) {
    const faults = faultsOf(client, listener);
    if (faults.length === 0) return;
    report(
      servers,
      `the listener ${listener.name} on port ${port} of ${name} ${faults.join(', and it ')}: the connection never succeeds. ${adviceFor(client, listener, internal)}`,
      {
        related,
        fixes: [...portFixes(client, servers, { host, internal }), ...tlsFixes(client, listener, name)],
      },
    );
    return;
  }
  if (listeners.some((one) => one.port === undefined || one.type === undefined)) return;
  const other = listeners.find((one) => one.port === port);
  const ports = internal.map((one) => `${one.port} (${one.name})`);
  const has = ports.length === 0 ? 'no listener of type internal' : listed(ports);
  report(
    servers,
    other
      ? `port ${port} of ${name} is the listener ${other.name} of type ${other.type}, whose service is ${name}-kafka-${other.name}-bootstrap; ${name}-kafka-bootstrap has ${has}. The connection never succeeds.`
      : `${name} has no listener on port ${port}: the connection never succeeds. ${name}-kafka-bootstrap has ${has}.`,
    { related, fixes: portFixes(client, servers, { host, internal }) },
  );
}

/** What keeps this client from talking to the listener, each as what the listener does. */
function faultsOf(client: Tree, { tls, authentication }: Listener): string[] {
  const faults: string[] = [];
  const own = client.get('tls').self();
  if (tls === true && own.state === 'unset') faults.push('has TLS, which this client does not speak');
  if (tls === false && isSet(own)) faults.push('has no TLS, which this client insists on');
  const proof = client.get('authentication');
  const type = proof.get('type').string();
  if (proof.self().state === 'unknown' || type.state === 'unknown') return faults;
  const given = effective(type);
  if (given !== undefined && !COMPARABLE.includes(given)) return faults;
  if (authentication !== undefined && !COMPARABLE.includes(authentication)) return faults;
  // A client certificate that nobody asks for does no harm.
  if (given === authentication || (authentication === undefined && given === 'tls')) return faults;
  faults.push(
    authentication === undefined
      ? `has no authentication, while this client logs in by ${given}`
      : `asks for authentication ${authentication}, while this client ${given === undefined ? 'has none' : `has ${given}`}`,
  );
  return faults;
}

const fitting = (client: Tree, internal: Listener[]): Listener[] =>
  internal.filter((one) => one.port !== undefined && faultsOf(client, one).length === 0);

function adviceFor(client: Tree, { tls, authentication }: Listener, internal: Listener[]): string {
  const [fits] = fitting(client, internal);
  if (fits) return `Use port ${fits.port} of the listener ${fits.name}, or change the client.`;
  const wanted = [
    ...(tls ? ['tls'] : []),
    ...(authentication ? [`authentication of type ${authentication}`] : []),
  ];
  return wanted.length > 0 ? `Give it ${wanted.join(' and ')}.` : 'Take tls and authentication away.';
}

/** Another port of the same service that fits this client as it is; else any that is there. */
function portFixes(
  client: Tree,
  servers: SetValue<string>,
  { host, internal }: { host: string; internal: Listener[] },
): Fix[] {
  const ports = fitting(client, internal).map(({ port }) => port);
  return ports.map((port) =>
    choice(
      `Use port ${port}`,
      set(servers.slot, servers.value.replace(host, host.replace(/:\d+$/, `:${port}`))),
    ),
  );
}

function tlsFixes(client: Tree, { tls }: Listener, name: string): Fix[] {
  const own = client.get('tls');
  if (tls !== true || own.self().state !== 'unset') return [];
  const certificates = [{ secretName: `${name}-cluster-ca-cert`, pattern: '*.crt' }];
  return [choice(`Trust the certificates of ${name}`, set(own.slot, { trustedCertificates: certificates }))];
}
