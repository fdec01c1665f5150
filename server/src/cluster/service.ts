import { dirname, resolve } from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import type { Fix } from '../model/fix.ts';
import type { Review } from '../review/review.ts';
import { fromClientProperties, readTls } from './client-properties.ts';
import { type CommandContext, type CopiedCommand, commandFor, type ToolConnection } from './commands.ts';
import {
  type Comparison,
  compare,
  driftNodes,
  driftSection,
  extraNodes,
  fileAsRunning,
  sameDrift,
  toldOf,
} from './comparison.ts';
import {
  addressText,
  type ClusterConnection,
  type ConnectionProblem,
  isProblem,
  parseBootstrap,
} from './connection.ts';
import { type Dashboard, dashboardOf } from './dashboard.ts';
import { parseDocumentUri } from './document-uri.ts';
import { type DocumentSource, readDocument } from './live-documents.ts';
import {
  type ClusterNames,
  type ClusterSettings,
  type ClusterSource,
  type ClusterTreeParams,
  type ClusterTreeResult,
  type ClusterWorse,
  closeCluster,
  clusterChanged,
  clusterDashboard,
  clusterDocument,
  clusterNames,
  clusterSupport,
  clusterTree,
  clusterWorse,
  configureClusters,
  type OpenCluster,
  openCluster,
  refreshCluster,
  type TestResult,
  testCluster,
  watchClusters,
} from './messages.ts';
import { readNamed } from './named-file.ts';
import { type PolledCluster, type Polling, startPolling } from './polling.ts';
import { commandForProblem } from './problem-commands.ts';
import type { BrokerAddress } from './protocol/broker.ts';
import { openSession } from './session.ts';
import { type Failure, type SupportedCluster, supportOf } from './support.ts';
import { testConnection } from './test-connection.ts';
import { type Thresholds, thresholdsFrom } from './thresholds.ts';
import { childrenOf } from './tree/children.ts';
import { clusterNode } from './tree/cluster.ts';
import { namesOf } from './tree/lists.ts';
import type { TreeNode } from './tree/node.ts';
import { unwatched, type Watched, worsening } from './worsening.ts';

interface Served {
  name: string;
  source: ClusterSource;
  /** Absent while the connection cannot even be made, with the reason. */
  polling?: Polling;
  documents?: DocumentSource;
  bootstrap?: BrokerAddress[];
  comparison?: Comparison;
  broken?: PolledCluster;
  unwatch?: () => void;
  /** The latest times that it could not be read. */
  failures: Failure[];
  /** What the next poll is compared with to see whether the cluster got worse. */
  compared: Watched;
}

const failuresKept = 5;

/** What the rest of the server may ask about the clusters. */
export interface ServedClusters {
  /** For a document inside a cluster: how a fix becomes a command to copy. Undefined for every other document. */
  copied(review: Review, uri: string): ((fix: Fix) => CopiedCommand | undefined) | undefined;
  /** Compares every cluster with its files and tells the review; true when there is something new to tell. */
  compare(review: Review): boolean;
}

export interface ServedOptions {
  /** A cluster was looked at: `compare` may find something else now. */
  onSnapshot(): void;
  /** The rules and readers that threw, by name. */
  failed(): Iterable<string>;
}

/** Answers what the explorer asks about clusters; connects to nothing before the first request. */
export function serveClusters(connection: Connection, { onSnapshot, failed }: ServedOptions): ServedClusters {
  const clusters = new Map<string, Served>();
  let watched = new Set<string>();
  let thresholds: Thresholds = {};
  let deployments: Record<string, unknown> = {};
  let compared: Review | undefined;

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
    if (!served) return;
    end(served);
    compared?.tell(id, []);
    onSnapshot();
  }

  function end({ unwatch, polling }: Served): void {
    unwatch?.();
    polling?.stop();
  }

  connection.onRequest<TestResult, void>(testCluster, async (source: ClusterSource): Promise<TestResult> => {
    const made = await connectionOf(source);
    if (!isProblem(made)) return testConnection(made);
    return { kind: 'unusable', text: made.problem, ...(made.command ? { command: made.command } : {}) };
  });

  connection.onRequest(openCluster, async ({ id, name, source }: OpenCluster): Promise<void> => {
    forget(id);
    const served: Served = { name, source, compared: unwatched, failures: [] };
    clusters.set(id, served);
    const made = await connectionOf(source);
    if (isProblem(made)) {
      const diagnosis = { kind: 'unknown' as const, text: made.problem };
      served.failures.push({ at: Date.now(), ...diagnosis });
      served.broken = { history: [], unreachable: { diagnosis, since: Date.now() } };
    } else {
      const session = await openSession(made);
      // Closed again meanwhile: nothing may go on polling.
      if (clusters.get(id) !== served) return session.close();
      const onChange = (polled: PolledCluster): void => {
        if (polled.unreachable) {
          const failure = { at: Date.now(), ...polled.unreachable.diagnosis };
          served.failures = [...served.failures, failure].slice(-failuresKept);
        }
        onSnapshot();
        void connection.sendNotification(clusterChanged, id);
        const { watched: compared, notice } = worsening(served.compared, polled, Date.now());
        served.compared = compared;
        if (notice) void connection.sendNotification(clusterWorse, { id, ...notice } satisfies ClusterWorse);
      };
      served.bootstrap = made.bootstrap;
      served.polling = startPolling(session, { onChange, thresholds: () => thresholds });
      served.documents = {
        name,
        bootstrap: made.bootstrap.map(addressText).join(','),
        session,
        polling: served.polling,
        kept: new Map(),
      };
    }
    settle(id, served);
  });

  connection.onNotification(configureClusters, async (settings: ClusterSettings) => {
    deployments = { ...(settings.deployments as object | undefined) };
    onSnapshot();
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
    const polled = polledOf(served);
    if (node === undefined) return [clusterNode(served.name, polled, Date.now())];
    const { comparison } = served;
    if (node === 'drift') return comparison ? driftNodes(comparison) : [];
    if (node === 'drift-extra') return comparison ? extraNodes(comparison) : [];
    const files = node === '' && comparison ? driftSection(comparison) : [];
    const children = childrenOf(polled, node, lists);
    return node === 'problems' ? withCommands(children, polled, served) : [...children, ...files];
  });
  connection.onRequest(clusterDashboard, (id: string): Dashboard | null => {
    const served = clusters.get(id);
    return served ? dashboardOf(served.name, polledOf(served)) : null;
  });
  connection.onRequest(clusterNames, (id: string): ClusterNames => {
    const snapshot = clusters.get(id)?.polling?.current().snapshot;
    return snapshot ? namesOf(snapshot) : { topics: [], groups: [] };
  });
  connection.onRequest(clusterSupport, (hosts: boolean): string =>
    [
      `Rules that failed: ${[...failed()].join(', ') || 'none'}\n`,
      ...[...clusters.values()].map((served, i) =>
        supportOf(supported(served), { index: i + 1, hosts, now: Date.now() }),
      ),
    ].join(''),
  );
  connection.onRequest(clusterDocument, async (uri: string): Promise<string | null> => {
    const address = parseDocumentUri(uri);
    const served = address && clusters.get(address.cluster);
    if (address?.kind === 'drift') {
      const { comparison } = served ?? {};
      return (comparison && compared && fileAsRunning(compared, comparison, address.name)) ?? null;
    }
    const documents = served?.documents;
    return (address && documents && (await readDocument(address, documents))) ?? null;
  });
  connection.onShutdown(() => {
    for (const served of clusters.values()) end(served);
    clusters.clear();
  });

  return {
    compare(review) {
      let news = false;
      for (const [id, served] of clusters) {
        const snapshot = served.polling?.current().snapshot;
        if (!snapshot) continue;
        const named = deployments[served.name];
        const comparison = compare(review, {
          name: served.name,
          bootstrap: served.bootstrap ?? [],
          snapshot,
          deployment: typeof named === 'string' ? named : undefined,
        });
        if (review === compared && sameDrift(served.comparison, comparison)) continue;
        served.comparison = comparison;
        review.tell(id, toldOf(comparison));
        void connection.sendNotification(clusterChanged, id);
        news = true;
      }
      compared = review;
      return news;
    },
    copied(review, uri) {
      const address = parseDocumentUri(uri);
      if (!address) return undefined;
      const context = commandContext(review, uri, clusters.get(address.cluster));
      return (fix) => context && commandFor(fix.changes, context);
    },
  };
}

const polledOf = ({ polling, broken }: Served): PolledCluster =>
  polling?.current() ?? broken ?? { history: [] };

function supported(served: Served): SupportedCluster {
  const { name, source, bootstrap = [], failures } = served;
  const { tls = {}, sasl } = source;
  const { mechanism = '', ...given } = sasl ?? {};
  return {
    name,
    bootstrap,
    tls: source.tls !== undefined,
    sasl: source.file === undefined ? mechanism || undefined : 'as its client.properties says',
    polled: polledOf(served),
    failures,
    given: [source.file ?? '', ...Object.values(tls), ...Object.values(given).flatMap(texts)],
  };
}

const texts = (value: string | Record<string, string>): string[] =>
  typeof value === 'string' ? [value] : Object.values(value);

function commandContext(review: Review, uri: string, served: Served | undefined): CommandContext | undefined {
  const address = parseDocumentUri(uri);
  const documents = served?.documents;
  const snapshot = documents?.polling.current().snapshot;
  const draft = review.file(uri)?.parts[0]?.reading.drafts[0];
  if (!address || !documents || !snapshot || !draft || !('config' in draft)) return undefined;
  const { kind, name } = address;
  const topic = snapshot.topics.find((one) => one.name === name);
  if (kind === 'topics' && !topic) return undefined;
  const config = documents.kept.get(`${kind === 'topics' ? 'topic' : 'broker'}/${name}`)?.config;
  const entries = config?.state === 'read' ? config.value : [];
  return {
    connection: toolConnection(documents.bootstrap, served.source),
    snapshot,
    subject: topic && kind === 'topics' ? { kind: 'topic', topic } : { kind: 'broker', id: Number(name) },
    entries: draft.config.entries,
    sourceOf: (key) => entries.find((entry) => entry.name === key)?.source,
  };
}

/** Problems with the commands that end them; `problem/3` is the fourth of the list. */
function withCommands(
  nodes: TreeNode[],
  { snapshot, health }: PolledCluster,
  { documents, source }: Served,
): TreeNode[] {
  if (!snapshot || !health || !documents) return nodes;
  const connection = toolConnection(documents.bootstrap, source);
  return nodes.map((line) => {
    const problem = health.problems[Number(/^problem\/(\d+)$/.exec(line.id)?.[1] ?? -1)];
    const command = problem && commandForProblem(problem, connection, snapshot);
    return command ? { ...line, copy: command.text } : line;
  });
}

/** How Kafka's tools reach a cluster: by the file that was given, else by one that a person has to write. */
function toolConnection(bootstrap: string, { file, tls, sasl }: ClusterSource): ToolConnection {
  const secured = tls !== undefined || sasl !== undefined;
  return {
    bootstrap,
    ...(file === undefined && !secured ? {} : { commandConfig: file ?? 'client.properties' }),
  };
}

async function connectionOf(source: ClusterSource): Promise<ClusterConnection | ConnectionProblem> {
  const { bootstrap, file, sasl } = source;
  if (file === undefined) {
    const addresses = parseBootstrap(bootstrap);
    if (isProblem(addresses)) return addresses;
    const tls = source.tls && (await readTls(new Map(Object.entries(source.tls)), readNamed));
    if (tls && isProblem(tls)) return tls;
    return { bootstrap: addresses, ...(tls ? { tls } : {}), ...(sasl ? { sasl } : {}) };
  }
  try {
    const text = (await readNamed(file)).toString('utf8');
    const read = (path: string): Promise<Buffer> => readNamed(resolve(dirname(file), path));
    return await fromClientProperties(text, read, bootstrap || undefined);
  } catch (error) {
    return { problem: `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
}
