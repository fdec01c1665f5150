import type { Listener } from '../model/deployment.ts';
import type { ReviewedCluster } from '../review/review.ts';
import type { BrokerAddress } from './protocol/broker.ts';
import type { ClusterSnapshot } from './snapshot/types.ts';

/** What is known of a running cluster to find its files by. */
export interface Wanted {
  /** What the person calls it. */
  name: string;
  bootstrap: BrokerAddress[];
  snapshot: ClusterSnapshot;
  /** A setting: the deployment's name, or a path that its files are in. */
  deployment?: string | undefined;
  /** Somebody pointed at these files: where they hold one deployment only, it is meant. */
  pointed?: true;
}

export type Match = { found: ReviewedCluster } | { several: ReviewedCluster[] } | undefined;

/**
 * The deployment that describes a running cluster: the one that a setting names, else the one that holds its cluster
 * id, that has its name, whose folder has it, or that tells its addresses. Several that fit equally are told apart by
 * nobody.
 */
export function matchDeployment(
  wanted: Wanted,
  clusters: ReviewedCluster[],
  textOf: (uri: string) => string | undefined,
): Match {
  const candidates = clusters.filter(({ cluster }) => cluster.platform !== 'live');
  const ways: ((one: ReviewedCluster) => boolean)[] =
    wanted.deployment !== undefined
      ? [
          ({ cluster }) => cluster.name === wanted.deployment,
          (one) => urisOf(one).some((uri) => isBelow(uri, wanted.deployment ?? '')),
        ]
      : [
          (one) => holdsId(one, wanted.snapshot.clusterId, textOf),
          ({ cluster }) => cluster.name === wanted.name,
          (one) => urisOf(one).some((uri) => folders(uri).includes(wanted.name)),
          (one) => isReachedAt(one, addressesOf(wanted)),
          () => wanted.pointed === true,
        ];
  for (const way of ways) {
    const found = candidates.filter(way);
    const [only, ...others] = found;
    if (only) return others.length === 0 ? { found: only } : { several: found };
  }
  return undefined;
}

/** The files that make a deployment's nodes. */
export const urisOf = ({ cluster }: ReviewedCluster): string[] => [
  ...new Set([...cluster.members, ...cluster.pools].map(({ place }) => place.part.uri)),
];

const folders = (uri: string): string[] => uri.split('/').slice(0, -1).map(decoded);

const isBelow = (uri: string, path: string): boolean =>
  `${decoded(uri)}/`.includes(`/${path.replace(/^(\.?\/)+|(?<!\/)\/+$/g, '')}/`);

/** A cluster id is random: its text stands in a file for one reason only. Shorter ones could be anything. */
function holdsId(
  one: ReviewedCluster,
  id: string | undefined,
  textOf: (uri: string) => string | undefined,
): boolean {
  return id !== undefined && id.length >= 20 && urisOf(one).some((uri) => textOf(uri)?.includes(id) === true);
}

const addressesOf = ({ bootstrap, snapshot }: Wanted): Set<string> =>
  new Set(
    [...bootstrap, ...snapshot.brokers].flatMap(({ host, port }) =>
      host === undefined ? [] : [`${canonical(host)}:${port}`],
    ),
  );

const isReachedAt = ({ cluster }: ReviewedCluster, addresses: ReadonlySet<string>): boolean =>
  cluster.members.some(({ listeners }) =>
    listeners.some(({ advertised, bind }: Listener) => {
      const told = advertised ?? bind;
      return told !== undefined && told.host !== '' && addresses.has(`${canonical(told.host)}:${told.port}`);
    }),
  );

const canonical = (host: string): string => (host === 'localhost' ? '127.0.0.1' : host.toLowerCase());

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
