import { dirname, isAbsolute, resolve } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { fromClientProperties } from '../cluster/client-properties.ts';
import {
  type ClusterConnection,
  type ConnectionProblem,
  isProblem,
  parseBootstrap,
} from '../cluster/connection.ts';
import { readNamed } from '../cluster/named-file.ts';
import { type PolledCluster, startPolling } from '../cluster/polling.ts';
import { type ClusterSession, openSession } from '../cluster/session.ts';
import { supportOf } from '../cluster/support.ts';
import type { Thresholds } from '../cluster/thresholds.ts';
import { clusterJson, unreachableJson } from '../reports/cluster-json.ts';
import { clusterSarif, unreachableSarif } from '../reports/cluster-sarif.ts';
import { clusterText } from '../reports/cluster-text.ts';
import { driftText } from '../reports/drift-text.ts';
import { type Against, readAgainst } from './against.ts';
import { readThresholds } from './cluster-settings.ts';
import { type ExitCode, type Judging, type Look, lookAt } from './look.ts';
import type { ClusterCommand } from './options.ts';
import { type Streams, terminal } from './streams.ts';
import { watchCluster } from './watch.ts';

/** `kafka-review cluster`: looks at a running cluster, reading only; the exit code. */
export async function clusterCommand(
  options: ClusterCommand,
  streams: Streams = terminal(),
): Promise<ExitCode> {
  const prepared = await prepare(options);
  if ('problems' in prepared) {
    for (const problem of prepared.problems) streams.err(`${problem}\n`);
    return 2;
  }
  const { connection, thresholds, against } = prepared;
  for (const { path, message } of against?.problems ?? []) streams.err(`${path}: ${message}\n`);
  if (against?.problems.some(({ fatal }) => fatal)) return 2;
  const judging: Judging = {
    name: options.bootstrapServer,
    bootstrap: connection.bootstrap,
    failOn: options.failOn,
    against,
  };
  const session = await openSession(connection);
  const tell = (polled: PolledCluster, look: Look): void => {
    if (options.format === 'support') streams.out(`${program()}${support(polled, connection)}`);
    write(polled, look, options, streams);
  };
  if (!options.watch) {
    const polled = await lookOnce(session, thresholds);
    const look = lookAt(polled, judging);
    tell(polled, look);
    return look.code;
  }
  const { interval, format } = options;
  return watchCluster(session, { judging, thresholds, interval, format, first: tell }, streams);
}

interface Prepared {
  connection: ClusterConnection;
  thresholds: Thresholds;
  against: Against | undefined;
}

/** Everything that the options name, or why it cannot be used, in lines for a person. */
async function prepare(options: ClusterCommand): Promise<Prepared | { problems: string[] }> {
  if (options.watch && (options.format === 'sarif' || options.format === 'support'))
    return { problems: ['--watch tells what changes, line by line: choose --format text or json'] };
  const connection = await readConnection(options);
  if (isProblem(connection)) {
    const { problem, command } = connection as ConnectionProblem;
    return { problems: [problem, ...(command ? [`  ${command}`] : [])] };
  }
  const { thresholds, problems } = await readThresholds(options);
  if (problems.length > 0) return { problems };
  return { connection, thresholds, against: options.against && readAgainst(options.against) };
}

async function lookOnce(session: ClusterSession, thresholds: Thresholds): Promise<PolledCluster> {
  const polling = startPolling(session, { onChange: () => {}, thresholds: () => thresholds });
  try {
    return await polling.refresh();
  } finally {
    polling.stop();
  }
}

/** What is run, for the support information. */
const program = (): string =>
  `Kafka Review ${manifest.version}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}\n`;

/** Names, addresses and words are for the person who looks: they go to standard error where something is wrong. */
function support(polled: PolledCluster, { bootstrap, tls, sasl }: ClusterConnection): string {
  const { unreachable } = polled;
  const failures = unreachable ? [{ at: unreachable.since, ...unreachable.diagnosis }] : [];
  return supportOf(
    { name: '', bootstrap, tls: tls !== undefined, sasl: sasl?.mechanism, polled, failures, given: [] },
    { index: 1, hosts: false, now: Date.now() },
  );
}

/** The whole of one look. */
function write(
  polled: PolledCluster,
  look: Look,
  { bootstrapServer: name, format }: ClusterCommand,
  { out, err, color }: Streams,
): void {
  if ('problem' in look) {
    err(`${look.problem}\n`);
    const { unreachable } = polled;
    if (unreachable && format === 'json') out(unreachableJson(unreachable.diagnosis));
    if (unreachable && format === 'sarif') out(unreachableSarif(name, unreachable.diagnosis));
    return;
  }
  const { snapshot, health, drift, code } = look;
  const before = polled.history.slice(1);
  switch (format) {
    case 'json':
      out(clusterJson(snapshot, health, before, drift));
      break;
    case 'sarif':
      out(clusterSarif(name, health, drift, code));
      break;
    case 'text':
      out(clusterText(snapshot, health, before, { name, color }));
      if (drift) out(`\n${driftText(drift, color)}`);
  }
}

async function readConnection(options: ClusterCommand): Promise<ClusterConnection | ConnectionProblem> {
  const { bootstrapServer, commandConfig } = options;
  if (commandConfig === undefined) {
    const bootstrap = parseBootstrap(bootstrapServer);
    return isProblem(bootstrap) ? bootstrap : { bootstrap };
  }
  let text: string;
  try {
    text = (await readNamed(commandConfig)).toString('utf8');
  } catch (error) {
    return { problem: `${commandConfig} cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
  const folder = dirname(resolve(commandConfig));
  // Kafka takes such paths from the working directory; people mean the file's own folder as often.
  const read = async (path: string): Promise<Buffer> => {
    if (isAbsolute(path)) return readNamed(path);
    return readNamed(path).catch(() => readNamed(resolve(folder, path)));
  };
  return fromClientProperties(text, read, bootstrapServer);
}
