import { changesOf } from '../cluster/changes.ts';
import type { Problem } from '../cluster/check.ts';
import { type PolledCluster, startPolling } from '../cluster/polling.ts';
import type { ClusterSession } from '../cluster/session.ts';
import type { Thresholds } from '../cluster/thresholds.ts';
import { type News, newsJson, newsText } from '../reports/cluster-changes.ts';
import type { DriftReport } from '../reports/drift-text.ts';
import { type ExitCode, type Judging, type Look, lookAt } from './look.ts';
import type { ClusterCommand } from './options.ts';
import type { Streams } from './streams.ts';

export interface Watching {
  judging: Judging;
  thresholds: Thresholds;
  /** Seconds between two looks, at least. */
  interval: number;
  format: ClusterCommand['format'];
  /** Tells the first look in full. */
  first(polled: PolledCluster, look: Look): void;
}

/** What the look before found. */
interface Before {
  problems: ReadonlyMap<string, Problem>;
  drift: ReadonlySet<string>;
  /** Why nothing could be looked at; absent while it can. */
  problem?: string;
}

/**
 * Looks again and again until SIGINT or SIGTERM, and tells what changes. The exit code is that of the last look. What a
 * cluster that cannot be reached had before is neither told as over nor as new once it is back.
 */
export async function watchCluster(
  session: ClusterSession,
  { judging, thresholds, interval, format, first }: Watching,
  { out, err, color }: Streams,
): Promise<ExitCode> {
  let before: Before | undefined;
  let code: ExitCode = 2;

  /** Takes in a look; false where another one would find the same mistake in what was asked for. */
  function take(polled: PolledCluster): boolean {
    const at = Date.now();
    const look = lookAt(polled, judging);
    code = look.code;
    if ('problem' in look) {
      const { unreachable } = polled;
      if (!unreachable) {
        err(`${look.problem}\n`);
        return false;
      }
      const { diagnosis } = unreachable;
      if (before?.problem !== diagnosis.text) tell({ kind: 'unreachable', diagnosis }, at);
      before = { problems: new Map(), drift: new Set(), ...before, problem: diagnosis.text };
      return true;
    }
    const { known, ...changes } = changesOf(before?.problems ?? new Map(), look.health);
    const drift = differences(look.drift);
    const was = before;
    before = { problems: known, drift };
    if (!was) {
      first(polled, look);
      return true;
    }
    const differs = [...drift].filter((one) => !was.drift.has(one));
    const agrees = [...was.drift].filter((one) => !drift.has(one));
    const back = was.problem !== undefined;
    if (back || [changes.appeared, changes.gone, differs, agrees].some(({ length }) => length > 0))
      tell({ kind: 'changes', back, changes, differs, agrees, state: look.health.state }, at);
    return true;
  }

  const tell = (news: News, at: number): void =>
    out(format === 'json' ? newsJson(news, at) : newsText(news, at, color));

  return new Promise((done, fail) => {
    const polling = startPolling(session, {
      interval: interval * 1000,
      thresholds: () => thresholds,
      onChange: (polled) => {
        try {
          if (!take(polled)) end();
        } catch (error) {
          end();
          fail(error);
        }
      },
    });
    // Once: a second Ctrl+C ends the program as it ends others.
    function end(): void {
      process.off('SIGINT', end).off('SIGTERM', end);
      polling.stop();
      done(code);
    }
    process.once('SIGINT', end).once('SIGTERM', end);
    polling.watch();
  });
}

const differences = (drift: DriftReport | undefined): Set<string> =>
  new Set([...(drift?.found.map(({ located }) => located.finding.message) ?? []), ...(drift?.extra ?? [])]);
