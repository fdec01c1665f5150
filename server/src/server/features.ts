import { CodeActionTriggerKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { ServedClusters } from '../cluster/service.ts';
import { codeActions } from '../language/code-actions.ts';
import { codeLenses } from '../language/code-lens.ts';
import { completions, resolveCompletion } from '../language/completion.ts';
import { completionList } from '../language/completion-list.ts';
import { connectLenses } from '../language/connect-lens.ts';
import { copyLenses } from '../language/copy-lens.ts';
import { hoverAt } from '../language/hover.ts';
import { inlayHints } from '../language/inlay-hints.ts';
import { documentLinks } from '../language/links.ts';
import { definitionAt } from '../language/names/definition.ts';
import { highlightsAt, referencesAt } from '../language/names/references.ts';
import { prepareRename, type Refused, renameAt } from '../language/names/rename.ts';
import { foldingRanges, selectionRanges } from '../language/ranges.ts';
import { semanticTokens } from '../language/semantic-tokens.ts';
import { documentSymbols } from '../language/symbols.ts';
import { rules } from '../rules/index.ts';
import type { Session } from './session.ts';

const rulesById = new Map(rules.map((rule) => [rule.id, rule]));

/** Answers what the editor asks about a place or a document, each time about the text as it is now. */
export function serveFeatures(session: Session, clusters: ServedClusters): void {
  const { connection, documents } = session;

  connection.onCodeAction(({ textDocument: { uri }, range, context }) => {
    session.settle();
    const version = documents.get(uri)?.version ?? 0;
    return codeActions(session.review, {
      uri,
      range,
      only: context.only,
      invoked: context.triggerKind === CodeActionTriggerKind.Invoked,
      version,
      asksForReason: session.client.asksForReason,
      copied: clusters.copied(session.review, uri),
    });
  });

  connection.onHover(({ textDocument: { uri }, position }) => {
    session.settle();
    return hoverAt(session.review, rulesById, uri, position) ?? null;
  });

  connection.onCompletion(({ textDocument: { uri }, position }) => {
    session.settle();
    const text = documents.get(uri)?.getText();
    const items = text === undefined ? [] : completions(session.review, uri, position, text);
    return session.client.listDefaults ? completionList(items) : items;
  });

  connection.onCompletionResolve(resolveCompletion);

  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) => {
    session.settle();
    return session.hints ? inlayHints(session.review, uri, range) : [];
  });

  connection.onDocumentSymbol(({ textDocument: { uri } }) => {
    session.settle();
    return documentSymbols(session.review, uri);
  });

  connection.onFoldingRanges(({ textDocument: { uri } }) => {
    session.settle();
    return foldingRanges(session.review, uri) ?? null;
  });

  connection.onSelectionRanges(({ textDocument: { uri }, positions }) => {
    session.settle();
    return selectionRanges(session.review, uri, positions);
  });

  connection.onCodeLens(({ textDocument: { uri } }) => {
    session.settle();
    const lenses = codeLenses(session.review, uri, session.client.showsPlaces);
    const copied = clusters.copied(session.review, uri);
    if (copied) return [...lenses, ...copyLenses(session.review, uri, copied)];
    return session.client.connects ? [...lenses, ...connectLenses(session.review, uri)] : lenses;
  });

  connection.onDocumentLinks(({ textDocument: { uri } }) => {
    session.settle();
    return documentLinks(session.review, uri);
  });

  connection.languages.semanticTokens.on(({ textDocument: { uri } }) => {
    session.settle();
    return semanticTokens(session.review, uri);
  });

  connection.onDefinition(({ textDocument: { uri }, position }) => {
    session.settle();
    const links = definitionAt(session.review, uri, position);
    if (session.client.links) return links;
    return links.map(({ targetUri, targetSelectionRange }) => ({
      uri: targetUri,
      range: targetSelectionRange,
    }));
  });

  connection.onReferences(({ textDocument: { uri }, position, context }) => {
    session.settle();
    return referencesAt(session.review, uri, position, context.includeDeclaration);
  });

  connection.onDocumentHighlight(({ textDocument: { uri }, position }) => {
    session.settle();
    return highlightsAt(session.review, uri, position);
  });

  connection.onPrepareRename(({ textDocument: { uri }, position }) => {
    session.settle();
    return accepted(prepareRename(session.review, uri, position, session.folders));
  });

  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
    session.settle();
    return accepted(renameAt(session.review, uri, position, newName, session.folders));
  });
}

/** What was asked for, or the reason against it as an error that the editor shows. */
function accepted<T extends object>(answer: T | Refused | undefined): Exclude<T, Refused> | null {
  if (answer && 'refused' in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.refused);
  return (answer as Exclude<T, Refused> | undefined) ?? null;
}
