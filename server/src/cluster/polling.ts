import type { Diagnosis } from './diagnose.ts';
import { type Health, healthInTurns } from './health.ts';
import { type PollRecord, remember } from './history.ts';
import { extend, type LagSeries, noLags } from './lag-series.ts';
import { type ClusterSession, Unreachable } from './session.ts';
import { takeSnapshot } from './snapshot/take.ts';
import type { ClusterSnapshot } from './snapshot/types.ts';
import type { Thresholds } from './thresholds.ts';
import { turn } from './turns.ts';

/** What is known of a polled cluster at a moment. */
export interface PolledCluster {
  /** The last snapshot that succeeded, however old; `snapshot.takenAt` tells its age. */
  snapshot?: ClusterSnapshot;
  health?: Health;
  history: PollRecord[];
  /** Lag by group over the time that the cluster was polled. */
  lags?: LagSeries;
  /** Set while the cluster cannot be reached; the snapshot is then the last one from before. */
  unreachable?: { diagnosis: Diagnosis; since: number };
}

export interface Polling {
  current(): PolledCluster;
  /** Says that a view shows the cluster; polling runs while at least one does. Call the result when it no longer does. */
  watch(): () => void;
  /** Polls now, or waits for the poll that is under way. */
  refresh(): Promise<PolledCluster>;
  /** Ends polling and closes the connections. */
  stop(): void;
}

export interface PollingOptions {
  /** Asked at every poll, since settings change. */
  thresholds?: () => Thresholds;
  /** Milliseconds between the end of a poll and the next one, at least. */
  interval?: number;
  onChange(cluster: PolledCluster): void;
  /** For tests: how a snapshot is taken. */
  take?: (session: ClusterSession) => Promise<ClusterSnapshot>;
}

const defaultInterval = 5000;
const longestInterval = 60_000;
/** A poll may take at most this share of the time: large clusters are asked less often. */
const share = 10;

/** How long to wait after a poll, in milliseconds: the interval, ten times what the poll took, or longer per failure. */
export function pause(interval: number, tookMs: number, failures: number): number {
  return Math.min(longestInterval, Math.max(interval, tookMs * share) * 2 ** Math.min(failures, 10));
}

/** Polls a cluster while somebody watches: one snapshot at a time, slower when it is large or cannot be reached. */
export function startPolling(session: ClusterSession, options: PollingOptions): Polling {
  const { thresholds = () => ({}), interval = defaultInterval, onChange, take = takeSnapshot } = options;
  let cluster: PolledCluster = { history: [] };
  let watchers = 0;
  let failures = 0;
  let running: Promise<PolledCluster> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function poll(): Promise<PolledCluster> {
    const began = performance.now();
    try {
      const snapshot = await take(session);
      const health = await healthInTurns(snapshot, cluster.history, thresholds());
      await turn();
      const history = remember(cluster.history, snapshot);
      await turn();
      const lags = extend(cluster.lags ?? noLags, snapshot);
      await turn();
      cluster = { snapshot, health, history, lags };
      failures = 0;
    } catch (error) {
      failures += 1;
      const diagnosis: Diagnosis =
        error instanceof Unreachable
          ? error.diagnosis
          : { kind: 'unknown', text: error instanceof Error ? error.message : String(error) };
      cluster = { ...cluster, unreachable: { diagnosis, since: cluster.unreachable?.since ?? Date.now() } };
    }
    if (!stopped) {
      onChange(cluster);
      schedule(pause(interval, performance.now() - began, failures));
    }
    return cluster;
  }

  function refresh(): Promise<PolledCluster> {
    clearTimeout(timer);
    running ??= poll().finally(() => {
      running = undefined;
    });
    return running;
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    if (watchers > 0 && !stopped) timer = setTimeout(() => void refresh(), ms);
  }

  return {
    current: () => cluster,
    watch() {
      watchers += 1;
      if (watchers === 1 && !running) void refresh();
      let watching = true;
      return () => {
        if (!watching) return;
        watching = false;
        watchers -= 1;
        if (watchers === 0) clearTimeout(timer);
      };
    },
    refresh,
    stop() {
      stopped = true;
      clearTimeout(timer);
      session.close();
    },
  };
}
