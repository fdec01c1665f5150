import type { Tree } from './tree.ts';

/** One client of a Kafka cluster in a Strimzi resource: the map that holds bootstrapServers, tls and authentication. */
export interface Connection {
  tree: Tree;
  /** Where it stands, for a sentence; empty for the resource's own. */
  name: string;
}

/** Who connects to a cluster by a resource of the kind. */
export function connectionsOf(kind: string, spec: Tree): Connection[] {
  if (kind === 'KafkaConnect' || kind === 'KafkaBridge') return [{ tree: spec, name: '' }];
  if (kind !== 'KafkaMirrorMaker2') return [];
  const sources = spec
    .get('mirrors')
    .items()
    .map((mirror) => mirror.get('source'));
  return [spec.get('target'), ...sources, ...spec.get('clusters').items()].map((tree) => {
    const alias = tree.get('alias').string();
    return { tree, name: alias.state === 'set' ? alias.value : '' };
  });
}

/** What a host of bootstrapServers says, where it is the bootstrap service of a Strimzi cluster. */
export interface BootstrapService {
  cluster: string;
  namespace: string | undefined;
  /** Undefined when no port is written. */
  port: number | undefined;
}

/** Reads CLUSTER-kafka-bootstrap[.NAMESPACE[.svc[.DOMAIN]]]:PORT; undefined for any other host. */
export function bootstrapService(host: string): BootstrapService | undefined {
  const match =
    /^([a-z0-9][a-z0-9-]*)-kafka-bootstrap(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?)?(?::(\d+))?$/.exec(
      host.trim(),
    );
  if (!match) return undefined;
  return {
    cluster: match[1] ?? '',
    namespace: match[2],
    port: match[3] === undefined ? undefined : Number(match[3]),
  };
}
