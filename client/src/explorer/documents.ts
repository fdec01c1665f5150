import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { fullPath } from '../../../server/src/cluster/document-uri.ts';
import { clusterDocument } from '../../../server/src/cluster/messages.ts';

/** The scheme of documents inside a running cluster. */
export const documentScheme = 'kafka';

/** The documents of clusters: the server writes them, VS Code shows them read-only. */
export interface Documents {
  /** Open documents of this cluster, or of all, are out of date. */
  changed(cluster?: string): void;
}

/** The address of a document; `name` is for people only. */
export const documentUri = (cluster: string, name: string, path: string): vscode.Uri =>
  vscode.Uri.from({ scheme: documentScheme, path: fullPath(cluster, name, path) });

const clusterOf = ({ path }: vscode.Uri): string => decodeURIComponent(path.split('/')[1] ?? '');

/** The clusters that a document in some tab belongs to: they are looked at even while the view is hidden. */
export function clustersOfDocuments(): string[] {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => {
      if (input instanceof vscode.TabInputText) return [input.uri];
      return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
    });
  return uris.filter(({ scheme }) => scheme === documentScheme).map(clusterOf);
}

/** Registers the provider of the scheme. `client` is the language server that runs now. */
export function registerDocuments(
  context: vscode.ExtensionContext,
  client: () => LanguageClient | undefined,
): Documents {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri) {
      const text = await client()?.sendRequest<string | null>(clusterDocument, uri.toString());
      return text ?? '# The cluster does not have this, or it is no longer in the list of clusters.\n';
    },
  };
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(documentScheme, provider),
  );
  return {
    changed(cluster) {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme !== documentScheme) continue;
        if (cluster === undefined || clusterOf(uri) === cluster) changed.fire(uri);
      }
    },
  };
}
