import { countConditions, type PartitionCondition } from './condition.ts';
import { type LagSeries, noLags } from './lag-series.ts';
import type { PolledCluster } from './polling.ts';
import { diskOf, liveBrokers, load } from './replicas.ts';
import type { ClusterSnapshot } from './snapshot/types.ts';
import { clusterNode } from './tree.ts';

/** The figures of a cluster that are better seen than read. */
export interface Dashboard {
  name: string;
  /** The cluster's own line of the tree: worst state and age in words. */
  summary: string;
  state: string;
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

/** What there is to draw; undefined before the first snapshot. `now` is milliseconds since 1970. */
export function dashboardOf(name: string, polled: PolledCluster, now: number): Dashboard | undefined {
  const { snapshot, lags = noLags } = polled;
  if (!snapshot) return undefined;
  const { description = '', state } = clusterNode(name, polled, now);
  return {
    name,
    summary: description,
    state,
    partitions: [...countConditions(snapshot)].map(([state, count]) => ({ state, count })),
    brokers: brokersOf(snapshot),
    lags,
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
