import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { clusterSupport } from '../../../server/src/cluster/messages.ts';

/** Puts on the clipboard what helps to find out what is wrong, and nothing that is secret; `client` may not run. */
export async function copySupport(
  { extension }: vscode.ExtensionContext,
  client: LanguageClient | undefined,
): Promise<void> {
  const hosts = await askForHosts();
  if (hosts === undefined) return;
  const { version } = extension.packageJSON;
  const { appHost, remoteName = 'local' } = vscode.env;
  const { versions, platform, arch } = process;
  const clusters = (await client?.sendRequest<string>(clusterSupport, hosts)) ?? 'No language server runs\n';
  const text = [
    `Kafka Review ${version}, VS Code ${vscode.version} (${appHost}, ${remoteName}), Node.js ${versions.node}, ${platform} ${arch}`,
    `Settings that are set: ${settingsThatAreSet(extension).join(', ') || 'none'}`,
    clusters,
  ].join('\n');
  await vscode.env.clipboard.writeText(text);
  const show = 'Show';
  const said = 'Support information is on the clipboard: no password, no name of a topic, group or user.';
  if ((await vscode.window.showInformationMessage(said, show)) !== show) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text }));
}

async function askForHosts(): Promise<boolean | undefined> {
  const choices = [
    { label: 'Without names and addresses', description: 'kinds of failures only', hosts: false },
    { label: 'With names and addresses', description: 'and the reasons of failures in words', hosts: true },
  ];
  const placeHolder = 'How much is told of clusters and brokers?';
  return (await vscode.window.showQuickPick(choices, { placeHolder }))?.hosts;
}

/** Names alone: values may say anything. */
function settingsThatAreSet({ packageJSON }: vscode.Extension<unknown>): string[] {
  const sections: { properties: object }[] = packageJSON.contributes.configuration;
  return sections
    .flatMap(({ properties }) => Object.keys(properties))
    .filter((name) => {
      const found = vscode.workspace.getConfiguration().inspect(name);
      return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(
        (value) => value !== undefined,
      );
    });
}
