import { pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { serveClusters } from './cluster/service.ts';
import { migrateKind } from './language/migrate-actions.ts';
import { legend } from './language/semantic-tokens.ts';
import { candidates, fixAllKind, trustedNotification } from './protocol.ts';
import { createReview, type Review } from './review/review.ts';
import { noSettings, type Settings } from './review/settings.ts';
import { rules } from './rules/index.ts';
import { endWith } from './server/end-with.ts';
import { serveFeatures } from './server/features.ts';
import { latestOnly } from './server/latest.ts';
import { inLull } from './server/lull.ts';
import { createPublisher } from './server/publisher.ts';
import { abilitiesOf, folderUri, noAbilities, type Session } from './server/session.ts';
import { settingsFrom } from './server/settings.ts';
import { createComparison } from './workspace/comparison.ts';
import { pathOf, readText } from './workspace/files.ts';
import { candidateName, walk } from './workspace/walk.ts';

/** Files of the workspace that are read at once: requests are answered between two batches. */
const BATCH = 16;

/** Clusters are compared with files once nobody types, with ten thousand topics it takes a moment: in milliseconds. */
const PAUSE_MS = 300;
/** But a cluster or a file that never rests is compared so often at least, in milliseconds. */
const LONGEST_MS = 2000;

/** Serves the language server protocol on standard input and output, or on the channel the command line names. */
export function startServer(): void {
  const connection = createConnection(ProposedFeatures.all);
  const documents = new TextDocuments(TextDocument);
  const failedRules = new Set<string>();
  let queued = false;
  let scans = 0;
  const session: Session = {
    connection,
    documents,
    client: noAbilities,
    folders: [],
    review: newReview(noSettings, []),
    hints: true,
    settle: () => {
      if (queued) settle();
    },
    schedule,
  };
  const publisher = createPublisher(session);
  const compareSoon = inLull(PAUSE_MS, LONGEST_MS, compare);
  const clusters = serveClusters(connection, { onSnapshot: compareSoon, failed: () => failedRules });
  const comparison = createComparison({
    folders: () => session.folders,
    files: () => session.review.files(),
    take: (uri, text) => session.review.setBefore(uri, text),
    done: schedule,
  });

  function newReview(defaults: Settings, roots: string[]): Review {
    return createReview({ rules, roots, defaults, onRuleError: reportOnce });
  }

  function reportOnce(rule: string, error: unknown): void {
    if (failedRules.has(rule)) return;
    failedRules.add(rule);
    const what = rule.startsWith('reader of ') ? rule : `rule ${rule}`;
    connection.console.error(
      `${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }

  // ── the client comes ──

  connection.onInitialize((params): InitializeResult => {
    if (typeof params.processId === 'number') endWith(params.processId);
    session.client = abilitiesOf(params);
    const given = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri }] : []);
    session.folders = given.map(folderUri);
    session.review = newReview(noSettings, session.folders);
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
        ...(session.client.pulls
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
    if (session.client.watches) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: candidates }, { globPattern: '**/.gitignore' }],
      });
    }
    if (session.client.configures) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'kafkaReview' });
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(folderUri));
        session.folders = [...session.folders.filter((folder) => !gone.has(folder)), ...added.map(folderUri)];
        void restart();
      });
    }
    await restart();
  });

  /** The editor's settings; they hold where no file says otherwise. */
  async function configured(): Promise<Settings> {
    if (!session.client.configures) return noSettings;
    const found: Record<string, unknown> | null = await connection.workspace.getConfiguration('kafkaReview');
    session.hints = found?.inlayHints !== false;
    const commit = found?.compareWith;
    if (typeof commit === 'string') comparison.setCommit(commit === '' ? undefined : commit);
    return settingsFrom(found);
  }

  /** Begins anew with the settings and folders there are now. */
  async function restart(): Promise<void> {
    const defaults = await configured();
    const before = session.review;
    session.review = newReview(defaults, session.folders);
    publisher.forget();
    for (const document of documents.all()) session.review.set(document.uri, document.getText());
    await scan();
    publisher.restarted(before.files());
    comparison.look();
  }

  // ── files come and change ──

  /** Reads the workspace's files, a few at a time, so that requests are answered meanwhile. */
  async function scan(): Promise<void> {
    scans += 1;
    const own = scans;
    for (const folder of session.folders) {
      const root = pathOf(folder);
      if (root === undefined) continue;
      let batch: string[] = [];
      for await (const path of walk(root)) {
        batch.push(pathToFileURL(path).href);
        if (batch.length === BATCH) {
          await Promise.all(batch.map(load));
          batch = [];
        }
        if (own !== scans) return;
      }
      await Promise.all(batch.map(load));
    }
    schedule();
  }

  const read = latestOnly(
    async (uri) => ({ target: session.review, text: await readText(uri) }),
    (uri, { target, text }) => {
      if (!isOpen(uri)) target.set(uri, text);
    },
  );

  async function load(uri: string): Promise<void> {
    if (!isOpen(uri)) await read(uri);
  }

  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;

  documents.onDidChangeContent(({ document }) => {
    session.review.set(document.uri, document.getText());
    schedule();
  });

  documents.onDidClose(async ({ document }) => {
    if (document.uri.startsWith('file:')) await load(document.uri);
    else session.review.set(document.uri, undefined);
    schedule();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith('/.gitignore'))) return restart();
    await Promise.all(changes.filter(({ uri }) => candidateName.test(uri)).map(({ uri }) => load(uri)));
    schedule();
    comparison.look();
  });

  connection.onDidChangeConfiguration(() => void restart());

  connection.onNotification(trustedNotification, () => comparison.allow());
  documents.onDidSave(() => comparison.look());

  // ── what is found goes out ──

  function schedule(): void {
    if (queued) return;
    queued = true;
    setImmediate(settle);
  }

  function settle(): void {
    queued = false;
    const changed = session.review.refresh();
    if (changed.size === 0) return;
    publisher.changed(changed);
    compareSoon();
  }

  function compare(): void {
    settle();
    if (!clusters.compare(session.review)) return;
    const changed = session.review.refresh();
    if (changed.size > 0) publisher.changed(changed);
  }

  serveFeatures(session, clusters);
  documents.listen(connection);
  connection.listen();
}
