// The pages of rules and live checks inside the editor. They are packed as one file: a hundred small ones make a package
// half as large again, and Brotli makes of the one three quarters of what the package's own deflate does.
import * as vscode from 'vscode';

const scheme = 'kafka-review-page';

/** Where the page of a rule or check is; its text comes from the provider. */
const pageUri = (id: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${id}.md` });

let pages: Promise<Record<string, string>> | undefined;

async function read(extension: vscode.Uri): Promise<Record<string, string>> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist/pages.json.br'));
  // Loaded with the first page: it takes as long as all the rest of the activation.
  const { brotliDecompressSync } = await import('node:zlib');
  return JSON.parse(brotliDecompressSync(bytes).toString());
}

/** Makes the pages readable as documents. */
export function registerPages({ extensionUri }: vscode.ExtensionContext): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path }) => (await pagesOf(extensionUri))[path.slice(1, -3)] ?? '',
  });
}

const pagesOf = (extension: vscode.Uri): Promise<Record<string, string>> => {
  pages ??= read(extension);
  return pages;
};

/** Shows the page of a rule or check: the one given, else one chosen from all. */
export async function showPage(extension: vscode.Uri, id: string | undefined): Promise<void> {
  const all = await pagesOf(extension);
  const wanted = id ?? (await choose(Object.keys(all)));
  if (wanted === undefined) return;
  if (all[wanted] === undefined) {
    void vscode.window.showErrorMessage(`Kafka Review has no rule named ${wanted}.`);
    return;
  }
  await vscode.commands.executeCommand('markdown.showPreview', pageUri(wanted));
}

const choose = (ids: string[]): Thenable<string | undefined> =>
  vscode.window.showQuickPick(
    ids.filter((id) => id !== 'README'),
    { title: 'Kafka Review: rules', placeHolder: 'Rule to read about' },
  );
