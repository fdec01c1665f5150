// What the tests of the suite share: the workspace's files and waiting for the server.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A file of the open workspace. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file in an editor. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)));
}

/** The findings of one rule in a file, as VS Code has them now. */
export function findings(path: string, rule: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file(path)).filter((each) => ruleOf(each) === rule);
}

/** The rule that a diagnostic names; undefined for one of another extension. */
export function ruleOf({ code, source }: vscode.Diagnostic): string | undefined {
  return source === 'kafka-review' && typeof code === 'object' ? String(code.value) : undefined;
}

/** Asks again until the answer is a value; the test's own timeout ends the waiting. */
export async function eventually<T>(ask: () => T | undefined | false): Promise<T> {
  for (;;) {
    const answer = ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The one finding of a rule in a file, as soon as it is there. */
export async function finding(path: string, rule: string): Promise<vscode.Diagnostic> {
  return eventually(() => findings(path, rule)[0]);
}

/** Waits until a rule finds nothing (more) in a file. */
export async function noFinding(path: string, rule: string): Promise<void> {
  await eventually(() => findings(path, rule).length === 0);
}

/** The code actions that the light bulb offers on a finding, in its order. */
export async function actionsOn(path: string, at: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', file(path), at, 'quickfix');
}

/** Replaces the first occurrence of a text in an open file. */
export async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(from);
  assert.notEqual(start, -1, `${from} is in ${document.fileName}`);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, to)));
}
