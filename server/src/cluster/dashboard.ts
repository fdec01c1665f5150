import { countConditions, type PartitionCondition } from './condition.ts';
import { type LagSeries, noLags } from './lag-series.ts';
import type { PolledCluster } from './polling.ts';
import { diskOf, liveBrokers, load } from './replicas.ts';
import type { ClusterSnapshot } from './snapshot/types.ts';
import { conditionOf } from './tree/cluster.ts';
import type { NodeState } from './tree/node.ts';

/** What the dashboard of a cluster shows. */
export interface Dashboard {
  name: string;
  /** The worst state, as the cluster's own line of the tree has it, without its age. */
  summary: string;
  state: NodeState;
  /** Why the cluster cannot be reached; the figures are then the last ones from before. */
  why?: string;
  /** Absent before the first snapshot. */
  figures?: Figures;
}

/** What of a cluster is better seen than read. */
export interface Figures {
  /** Milliseconds since 1970. */
  takenAt: number;
  /** Partitions by state, the worst first; each is in one state only. */
  partitions: { state: PartitionCondition; count: number }[];
  /** By rack and id. */
  brokers: BrokerFigures[];
  lags: LagSeries;
}

export interface BrokerFigures {
  id: number;
  rack: string | null;
  /** Alive as far as the cluster knows. */
  live: boolean;
  leaders: number;
  replicas: number;
  /** Bytes of the volumes; absent when they are not known. */
  disk?: { used: number; total: number };
}

/** What there is to show, also of a cluster that was never reached. */
export function dashboardOf(name: string, polled: PolledCluster): Dashboard {
  const { snapshot, lags = noLags, unreachable } = polled;
  return {
    name,
    ...conditionOf(polled),
    ...(unreachable ? { why: unreachable.diagnosis.text } : {}),
    ...(snapshot
      ? {
          figures: {
            takenAt: snapshot.takenAt,
            partitions: [...countConditions(snapshot)].map(([state, count]) => ({ state, count })),
            brokers: brokersOf(snapshot),
            lags,
          },
        }
      : {}),
  };
}

function brokersOf(snapshot: ClusterSnapshot): BrokerFigures[] {
  const loads = load(snapshot);
  const live = new Set(liveBrokers(snapshot));
  const figures = snapshot.brokers.map((broker): BrokerFigures => {
    const disk = diskOf(broker);
    const { leaders = 0, replicas = 0 } = loads.get(broker.id) ?? {};
    return {
      id: broker.id,
      rack: broker.rack,
      live: live.has(broker),
      leaders,
      replicas,
      ...(disk ? { disk } : {}),
    };
  });
  const rack = (of: BrokerFigures): string => of.rack ?? '';
  return figures.sort((a, b) => (rack(a) < rack(b) ? -1 : rack(a) > rack(b) ? 1 : a.id - b.id));
}
