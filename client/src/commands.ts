import * as vscode from 'vscode';
import {
  fixAllKind,
  type IgnoreRequest,
  reasonMark,
  type ShowPlacesRequest,
} from '../../server/src/protocol.ts';
import { showPage } from './pages.ts';

/** Fixes what is safe to fix in the active file, as the code action on save does. */
export async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    fixAllKind,
  );
  const edit = actions.find((action) => action.edit)?.edit;
  if (edit) await vscode.workspace.applyEdit(edit);
  else void vscode.window.showInformationMessage('Nothing in this file can be fixed without a decision.');
}

/** Shows the page of a rule: the one given, else the one at the cursor, else one chosen from all. */
export const openRule = (extension: vscode.Uri, rule?: string): Promise<void> =>
  showPage(extension, rule ?? ruleAtCursor());

function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const finding = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((diagnostic) => isOurs(diagnostic) && diagnostic.range.contains(editor.selection.active));
  const code = finding?.code;
  return typeof code === 'object' ? String(code.value) : undefined;
}

const isOurs = (diagnostic: vscode.Diagnostic): boolean => diagnostic.source === 'kafka-review';

/** Asks why a finding does not apply here and writes the answer beside it; an empty answer or Escape changes nothing. */
export async function ignoreHere(request: IgnoreRequest): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: `Ignore ${request.rule}`,
    prompt: 'Why it does not apply. The answer is written into the file.',
    placeHolder: 'For example: the topic is rebuilt from its source every night',
    validateInput: (text) => (text.trim() === '' ? 'A reason is needed' : undefined),
  });
  if (reason === undefined) return;
  const uri = vscode.Uri.parse(request.uri);
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.version !== request.version) {
    void vscode.window.showWarningMessage('The file has changed in the meantime: nothing was written.');
    return;
  }
  const { start, end } = request.range;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    uri,
    new vscode.Range(start.line, start.character, end.line, end.character),
    // A function, because a string would read `$&` and its like in the reason as patterns.
    request.newText.replace(reasonMark, () => reason.trim()),
  );
  await vscode.workspace.applyEdit(edit);
}

/** Lists places in the editor's own peek: those that were given, else the references of the name at the position. */
export async function showPlaces({ uri, position, locations }: ShowPlacesRequest): Promise<void> {
  const document = vscode.Uri.parse(uri);
  const at = new vscode.Position(position.line, position.character);
  const found: vscode.Location[] = locations
    ? locations.map(
        ({ uri: other, range: { start, end } }) =>
          new vscode.Location(
            vscode.Uri.parse(other),
            new vscode.Range(start.line, start.character, end.line, end.character),
          ),
      )
    : await vscode.commands.executeCommand('vscode.executeReferenceProvider', document, at);
  await vscode.commands.executeCommand('editor.action.showReferences', document, at, found);
}
