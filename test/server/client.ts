import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Diagnostic, InitializeParams } from 'vscode-languageserver';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { repository } from '../support/shared.ts';

export interface Client {
  connection: MessageConnection;
  process: ChildProcess;
  /** Opens a document; the text may be changed with `change`. */
  open(uri: string, languageId: string, text: string): void;
  change(uri: string, text: string): void;
  close(uri: string): void;
  /** The diagnostics that were pushed last for a file, once `accept` is content with them. */
  diagnostics(uri: string, accept?: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]>;
  stop(): Promise<void>;
}

/** The built language server; `npm run build` makes it. */
export const server = join(repository, 'dist/server.cjs');

/** Starts the bundled server with some folders, and speaks the language server protocol with it over standard input and output. */
export async function startClient(
  folder: string | undefined,
  capabilities: InitializeParams['capabilities'] = {},
  program = [server],
  more: string[] = [],
): Promise<Client> {
  const child = spawn(process.execPath, [...program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const latest = new Map<string, Diagnostic[]>();
  let listeners: (() => void)[] = [];
  const versions = new Map<string, number>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    latest.set(uri, diagnostics);
    for (const listener of listeners) listener();
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folder ?? null,
    workspaceFolders:
      folder === undefined ? null : [folder, ...more].map((uri) => ({ uri, name: 'workspace' })),
    capabilities,
  } satisfies InitializeParams);
  await connection.sendNotification('initialized', {});
  return {
    connection,
    process: child,
    open: (uri, languageId, text) => {
      versions.set(uri, 1);
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    change: (uri, text) => {
      const version = (versions.get(uri) ?? 1) + 1;
      versions.set(uri, version);
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    },
    close: (uri) => void connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    diagnostics: (uri, accept = (found) => found.length > 0) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no such diagnostics for ${uri}; last: ${JSON.stringify(latest.get(uri))}`)),
          60_000,
        );
        const look = () => {
          const found = latest.get(uri);
          if (!found || !accept(found)) return;
          clearTimeout(timer);
          listeners = listeners.filter((one) => one !== look);
          resolve(found);
        };
        listeners.push(look);
        look();
      }),
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await gone;
      connection.dispose();
    },
  };
}
