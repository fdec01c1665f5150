// The YAML extension shows the errors of a schema too, when it has one for the file: nobody wants to read them twice.
import * as vscode from 'vscode';
import { type SchemaErrors, withoutTwins } from './schema-twins.ts';

/** Decides which findings of a file are shown, and again whenever other diagnostics or the setting change. */
export interface SchemaErrorFilter extends vscode.Disposable {
  /** What is shown of these findings of a file now. */
  shown(uri: vscode.Uri, findings: vscode.Diagnostic[]): vscode.Diagnostic[];
}

/** `show` takes the findings of a file that are to be shown from now on. */
export function filterSchemaErrors(
  show: (uri: vscode.Uri, findings: vscode.Diagnostic[]) => void,
): SchemaErrorFilter {
  const latest = new Map<string, { all: vscode.Diagnostic[]; shown: vscode.Diagnostic[] }>();

  function shown(uri: vscode.Uri, all: vscode.Diagnostic[]): vscode.Diagnostic[] {
    const mode = vscode.workspace
      .getConfiguration('kafkaReview', uri)
      .get<SchemaErrors>('strimzi.schemaErrors', 'auto');
    const found = withoutTwins(all, vscode.languages.getDiagnostics(uri), mode);
    if (all.length === 0) latest.delete(uri.toString());
    else latest.set(uri.toString(), { all, shown: found });
    return found;
  }

  function again(uri: vscode.Uri): void {
    const before = latest.get(uri.toString());
    if (!before) return;
    const now = shown(uri, before.all);
    // Showing is a change of diagnostics itself: it ends here when nothing is different.
    if (now.length !== before.shown.length || now.some((one, index) => one !== before.shown[index]))
      show(uri, now);
  }

  const changes = vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(again));
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('kafkaReview.strimzi.schemaErrors')) return;
    for (const uri of [...latest.keys()]) again(vscode.Uri.parse(uri));
  });
  return {
    shown,
    dispose: () => {
      changes.dispose();
      settings.dispose();
    },
  };
}
