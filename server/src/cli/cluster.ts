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
import type { Health } from '../cluster/health.ts';
import { type PolledCluster, pause, startPolling } from '../cluster/polling.ts';
import { openSession } from '../cluster/session.ts';
import type { Severity } from '../model/finding.ts';
import { clusterJson } from '../reports/cluster-json.ts';
import { clusterSarif } from '../reports/cluster-sarif.ts';
import { clusterText } from '../reports/cluster-text.ts';
import { type DriftReport, driftText } from '../reports/drift-text.ts';
import { type Against, driftAgainst, readAgainst } from './against.ts';
import { readThresholds } from './cluster-settings.ts';
import type { ClusterCommand } from './options.ts';
import { terminalOptions } from './output.ts';

/** 0: nothing at or above --fail-on; 1: at least one problem or difference; 2: the cluster could not be looked at. */
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
  const against = options.against && readAgainst(options.against);
  for (const { path, message } of against?.problems ?? []) streams.err(`${path}: ${message}\n`);
  if (against?.problems.some(({ fatal }) => fatal)) return 2;
  const session = await openSession(connection);
  const polling = startPolling(session, { onChange: () => {}, thresholds: () => thresholds });
  try {
    for (;;) {
      const polled = await polling.refresh();
      const code = write(polled, { ...options, bootstrap: connection.bootstrap, files: against }, streams);
      if (!options.watch) return code;
      await sleep(pause(5000, polled.snapshot?.tookMs ?? 0, polled.unreachable ? 1 : 0));
    }
  } finally {
    polling.stop();
  }
}

interface Writing extends ClusterCommand {
  bootstrap: ClusterConnection['bootstrap'];
  files: Against | undefined;
}

function write(
  { snapshot, health, history, unreachable }: PolledCluster,
  { bootstrapServer: name, bootstrap, files, format, failOn }: Writing,
  { out, err, color }: Streams,
): ExitCode {
  if (unreachable || !snapshot || !health) {
    err(`${name}: ${unreachable?.diagnosis.text ?? 'nothing was read'}\n`);
    return 2;
  }
  const drift = files && driftAgainst(files, { name, bootstrap, snapshot });
  if (drift && 'problem' in drift) {
    err(`${drift.problem}\n`);
    return 2;
  }
  const code = exitCode(failOn, health, drift);
  const before = history.slice(1);
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
  return code;
}

const levels: Severity[] = ['error', 'warning', 'information', 'hint'];

/** What is in the cluster and in no file weighs as the least of all: information. */
function exitCode(
  failOn: ClusterCommand['failOn'],
  { problems }: Health,
  drift: DriftReport | undefined,
): ExitCode {
  if (failOn === 'never') return 0;
  const found: Severity[] = [
    ...problems.map(({ severity }) => severity),
    ...(drift?.found.map(({ located }) => located.finding.severity) ?? []),
    ...(drift?.extra.map(() => 'information' as const) ?? []),
  ];
  return found.some((severity) => levels.indexOf(severity) <= levels.indexOf(failOn)) ? 1 : 0;
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
