import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromClientProperties } from '../cluster/client-properties.ts';
import {
  type ClusterConnection,
  type ConnectionProblem,
  isProblem,
  parseBootstrap,
} from '../cluster/connection.ts';
import { type PolledCluster, pause, startPolling } from '../cluster/polling.ts';
import { openSession } from '../cluster/session.ts';
import { clusterJson } from '../reports/cluster-json.ts';
import { clusterText } from '../reports/cluster-text.ts';
import { readThresholds } from './cluster-settings.ts';
import type { ClusterCommand } from './options.ts';
import { terminalOptions } from './output.ts';

/** 0: no error in the cluster; 1: at least one; 2: the cluster could not be looked at. */
type ExitCode = 0 | 1 | 2;

/** Where a command writes; the terminal's own streams unless a test gives others. */
export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
  color: boolean;
}

const terminal = (): Streams => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  color: terminalOptions().colors.isColorSupported,
});

/** `kafka-review cluster`: looks at a running cluster, reading only; the exit code. */
export async function clusterCommand(
  options: ClusterCommand,
  streams: Streams = terminal(),
): Promise<ExitCode> {
  const connection = await readConnection(options);
  if (isProblem(connection)) {
    const { problem, command } = connection as ConnectionProblem;
    streams.err(`${problem}\n${command ? `  ${command}\n` : ''}`);
    return 2;
  }
  const { thresholds, problems } = await readThresholds(options);
  if (problems.length > 0) {
    for (const problem of problems) streams.err(`${problem}\n`);
    return 2;
  }
  const session = await openSession(connection);
  const polling = startPolling(session, { onChange: () => {}, thresholds: () => thresholds });
  try {
    for (;;) {
      const polled = await polling.refresh();
      const code = write(polled, options, streams);
      if (!options.watch) return code;
      await sleep(pause(5000, polled.snapshot?.tookMs ?? 0, polled.unreachable ? 1 : 0));
    }
  } finally {
    polling.stop();
  }
}

function write(
  { snapshot, health, history, unreachable }: PolledCluster,
  { bootstrapServer, format }: ClusterCommand,
  { out, err, color }: Streams,
): ExitCode {
  if (unreachable || !snapshot || !health) {
    err(`${bootstrapServer}: ${unreachable?.diagnosis.text ?? 'nothing was read'}\n`);
    return 2;
  }
  const before = history.slice(1);
  const text =
    format === 'json'
      ? clusterJson(snapshot, health, before)
      : clusterText(snapshot, health, before, { name: bootstrapServer, color });
  out(text);
  return health.state === 'error' ? 1 : 0;
}

async function readConnection(options: ClusterCommand): Promise<ClusterConnection | ConnectionProblem> {
  const { bootstrapServer, commandConfig } = options;
  if (commandConfig === undefined) {
    const bootstrap = parseBootstrap(bootstrapServer);
    return isProblem(bootstrap) ? bootstrap : { bootstrap };
  }
  let text: string;
  try {
    text = await readFile(commandConfig, 'utf8');
  } catch (error) {
    return { problem: `${commandConfig} cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
  const folder = dirname(resolve(commandConfig));
  // Kafka takes such paths from the working directory; people mean the file's own folder as often.
  const read = async (path: string): Promise<Buffer> => {
    if (isAbsolute(path)) return readFile(path);
    return readFile(path).catch(() => readFile(resolve(folder, path)));
  };
  return fromClientProperties(text, read, bootstrapServer);
}
