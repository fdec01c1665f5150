import { addressText, type ClusterConnection } from './connection.ts';
import { type Diagnosis, diagnoseAny } from './diagnose.ts';
import { type ClusterSession, type Metadata, openSession, readMetadata, Unreachable } from './session.ts';
import { describeCluster, maySeeAll } from './snapshot/cluster.ts';
import { part } from './snapshot/part.ts';

export interface ConnectionWorks {
  clusterId?: string;
  brokers: number;
  /** Brokers of the cluster that do not answer, as host:port with the reason. */
  missing: string[];
}

/**
 * Tries a connection the way a client would: bootstrap, metadata, then every broker by the name it advertises. Says
 * what works, or in plain words what does not, within 6 seconds.
 */
export async function testConnection(connection: ClusterConnection): Promise<ConnectionWorks | Diagnosis> {
  const session = await openSession(connection, { connect: 2500, request: 2500 });
  try {
    const metadata = await readMetadata(session);
    const result = await tryAdvertised(connection, session, metadata);
    return 'kind' in result ? result : ((await seesNothing(connection, session)) ?? result);
  } catch (error) {
    return error instanceof Unreachable ? error.diagnosis : diagnoseAny(error, session.credentials);
  } finally {
    session.close();
  }
}

/** A user may be let in and be shown nothing: that is no empty cluster. */
async function seesNothing(
  connection: ClusterConnection,
  session: ClusterSession,
): Promise<Diagnosis | undefined> {
  let topics = 0;
  const broker = await session.any();
  const described = await part(() => describeCluster(broker));
  if (described.state !== 'read' || maySeeAll(described.value.clusterAuthorizedOperations) !== false) {
    return undefined;
  }
  await readMetadata(session, () => {
    topics += 1;
  });
  if (topics > 0) return undefined;
  return {
    kind: 'not-authorized',
    text: `${connection.bootstrap.map(addressText).join(', ')} lets this user in, but the user is not authorized to see anything: neither the cluster nor any topic. Allow the user Describe and DescribeConfigs on the cluster, the topics and the groups (kafka-acls).`,
  };
}

async function tryAdvertised(
  connection: ClusterConnection,
  session: ClusterSession,
  { brokers, clusterId }: Metadata,
): Promise<ConnectionWorks | Diagnosis> {
  const addresses = new Set(brokers.map(addressText));
  if (addresses.size < brokers.length) {
    const ids = brokers.map(({ nodeId }) => nodeId).join(', ');
    return {
      kind: 'one-address-for-all',
      text: `brokers ${ids} advertise the same address, ${[...addresses].join(', ')}: a load balancer gives a client any one of them. Give every broker an advertised.listeners of its own.`,
    };
  }
  const attempts = await Promise.allSettled(brokers.map(({ nodeId }) => session.broker(nodeId)));
  const missing: string[] = [];
  for (const [index, attempt] of attempts.entries()) {
    const broker = brokers[index];
    if (attempt.status === 'fulfilled' || !broker) continue;
    missing.push(`${addressText(broker)} (${(await diagnoseAny(attempt.reason, session.credentials)).kind})`);
  }
  const bootstrapIsAdvertised = connection.bootstrap.some((address) => addresses.has(addressText(address)));
  const nobodyAnswers = brokers.length > 0 && missing.length === brokers.length;
  if (nobodyAnswers || (missing.length > 0 && !bootstrapIsAdvertised)) {
    const via = connection.bootstrap.map(addressText).join(', ');
    const reach = nobodyAnswers ? 'none of them' : `${brokers.length - missing.length} of them`;
    return {
      kind: 'advertised-unreachable',
      text: `${via} answers, but the ${brokers.length} brokers behind it advertise other addresses, and ${reach} can be reached from here: ${missing.join(', ')}. Clients need every broker: make these addresses reachable, or advertise ones that are (advertised.listeners).`,
    };
  }
  return { ...(clusterId ? { clusterId } : {}), brokers: brokers.length, missing };
}
