// A person at the keyboard, for any language server: opens a file, types, asks, and waits for each answer.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export interface Typed {
  /** Milliseconds from the start of the process to the first diagnostics of the file that find something. */
  first: number;
  /** Milliseconds from each key to the diagnostics of just this text. */
  keys: number[];
  /** Milliseconds of the server's processor time for a key. */
  cpu: number;
  completions: number[];
  hovers: number[];
  /** The most memory that the server had resident, in MB. */
  peak: number;
}

export interface Task {
  /** The server's program and arguments. */
  command: string[];
  /** The folder that is open, and the file in it with its text. */
  folder: string;
  file: string;
  text: string;
  /** Where is typed: behind this text. */
  at: string;
  keys: number;
  /** Wait for the first diagnostics that find something, and not for any. */
  finds: boolean;
}

const LIMIT = 60_000;

/** Runs a server, types into one file of a folder and ends the server. Throws when an answer stays out for a minute. */
export async function type(task: Task): Promise<Typed> {
  const begin = performance.now();
  const [program = '', ...args] = task.command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const uri = pathToFileURL(task.file).href;
  const answers = listener(uri);
  connection.onNotification('textDocument/publishDiagnostics', answers.take);
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  try {
    const rootUri = pathToFileURL(task.folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: { versionSupport: true },
          hover: {},
          // As VS Code does.
          completion: { completionList: { itemDefaults: ['editRange', 'insertTextFormat', 'data'] } },
        },
      },
    });
    await connection.sendNotification('initialized', {});
    const languageId = task.file.endsWith('.yaml') ? 'yaml' : 'properties';
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text: task.text },
    });
    await answers.until(({ diagnostics }) => !task.finds || diagnostics.length > 0);
    const first = performance.now() - begin;
    if (task.keys > 0) await idle(child);

    const offset = task.text.indexOf(task.at) + task.at.length;
    const lines = task.text.slice(0, offset).split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    let version = 1;
    const change = async (text: string, length: number): Promise<number> => {
      version += 1;
      const own = version;
      const sent = performance.now();
      const range = { start: position, end: { ...position, character: position.character + length } };
      const answer = answers.until((one) => one.version === undefined || one.version === own);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      });
      await answer;
      return performance.now() - sent;
    };
    const keys: number[] = [];
    const before = cpuOf(child);
    for (let n = 0; n < task.keys; n += 1) {
      keys.push(n % 2 === 0 ? await change('7', 0) : await change('', 1));
      await pause(10);
    }
    const cpu = (cpuOf(child) - before) / task.keys;
    const ask = async (method: string): Promise<number[]> => {
      const times: number[] = [];
      for (let n = 0; n < task.keys / 2; n += 1) {
        const line = Math.floor((n * (task.text.split('\n').length - 1)) / (task.keys / 2));
        const sent = performance.now();
        await connection.sendRequest(method, { textDocument: { uri }, position: { line, character: 4 } });
        times.push(performance.now() - sent);
      }
      return times;
    };
    const completions = task.finds ? await ask('textDocument/completion') : [];
    const hovers = task.finds ? await ask('textDocument/hover') : [];
    return { first, keys, cpu, completions, hovers, peak: peakOf(child) };
  } finally {
    connection.dispose();
    child.kill('SIGKILL');
  }
}

/** Collects what a server says of one file. */
function listener(uri: string) {
  let wake = (_: PublishDiagnosticsParams): void => {};
  return {
    take: (params: PublishDiagnosticsParams): void => {
      if (params.uri === uri) wake(params);
    },
    until: (wanted: (params: PublishDiagnosticsParams) => boolean): Promise<void> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no diagnostics of ${uri} in a minute`)), LIMIT);
        wake = (params) => {
          if (!wanted(params)) return;
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

/** Resolves when the server has had nothing to do for a second, or a minute is over: the folder is read. */
async function idle(child: ChildProcess): Promise<void> {
  let still = 0;
  let before = cpuOf(child);
  for (const begin = performance.now(); still < 10 && performance.now() - begin < LIMIT; ) {
    await pause(100);
    const now = cpuOf(child);
    still = now - before <= 10 && isSleeping(child) ? still + 1 : 0;
    before = now;
  }
}

const isSleeping = ({ pid }: ChildProcess): boolean =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') S ');

/** Milliseconds of processor time so far; the system counts in hundredths of a second. */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const peakOf = ({ pid }: ChildProcess): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
