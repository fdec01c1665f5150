// Activation: commands, the log and the status item, nothing else. The language client is loaded after it returned.
import * as vscode from 'vscode';
import {
  connectCommand,
  copyCommand,
  ignoreCommand,
  openRuleCommand,
  showPlacesCommand,
} from '../../server/src/protocol.ts';
import { registerPages } from './pages.ts';
import { superviseServer } from './server.ts';
import { createStatusItem } from './status.ts';

/** Called by VS Code; must return within a few milliseconds. */
export function activate(context: vscode.ExtensionContext): void {
  const start = performance.now();
  const output = vscode.window.createOutputChannel('Kafka Review', { log: true });
  const status = createStatusItem('kafkaReview.showOutput');
  const server = superviseServer(context, output, status);

  const command = (name: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(name, run);
  const explorer = async () => (await import('./languageclient.ts')).showExplorer(context);
  context.subscriptions.push(
    output,
    status.item,
    server,
    registerPages(context),
    command('kafkaReview.showOutput', () => output.show()),
    command('kafkaReview.restartServer', () => server.restart()),
    command('kafkaReview.addCluster', async (given?: never) => (await explorer()).add(given)),
    command('kafkaReview.removeCluster', async (item: never) => (await explorer()).remove(item)),
    command('kafkaReview.refreshCluster', async (item: never) => (await explorer()).refresh(item)),
    command(connectCommand, async (request: never) => (await explorer()).connect(request)),
    command('kafkaReview.openDashboard', async (item: never) => (await explorer()).openDashboard(item)),
    command('kafkaReview.copySupport', async () => (await explorer()).copySupport()),
    command('kafkaReview.muteCluster', async (item: never) => (await explorer()).mute(item, true)),
    command('kafkaReview.unmuteCluster', async (item: never) => (await explorer()).mute(item, false)),
    command('kafkaReview.copyName', async (item: never, items: never) =>
      (await explorer()).copyNames(item, items),
    ),
    ...(['filterList', 'clearFilter', 'sortList', 'goTo', 'showSubject'] as const).map((gesture) =>
      command(`kafkaReview.${gesture}`, async (place: never) => {
        const client = await import('./languageclient.ts');
        await client[gesture](client.showExplorer(context), place);
      }),
    ),
    // A code action gives the text, a line of the explorer has it.
    command(copyCommand, async (of: string | { node?: { copy?: string } }) => {
      const text = typeof of === 'string' ? of : (of.node?.copy ?? '');
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage('$(copy) Copied. Kafka Review runs nothing itself.', 5000);
    }),
    command('kafkaReview.openDocument', async (uri: vscode.Uri, against?: string, cluster?: string) => {
      // The explorer gives the text.
      await explorer();
      if (against === undefined) return vscode.window.showTextDocument(uri, { preview: true });
      const file = vscode.Uri.parse(against);
      const title = `${file.path.split('/').at(-1)}: file ↔ running cluster ${cluster}`;
      return vscode.commands.executeCommand('vscode.diff', file, uri, title);
    }),
    command('kafkaReview.fixAll', async () => (await import('./languageclient.ts')).fixAll()),
    command(openRuleCommand, async (rule?: string) =>
      (await import('./languageclient.ts')).openRule(context.extensionUri, rule),
    ),
    command(showPlacesCommand, async (request: never) =>
      (await import('./languageclient.ts')).showPlaces(request),
    ),
    command(ignoreCommand, async (request: never) =>
      (await import('./languageclient.ts')).ignoreHere(request),
    ),
  );
  void explorer();
  server.start();
  output.info(
    `Kafka Review ${context.extension.packageJSON.version} activated in ${(performance.now() - start).toFixed(1)} ms`,
  );
}
