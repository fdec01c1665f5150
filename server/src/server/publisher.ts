import { setImmediate as turn } from 'node:timers/promises';
import {
  DiagnosticRefreshRequest,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import { diagnosticsOf } from '../language/diagnostics.ts';
import { isProblem } from '../language/problem.ts';
import type { Profile } from '../model/finding.ts';
import { type Status, statusNotification } from '../protocol.ts';
import type { Review } from '../review/review.ts';
import type { Session } from './session.ts';

/** A client that reads slowly, or not at all, gets the latest of each file when it reads, not a backlog of everything. */
const MAX_UNREAD = 64;

/** How long nothing must have changed before the status says what did, in ms: it is about all files, and waits for a pause. */
const STATUS_DELAY = 200;

/** How many files the status looks at in one go. */
const STATUS_SLICE = 500;

/** Brings what is found to the client: sent, or kept until it asks. */
export interface Publisher {
  /** These files may have other findings than before. */
  changed(uris: ReadonlySet<string>): void;
  /** A review of other settings or folders begins; these files are no longer what they were. */
  restarted(before: readonly string[]): void;
  /** The counts of the review before are void. */
  forget(): void;
}

/** The profile that all files are judged by; undefined when they differ. Between two slices of them keys are answered. */
async function onlyProfile(review: Review, uris: readonly string[]): Promise<Profile | undefined> {
  let only: Profile | undefined;
  for (const [index, uri] of uris.entries()) {
    const { profile } = review.profile(uri);
    if (only !== undefined && only !== profile) return undefined;
    only = profile;
    if (index % STATUS_SLICE === STATUS_SLICE - 1) await turn();
  }
  return only;
}

/** Serves diagnostics, pushed or pulled, and the status. */
export function createPublisher(session: Session): Publisher {
  const { connection, documents } = session;
  /** The files whose diagnostics the client was sent. */
  const published = new Set<string>();
  const resultIds = new Map<string, number>();
  const problems = new Map<string, number>();
  let waiting: (() => void)[] = [];
  let statusTimer: NodeJS.Timeout | undefined;
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

  function statusSoon(): void {
    statusTimer = statusTimer?.refresh() ?? setTimeout(() => void sendStatus(), STATUS_DELAY);
  }

  async function sendStatus(): Promise<void> {
    statusTimer = undefined;
    const { review } = session;
    const uris = review.files();
    const only = await onlyProfile(review, uris);
    // Of what changed meanwhile the next one tells.
    if (session.review !== review) statusSoon();
    if (statusTimer !== undefined) return;
    const status: Status = {
      files: uris.length,
      clusters: review.clusters().length,
      problems: [...problems.values()].reduce((sum, count) => sum + count, 0),
      ...(only ? { profile: only } : {}),
    };
    void connection.sendNotification(statusNotification, status);
  }

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
