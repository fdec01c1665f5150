// Everything that needs the language client: a bundle of its own, loaded after activation.
import * as vscode from 'vscode';
import {
  type InitializeParams,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type ClientOptions,
  candidates,
  openRuleCommand,
  type Status,
  serverArguments,
  statusNotification,
  trustedNotification,
} from '../../server/src/protocol.ts';
import { documentScheme } from './explorer/documents.ts';
import { type Explorer, registerExplorer } from './explorer/explorer.ts';
import { filterSchemaErrors } from './schema-errors.ts';
import { explanation, type StatusItem, summary } from './status.ts';

export { fixAll, ignoreHere, openRule, showPlaces } from './commands.ts';
export { clearFilter, filterList, goTo, showSubject, sortList } from './explorer/lists.ts';

let explorer: Explorer | undefined;

/** The view of clusters, made when it is first asked for, whether or not a server runs. */
export function showExplorer(context: vscode.ExtensionContext): Explorer {
  explorer ??= registerExplorer(context);
  return explorer;
}

const schemes = ['file', 'untitled', 'vscode-vfs'];
const languages = ['properties', 'java-properties', 'yaml', 'dockercompose', 'terraform'];

/** Documents that may hold Kafka; whether they do, the server tells from their content. */
const documentSelector = schemes.flatMap((scheme) => [
  ...languages.map((language) => ({ scheme, language })),
  { scheme, pattern: candidates },
]);

/** Documents inside a running cluster, and of these only the configurations: the others are copies of files. */
const liveDocuments = { scheme: documentScheme, pattern: '**/{brokers,topics}/*.properties' };

/**
 * A client that lets the server push what it finds. Pulled, the findings of files that are not open are asked for
 * every two seconds only, and those of a file whose tab was just closed can be lost between two answers.
 */
class PushClient extends LanguageClient {
  /** What ends with the client. */
  readonly attached: vscode.Disposable[] = [];

  override dispose(timeout?: number): Promise<void> {
    for (const one of this.attached) one.dispose();
    return super.dispose(timeout);
  }

  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    delete params.capabilities.textDocument?.diagnostic;
  }
}

/** Starts the language server in a process of its own. Rejects when it cannot be started. */
export async function startClient(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  status: StatusItem,
): Promise<LanguageClient> {
  const server = {
    module: context.asAbsolutePath('dist/server.cjs'),
    transport: TransportKind.ipc,
    options: { execArgv: serverArguments },
  };
  const initializationOptions: ClientOptions = { asksForReason: true, showsPlaces: true, connects: true };
  const schemaErrors = filterSchemaErrors((uri, findings) => client.diagnostics?.set(uri, findings));
  const client = new PushClient(
    'kafkaReview',
    'Kafka Review',
    {
      run: server,
      debug: { ...server, options: { execArgv: [...serverArguments, '--nolazy', '--inspect=6011'] } },
    },
    {
      documentSelector: [...documentSelector, liveDocuments],
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      middleware: {
        handleDiagnostics: (uri, findings, next) => next(uri, schemaErrors.shown(uri, findings)),
      },
      markdown: { isTrusted: { enabledCommands: [openRuleCommand] } },
    },
  );
  client.attached.push(schemaErrors);
  let logged = '';
  client.onNotification(statusNotification, (current: Status) => {
    status.show(current);
    if (logged !== summary(current)) output.info(`under review: ${explanation(current)}`);
    logged = summary(current);
  });
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) status.failed();
  });
  await client.start();
  const trust = () => client.sendNotification(trustedNotification);
  if (vscode.workspace.isTrusted) await trust();
  else client.attached.push(vscode.workspace.onDidGrantWorkspaceTrust(trust));
  await explorer?.serverStarted(client);
  return client;
}
