// Everything that needs the language client: a bundle of its own, loaded after activation.
import type * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, TransportKind } from 'vscode-languageclient/node';
import {
  type ClientOptions,
  openRuleCommand,
  type Status,
  statusNotification,
} from '../../server/src/protocol.ts';
import type { StatusItem } from './status.ts';

export { fixAll, ignoreHere, openRule } from './commands.ts';

const schemes = ['file', 'untitled', 'vscode-vfs'];
const languages = ['properties', 'java-properties', 'yaml', 'dockercompose'];

/** Documents that may hold Kafka; whether they do, the server tells from their content. */
const documentSelector = schemes.flatMap((scheme) => [
  ...languages.map((language) => ({ scheme, language })),
  { scheme, pattern: '**/*.{properties,yaml,yml}' },
]);

/** Starts the language server in a process of its own. Rejects when it cannot be started. */
export async function startClient(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  status: StatusItem,
): Promise<LanguageClient> {
  const server = {
    module: context.asAbsolutePath('dist/server.cjs'),
    transport: TransportKind.ipc,
  };
  const initializationOptions: ClientOptions = { asksForReason: true };
  const client = new LanguageClient(
    'kafkaReview',
    'Kafka Review',
    { run: server, debug: { ...server, options: { execArgv: ['--nolazy', '--inspect=6011'] } } },
    {
      documentSelector,
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      markdown: { isTrusted: { enabledCommands: [openRuleCommand] } },
    },
  );
  client.onNotification(statusNotification, (current: Status) => status.show(current));
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) status.failed();
  });
  await client.start();
  return client;
}
