import {
  DiagnosticRefreshRequest,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import { diagnosticsOf } from '../language/diagnostics.ts';
import { isProblem } from '../language/problem.ts';
import type { Session } from './session.ts';
import { createStatus } from './status.ts';

/** A client that reads slowly, or not at all, gets the latest of each file when it reads, not a backlog of everything. */
const MAX_UNREAD = 64;

/** Brings what is found to the client: sent, or kept until it asks. */
export interface Publisher {
  /** These files may have other findings than before. */
  changed(uris: ReadonlySet<string>): void;
  /** A review of other settings or folders begins; these files are no longer what they were. */
  restarted(before: readonly string[]): void;
  /** The counts of the review before are void. */
  forget(): void;
}

/** Serves diagnostics, pushed or pulled, and the status. */
export function createPublisher(session: Session): Publisher {
  const { connection, documents } = session;
  /** The files whose diagnostics the client was sent. */
  const published = new Set<string>();
  const resultIds = new Map<string, number>();
  const problems = new Map<string, number>();
  const statusSoon = createStatus(session, () =>
    [...problems.values()].reduce((sum, count) => sum + count, 0),
  );
  let waiting: (() => void)[] = [];
  /** Diagnostics that were sent and not yet taken, and the files whose turn comes when they are. */
  let unread = 0;
  const held = new Set<string>();

  const touch = (uri: string) => resultIds.set(uri, (resultIds.get(uri) ?? 0) + 1);

  function changed(uris: ReadonlySet<string>): void {
    const { client, review } = session;
    for (const uri of uris) touch(uri);
    if (client.pulls) {
      if (client.refreshes && [...uris].some((uri) => documents.get(uri) !== undefined))
        void connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
      const release = waiting;
      waiting = [];
      for (const done of release) done();
    } else for (const uri of uris) push(uri);
    for (const uri of uris) problems.set(uri, review.findings(uri).filter(isProblem).length);
    statusSoon();
  }

  function push(uri: string): void {
    if (unread >= MAX_UNREAD) {
      held.add(uri);
      return;
    }
    const diagnostics = diagnosticsOf(session.review, uri);
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
      session.settle();
      const resultId = String(resultIds.get(uri) ?? 0);
      if (previousResultId === resultId) return { kind: 'unchanged', resultId };
      return { kind: 'full', resultId, items: diagnosticsOf(session.review, uri) };
    },
  );

  connection.languages.diagnostics.onWorkspace(
    async ({ previousResultIds }, token): Promise<WorkspaceDiagnosticReport> => {
      const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const report = () => {
        const uris = new Set([...session.review.files(), ...known.keys(), ...resultIds.keys()]);
        const items: WorkspaceDiagnosticReport['items'] = [];
        for (const uri of uris) {
          const resultId = String(resultIds.get(uri) ?? 0);
          if (known.get(uri) === resultId) continue;
          const diagnostics = diagnosticsOf(session.review, uri);
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

  return {
    changed,
    restarted(before) {
      // Files that are no longer under review have findings to take back.
      for (const uri of new Set([...before, ...published])) {
        touch(uri);
        if (!session.client.pulls) push(uri);
      }
    },
    forget: () => problems.clear(),
  };
}
