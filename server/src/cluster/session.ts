import { addressText, type ClusterConnection, credentialsOf } from './connection.ts';
import { type Diagnosis, diagnoseAny } from './diagnose.ts';
import {
  type BrokerAddress,
  type BrokerConnection,
  BrokerFailure,
  type Credentials,
  type Deadlines,
  defaultDeadlines,
  openBroker,
} from './protocol/broker.ts';
import type { Messages } from './protocol/generated/messages.ts';

/** The connections to one cluster, kept open between snapshots. */
export interface ClusterSession {
  credentials: Credentials;
  /** The node ids to addresses of the last Metadata answer. */
  learn(nodes: { nodeId: number; host: string; port: number }[]): void;
  /** The bootstrap server that answered runs on another machine than this program. */
  elsewhere(): boolean;
  /** The connection to a broker, opened when there is none; throws BrokerFailure. */
  broker(id: number): Promise<BrokerConnection>;
  /** Any connection that works: one that is open, else a bootstrap server. Throws Unreachable. */
  any(): Promise<BrokerConnection>;
  /**
   * A second connection to the same broker, for requests that others have to help with and that may hang: a broker
   * answers the requests of one connection in turn.
   */
  beside(broker: BrokerConnection): Promise<BrokerConnection>;
  close(): void;
}

/** No bootstrap server could be used; the diagnosis is that of the one that came farthest. */
export class Unreachable extends Error {
  override name = 'Unreachable';
  readonly diagnosis: Diagnosis;

  constructor(diagnosis: Diagnosis) {
    super(diagnosis.text);
    this.diagnosis = diagnosis;
  }
}

interface Kept {
  opening: Promise<BrokerConnection>;
  broker?: BrokerConnection;
}

type Connections = Map<string, Kept>;

/** Prepares a session; nothing is connected before the first use. Throws when credentials cannot be made. */
export async function openSession(
  connection: ClusterConnection,
  deadlines: Deadlines = defaultDeadlines,
): Promise<ClusterSession> {
  const credentials = await credentialsOf(connection);
  const addresses = new Map<number, BrokerAddress>();
  const open: Connections = new Map();
  const besides: Connections = new Map();
  let elsewhere = false;

  function at(address: BrokerAddress, kind: Connections = open): Promise<BrokerConnection> {
    const key = addressText(address);
    const kept = kind.get(key);
    if (kept && kept.broker?.isOpen() !== false) return kept.opening;
    const entry: Kept = { opening: openBroker(address, credentials, deadlines) };
    kind.set(key, entry);
    entry.opening.then(
      (broker) => {
        entry.broker = broker;
      },
      () => kind.delete(key),
    );
    return entry.opening;
  }

  async function bootstrapped(): Promise<BrokerConnection> {
    const attempts = connection.bootstrap.map((address) => at(address));
    try {
      const broker = await Promise.any(attempts);
      elsewhere = broker.elsewhere;
      return broker;
    } catch (error) {
      const failures = error instanceof AggregateError ? error.errors : [error];
      throw new Unreachable(await diagnoseAny(farthest(failures), credentials));
    }
  }

  return {
    credentials,
    learn(nodes) {
      addresses.clear();
      for (const { nodeId, host, port } of nodes) addresses.set(nodeId, { host, port });
    },
    elsewhere: () => elsewhere,
    broker(id) {
      const address = addresses.get(id);
      if (!address) return Promise.reject(new Error(`broker ${id} is not in the cluster's metadata`));
      return at(address);
    },
    async any() {
      for (const { broker } of open.values()) if (broker?.isOpen()) return broker;
      return bootstrapped();
    },
    beside: ({ address }) => at(address, besides),
    close() {
      for (const { opening } of [...open.values(), ...besides.values()]) {
        opening.then(
          (broker) => broker.close(),
          () => {},
        );
      }
      open.clear();
      besides.clear();
    },
  };
}

const stages = ['connect', 'tls', 'api-versions', 'sasl', 'request'];

/** A refused password says more than a refused connection. */
function farthest(failures: unknown[]): unknown {
  const reach = (failure: unknown): number =>
    failure instanceof BrokerFailure ? stages.indexOf(failure.stage) : -1;
  return [...failures].sort((a, b) => reach(b) - reach(a))[0];
}

export type Metadata = Messages['Metadata']['response'];
export type MetadataTopic = Metadata['topics'][number];

/**
 * Asks for Metadata and tells the session where the brokers are. A port without Metadata is a controller's; a broker
 * that hangs up here wanted a sign-in first. With `take` every topic is asked for and handed over, and the answer's own
 * list is empty; without it no topic is. Throws Unreachable.
 */
export async function readMetadata(
  session: ClusterSession,
  take?: (topic: MetadataTopic) => void,
): Promise<Metadata> {
  const tried = new Set<BrokerConnection>();
  for (;;) {
    const broker = await session.any();
    try {
      const metadata = take
        ? await broker.send('Metadata', { topics: null }, { each: { topics: take } })
        : await broker.send('Metadata', { topics: [] });
      session.learn(metadata.brokers);
      return metadata;
    } catch (error) {
      broker.close();
      // Another broker may answer; the same one again, or a refusal, will not change.
      const lost = error instanceof BrokerFailure && ['TIMEOUT', 'CLOSED', 'ECONNRESET'].includes(error.code);
      if (!lost || tried.size > 0) throw new Unreachable(await diagnoseAny(error, session.credentials));
      tried.add(broker);
    }
  }
}
