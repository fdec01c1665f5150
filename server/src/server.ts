import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  createConnection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  type InitializeParams,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceDiagnosticReport,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { serveClusters } from './cluster/service.ts';
import { codeActions } from './language/code-actions.ts';
import { codeLenses } from './language/code-lens.ts';
import { completions, resolveCompletion } from './language/completion.ts';
import { connectLenses } from './language/connect-lens.ts';
import { diagnosticsOf } from './language/diagnostics.ts';
import { hoverAt } from './language/hover.ts';
import { inlayHints } from './language/inlay-hints.ts';
import { documentLinks } from './language/links.ts';
import { migrateKind } from './language/migrate-actions.ts';
import { definitionAt } from './language/names/definition.ts';
import { highlightsAt, referencesAt } from './language/names/references.ts';
import { prepareRename, type Refused, renameAt } from './language/names/rename.ts';
import { isProblem } from './language/problem.ts';
import { foldingRanges, selectionRanges } from './language/ranges.ts';
import { legend, semanticTokens } from './language/semantic-tokens.ts';
import { documentSymbols } from './language/symbols.ts';
import type { Profile } from './model/finding.ts';
import {
  type ClientOptions,
  candidates,
  fixAllKind,
  type Status,
  statusNotification,
  trustedNotification,
} from './protocol.ts';
import { createReview, type Review } from './review/review.ts';
import { noSettings, type Settings } from './review/settings.ts';
import { rules } from './rules/index.ts';
import { createComparison } from './workspace/comparison.ts';
import { readText } from './workspace/files.ts';
import { candidateName, walk } from './workspace/walk.ts';

/** A client that reads slowly, or not at all, gets the latest of each file when it reads, not a backlog of everything. */
const MAX_UNREAD = 64;

/** How often it is looked whether the client is still there, in ms; the protocol's own library looks every 3 s. */
const CLIENT_WATCH = 400;

const rulesById = new Map(rules.map((rule) => [rule.id, rule]));

/** Serves the language server protocol on standard input and output, or on the channel the command line names. */
export function startServer(): void {
  const connection = createConnection(ProposedFeatures.all);
  const documents = new TextDocuments(TextDocument);
  let folders: string[] = [];
  let client = {
    pulls: false,
    refreshes: false,
    configures: false,
    watches: false,
    asksForReason: false,
    showsPlaces: false,
    connects: false,
    links: false,
  };
  let review = newReview(noSettings);
  const published = new Set<string>();
  const resultIds = new Map<string, number>();
  const failedRules = new Set<string>();
  let waiting: (() => void)[] = [];
  let queued = false;
  let hints = true;
  let scans = 0;
  /** Documents edited since the last review: their client asks for them by itself. */
  const edited = new Set<string>();
  const problems = new Map<string, number>();
  let statusTimer: NodeJS.Timeout | undefined;
  /** Diagnostics that were sent and not yet taken, and the files whose turn comes when they are. */
  let unread = 0;
  const held = new Set<string>();

  function newReview(defaults: Settings): Review {
    return createReview({
      rules,
      roots: folders,
      defaults,
      onRuleError: (rule, error) => {
        if (failedRules.has(rule)) return;
        failedRules.add(rule);
        const what = rule.startsWith('reader of ') ? rule : `rule ${rule}`;
        connection.console.error(
          `${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      },
    });
  }

  const clusters = serveClusters(connection, { onSnapshot: schedule });
  connection.onInitialize((params: InitializeParams) => {
    if (typeof params.processId === 'number') endWith(params.processId);
    const { textDocument, workspace } = params.capabilities;
    const options = params.initializationOptions as Partial<ClientOptions> | undefined;
    client = {
      pulls: textDocument?.diagnostic !== undefined,
      refreshes: workspace?.diagnostics?.refreshSupport === true,
      configures: workspace?.configuration === true,
      watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      asksForReason: options?.asksForReason === true,
      showsPlaces: options?.showsPlaces === true,
      connects: options?.connects === true,
      links: textDocument?.definition?.linkSupport === true,
    };
    folders = (params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : [])).map(
      folderUri,
    );
    review = newReview(noSettings);
    return {
      serverInfo: { name: 'kafka-review' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        completionProvider: { resolveProvider: true, triggerCharacters: ['.', '=', ':', ' '] },
        inlayHintProvider: true,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        documentLinkProvider: {},
        codeLensProvider: {},
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: { prepareProvider: true },
        semanticTokensProvider: { legend, full: true },
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind, migrateKind],
        },
        ...(client.pulls
          ? {
              diagnosticProvider: {
                identifier: 'kafka-review',
                interFileDependencies: true,
                workspaceDiagnostics: true,
              },
            }
          : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (client.watches) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: candidates }, { globPattern: '**/.gitignore' }],
      });
    }
    if (client.configures) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'kafkaReview' });
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(folderUri));
        folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map(folderUri)];
        void restart();
      });
    }
    await restart();
  });

  async function configuration(): Promise<Record<string, unknown> | null> {
    const found: Record<string, unknown> | null = await connection.workspace.getConfiguration('kafkaReview');
    hints = found?.inlayHints !== false;
    const commit = found?.compareWith;
    if (typeof commit === 'string') comparison.setCommit(commit === '' ? undefined : commit);
    return found;
  }

  /** Begins anew with the settings and folders there are now. */
  async function restart(): Promise<void> {
    const defaults = client.configures ? settingsFrom(await configuration()) : noSettings;
    const before = review;
    review = newReview(defaults);
    problems.clear();
    for (const document of documents.all()) review.set(document.uri, document.getText());
    await scan();
    // Files that are no longer under review have findings to take back.
    for (const uri of new Set([...before.files(), ...published])) {
      touch(uri);
      if (!client.pulls) push(uri);
    }
    comparison.look();
  }

  const comparison = createComparison({
    folders: () => folders,
    files: () => review.files(),
    take: (uri, text) => review.setBefore(uri, text),
    done: () => schedule(),
  });
  connection.onNotification(trustedNotification, () => comparison.allow());
  documents.onDidSave(() => comparison.look());

  /** Reads the workspace's files, a few at a time, so that requests are answered meanwhile. */
  async function scan(): Promise<void> {
    scans += 1;
    const own = scans;
    for (const folder of folders) {
      if (!folder.startsWith('file:')) continue;
      let batch: string[] = [];
      for await (const path of walk(fileURLToPath(folder))) {
        batch.push(pathToFileURL(path).href);
        if (batch.length === 16) {
          await Promise.all(batch.map(load));
          batch = [];
        }
        if (own !== scans) return;
      }
      await Promise.all(batch.map(load));
    }
    schedule();
  }

  async function load(uri: string): Promise<void> {
    if (isOpen(uri)) return;
    const target = review;
    const text = await readText(uri);
    if (isOpen(uri)) return;
    target.set(uri, text);
  }

  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;

  documents.onDidChangeContent(({ document }) => {
    review.set(document.uri, document.getText());
    edited.add(document.uri);
    schedule();
  });

  documents.onDidClose(async ({ document }) => {
    if (document.uri.startsWith('file:')) await load(document.uri);
    else review.set(document.uri, undefined);
    schedule();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith('/.gitignore'))) return restart();
    await Promise.all(changes.filter(({ uri }) => candidateName.test(uri)).map(({ uri }) => load(uri)));
    schedule();
    comparison.look();
  });

  connection.onDidChangeConfiguration(() => void restart());

  // ── what is found goes out ──

  /** Reviews once the messages that already wait are taken in: keystrokes in a row are one change. */
  function schedule(): void {
    if (queued) return;
    queued = true;
    setImmediate(() => {
      queued = false;
      settle();
    });
  }

  function settle(): void {
    const changed = review.refresh();
    if (clusters.compare(review)) for (const uri of review.refresh()) changed.add(uri);
    if (changed.size === 0) return;
    for (const uri of changed) touch(uri);
    if (client.pulls) {
      if (client.refreshes && [...changed].some((uri) => isOpen(uri)))
        void connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
      const release = waiting;
      waiting = [];
      for (const done of release) done();
    } else for (const uri of changed) push(uri);
    edited.clear();
    for (const uri of changed) problems.set(uri, review.findings(uri).filter(isProblem).length);
    if (statusTimer === undefined) statusTimer = setTimeout(sendStatus, 200);
  }

  const touch = (uri: string) => resultIds.set(uri, (resultIds.get(uri) ?? 0) + 1);

  function push(uri: string): void {
    if (unread >= MAX_UNREAD) {
      held.add(uri);
      return;
    }
    const diagnostics = diagnosticsOf(review, uri);
    if (diagnostics.length === 0 && !published.has(uri)) return;
    if (diagnostics.length === 0) published.delete(uri);
    else published.add(uri);
    const version = documents.get(uri)?.version;
    unread += 1;
    connection
      .sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) })
      .catch(() => {})
      .finally(() => {
        unread -= 1;
        for (const next of held) {
          if (unread >= MAX_UNREAD) return;
          held.delete(next);
          push(next);
        }
      });
  }

  connection.languages.diagnostics.on(
    ({ textDocument: { uri }, previousResultId }): DocumentDiagnosticReport => {
      if (queued) settle();
      const resultId = String(resultIds.get(uri) ?? 0);
      if (previousResultId === resultId) return { kind: 'unchanged', resultId };
      return { kind: 'full', resultId, items: diagnosticsOf(review, uri) };
    },
  );

  connection.languages.diagnostics.onWorkspace(
    async ({ previousResultIds }, token): Promise<WorkspaceDiagnosticReport> => {
      const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const report = () => {
        const uris = new Set([...review.files(), ...known.keys(), ...resultIds.keys()]);
        const items: WorkspaceDiagnosticReport['items'] = [];
        for (const uri of uris) {
          const resultId = String(resultIds.get(uri) ?? 0);
          if (known.get(uri) === resultId) continue;
          const diagnostics = diagnosticsOf(review, uri);
          if (diagnostics.length === 0 && !known.has(uri)) continue;
          items.push({
            kind: 'full',
            uri,
            version: documents.get(uri)?.version ?? null,
            resultId,
            items: diagnostics,
          });
        }
        return items;
      };
      let items = report();
      // Nothing new: the answer waits for the next change instead of being asked for again and again.
      while (items.length === 0 && !token.isCancellationRequested) {
        await new Promise<void>((done) => {
          waiting.push(done);
          token.onCancellationRequested(() => done());
        });
        items = report();
      }
      return { items };
    },
  );

  function sendStatus(): void {
    statusTimer = undefined;
    const uris = review.files();
    const profiles = new Set(uris.map((uri) => review.profile(uri).profile));
    const [only] = profiles;
    const status: Status = {
      files: uris.length,
      clusters: review.clusters().length,
      problems: [...problems.values()].reduce((sum, count) => sum + count, 0),
      ...(profiles.size === 1 && only ? { profile: only } : {}),
    };
    void connection.sendNotification(statusNotification, status);
  }

  // ── what the editor asks ──

  connection.onCodeAction(({ textDocument: { uri }, range, context }) => {
    if (queued) settle();
    const version = documents.get(uri)?.version ?? 0;
    return codeActions(review, {
      uri,
      range,
      only: context.only,
      version,
      asksForReason: client.asksForReason,
      copied: clusters.copied(review, uri),
    });
  });

  connection.onHover(({ textDocument: { uri }, position }) => {
    if (queued) settle();
    return hoverAt(review, rulesById, uri, position) ?? null;
  });

  connection.onCompletion(({ textDocument: { uri }, position }) => {
    if (queued) settle();
    const text = documents.get(uri)?.getText();
    return text === undefined ? [] : completions(review, uri, position, text);
  });

  connection.onCompletionResolve(resolveCompletion);

  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) => {
    if (queued) settle();
    return hints ? inlayHints(review, uri, range) : [];
  });

  connection.onDocumentSymbol(({ textDocument: { uri } }) => {
    if (queued) settle();
    return documentSymbols(review, uri);
  });

  connection.onFoldingRanges(({ textDocument: { uri } }) => {
    if (queued) settle();
    return foldingRanges(review, uri);
  });

  connection.onSelectionRanges(({ textDocument: { uri }, positions }) => {
    if (queued) settle();
    return selectionRanges(review, uri, positions);
  });

  connection.onCodeLens(({ textDocument: { uri } }) => {
    if (queued) settle();
    const lenses = codeLenses(review, uri, client.showsPlaces);
    return client.connects ? [...lenses, ...connectLenses(review, uri)] : lenses;
  });

  connection.onDocumentLinks(({ textDocument: { uri } }) => {
    if (queued) settle();
    return documentLinks(review, uri);
  });

  connection.languages.semanticTokens.on(({ textDocument: { uri } }) => {
    if (queued) settle();
    return semanticTokens(review, uri);
  });

  connection.onDefinition(({ textDocument: { uri }, position }) => {
    if (queued) settle();
    const links = definitionAt(review, uri, position);
    if (client.links) return links;
    return links.map(({ targetUri, targetSelectionRange }) => ({
      uri: targetUri,
      range: targetSelectionRange,
    }));
  });

  connection.onReferences(({ textDocument: { uri }, position, context }) => {
    if (queued) settle();
    return referencesAt(review, uri, position, context.includeDeclaration);
  });

  connection.onDocumentHighlight(({ textDocument: { uri }, position }) => {
    if (queued) settle();
    return highlightsAt(review, uri, position);
  });

  connection.onPrepareRename(({ textDocument: { uri }, position }) => {
    if (queued) settle();
    return accepted(prepareRename(review, uri, position, folders));
  });

  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
    if (queued) settle();
    return accepted(renameAt(review, uri, position, newName, folders));
  });

  documents.listen(connection);
  connection.listen();
}

/** What was asked for, or the reason against it as an error that the editor shows. */
function accepted<T extends object>(answer: T | Refused | undefined): Exclude<T, Refused> | null {
  if (answer && 'refused' in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.refused);
  return (answer as Exclude<T, Refused> | undefined) ?? null;
}

/** Ends this process when its client's is gone: nobody would ever stop it. */
function endWith(client: number): void {
  setInterval(() => {
    try {
      process.kill(client, 0);
    } catch (error) {
      // Another user's process is alive, though it may not be signalled.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') process.exit(1);
    }
  }, CLIENT_WATCH).unref();
}

const folderUri = ({ uri }: Pick<WorkspaceFolder, 'uri'>): string => uri.replace(/\/$/, '');

/** The editor's own settings; empty texts mean "as the deployment says". */
function settingsFrom(configuration: Record<string, unknown> | null): Settings {
  const word = (key: string) => {
    const value = configuration?.[key];
    return typeof value === 'string' && value !== '' && value !== 'auto' ? value : undefined;
  };
  const profile = word('profile');
  const kafkaVersion = word('kafkaVersion');
  const strimziVersion = word('strimziVersion');
  return {
    ...noSettings,
    ...(profile ? { profile: profile as Profile } : {}),
    ...(kafkaVersion ? { kafkaVersion } : {}),
    ...(strimziVersion ? { strimziVersion } : {}),
  };
}
