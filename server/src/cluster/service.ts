import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import { fromClientProperties } from './client-properties.ts';
import { type ClusterConnection, type ConnectionProblem, isProblem, parseBootstrap } from './connection.ts';
import {
  type ClusterNames,
  type ClusterSettings,
  type ClusterSource,
  type ClusterTreeParams,
  type ClusterTreeResult,
  closeCluster,
  clusterChanged,
  clusterNames,
  clusterTree,
  configureClusters,
  type OpenCluster,
  openCluster,
  refreshCluster,
  type TestResult,
  testCluster,
  watchClusters,
} from './messages.ts';
import { type PolledCluster, type Polling, startPolling } from './polling.ts';
import { openSession } from './session.ts';
import { testConnection } from './test-connection.ts';
import { type Thresholds, thresholdsFrom } from './thresholds.ts';
import { childrenOf, clusterNode, namesOf } from './tree.ts';

interface Served {
  name: string;
  /** Absent while the connection cannot even be made, with the reason. */
  polling?: Polling;
  broken?: PolledCluster;
  unwatch?: () => void;
}

/** Answers what the explorer asks about clusters; connects to nothing before the first request. */
export function serveClusters(connection: Connection): void {
  const clusters = new Map<string, Served>();
  let watched = new Set<string>();
  let thresholds: Thresholds = {};

  function settle(id: string, served: Served): void {
    const watch = served.polling?.watch;
    if (watched.has(id)) {
      if (watch) served.unwatch ??= watch();
    } else {
      served.unwatch?.();
      delete served.unwatch;
    }
  }

  function forget(id: string): void {
    const served = clusters.get(id);
    clusters.delete(id);
    served?.unwatch?.();
    served?.polling?.stop();
  }

  connection.onRequest<TestResult, void>(testCluster, async (source: ClusterSource): Promise<TestResult> => {
    const made = await connectionOf(source);
    if (!isProblem(made)) return testConnection(made);
    return { kind: 'unusable', text: made.problem, ...(made.command ? { command: made.command } : {}) };
  });

  connection.onRequest(openCluster, async ({ id, name, source }: OpenCluster): Promise<void> => {
    forget(id);
    const served: Served = { name };
    clusters.set(id, served);
    const made = await connectionOf(source);
    if (isProblem(made)) {
      const diagnosis = { kind: 'unknown' as const, text: made.problem };
      served.broken = { history: [], unreachable: { diagnosis, since: Date.now() } };
    } else {
      const session = await openSession(made);
      // Closed again meanwhile: nothing may go on polling.
      if (clusters.get(id) !== served) return session.close();
      const onChange = (): void => void connection.sendNotification(clusterChanged, id);
      served.polling = startPolling(session, { onChange, thresholds: () => thresholds });
    }
    settle(id, served);
  });

  connection.onNotification(configureClusters, async (settings: ClusterSettings) => {
    const read = thresholdsFrom(settings.thresholds);
    for (const problem of read.problems)
      connection.console.warn(`kafkaReview.cluster.thresholds: ${problem}`);
    const same = JSON.stringify(thresholds) === JSON.stringify(read.thresholds);
    thresholds = read.thresholds;
    if (same) return;
    const shown = [...clusters].filter(([id]) => watched.has(id));
    await Promise.all(shown.map(([, { polling }]) => polling?.refresh()));
  });
  connection.onRequest(closeCluster, (id: string) => forget(id));
  connection.onRequest(refreshCluster, async (id: string) => {
    await clusters.get(id)?.polling?.refresh();
  });
  connection.onNotification(watchClusters, (ids: string[]) => {
    watched = new Set(ids);
    for (const [id, served] of clusters) settle(id, served);
  });
  connection.onRequest(clusterTree, ({ id, node, lists }: ClusterTreeParams): ClusterTreeResult => {
    const served = clusters.get(id);
    if (!served) return [];
    const polled = served.polling?.current() ?? served.broken ?? { history: [] };
    return node === undefined
      ? [clusterNode(served.name, polled, Date.now())]
      : childrenOf(polled, node, lists);
  });
  connection.onRequest(clusterNames, (id: string): ClusterNames => {
    const snapshot = clusters.get(id)?.polling?.current().snapshot;
    return snapshot ? namesOf(snapshot) : { topics: [], groups: [] };
  });
  connection.onShutdown(() => {
    for (const id of [...clusters.keys()]) forget(id);
  });
}

async function connectionOf(source: ClusterSource): Promise<ClusterConnection | ConnectionProblem> {
  const { bootstrap, file, tls, sasl } = source;
  if (file === undefined) {
    const addresses = parseBootstrap(bootstrap);
    return isProblem(addresses)
      ? addresses
      : { bootstrap: addresses, ...(tls ? { tls } : {}), ...(sasl ? { sasl } : {}) };
  }
  try {
    const text = await readFile(file, 'utf8');
    const read = (path: string): Promise<Buffer> => readFile(resolve(dirname(file), path));
    return await fromClientProperties(text, read, bootstrap || undefined);
  } catch (error) {
    return { problem: `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
}
