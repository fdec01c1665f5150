import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { StatusItem } from './status.ts';

/** Starts and stops the language server, one step after the other, as the setting and the commands say. */
export interface ServerSupervisor extends vscode.Disposable {
  start(): void;
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** The server follows `kafkaReview.enable`; what goes wrong is logged and shown in the status item. */
export function superviseServer(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  status: StatusItem,
): ServerSupervisor {
  let client: LanguageClient | undefined;
  let last = Promise.resolve();

  const enabled = () => vscode.workspace.getConfiguration('kafkaReview').get('enable', true);
  const stop = async () => {
    const stopping = client;
    client = undefined;
    // An already dead server has nothing left to stop.
    await stopping?.dispose().catch((error: unknown) => output.debug(`stop: ${error}`));
  };
  const settle = async () => {
    await stop();
    if (!enabled()) return status.off();
    status.starting();
    try {
      const { startClient } = await import('./languageclient.ts');
      client = await startClient(context, output, status);
    } catch (error) {
      output.error(`the language server did not start: ${error instanceof Error ? error.stack : error}`);
      status.failed();
    }
  };
  const next = (step: () => Promise<void>) => {
    last = last.then(step);
    return last;
  };

  const changes = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('kafkaReview.enable')) void next(settle);
  });
  return {
    start: () => void next(settle),
    restart: () => next(settle),
    dispose: () => {
      changes.dispose();
      return next(stop);
    },
  };
}
