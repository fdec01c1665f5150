// When a person is told that a cluster got worse: only of what is new, not again and again, and not of all at once.
import { count, type Problem, type ProblemSeverity, type Subject } from './check.ts';
import type { PolledCluster } from './polling.ts';

/** Milliseconds between two notices of one cluster, and that a problem was away before it is told again. */
export const quiet = { cluster: 60_000, problem: 600_000 };

/** What one poll after the other is compared with. Plain data that is never changed. */
export interface Watched {
  /** Serious problems of the last poll, by what they are about; absent before the first one. */
  known?: ReadonlyMap<string, Severity>;
  /** New ones that nobody was told of yet. */
  pending: ReadonlyMap<string, Notice>;
  /** When each problem that is not new was last there, and when anything was told: milliseconds since 1970. */
  told: ReadonlyMap<string, number>;
  toldAt?: number;
}

type Severity = Exclude<ProblemSeverity, 'information'>;

export interface Notice {
  severity: Severity;
  text: string;
}

export const unwatched: Watched = { pending: new Map(), told: new Map() };

/** Takes in a poll at the time `now`; a notice where a person should be told something. */
export function worsening(
  before: Watched,
  cluster: PolledCluster,
  now: number,
): { watched: Watched; notice?: Notice } {
  const serious = seriousOf(cluster, before);
  if (!serious) return { watched: before };
  const known = new Map([...serious].map(([key, { severity }]) => [key, severity]));
  const there = (except: ReadonlyMap<string, Notice> = new Map()): [string, number][] =>
    [...known].flatMap(([key, severity]) => (except.has(key) ? [] : [[`${severity} ${key}`, now]]));
  if (!before.known) return { watched: { ...before, known, told: new Map(there()) } };
  const recent = [...before.told].filter(([, at]) => now - at < quiet.problem);
  const told = new Map(recent);
  const pending = new Map<string, Notice>();
  for (const [key, notice] of serious) {
    const was = before.known.get(key);
    const worse = was === undefined || (was === 'warning' && notice.severity === 'error');
    if (before.pending.has(key) || (worse && !told.has(`${notice.severity} ${key}`)))
      pending.set(key, notice);
  }
  const due = now - (before.toldAt ?? Number.NEGATIVE_INFINITY) >= quiet.cluster;
  if (pending.size === 0 || !due) {
    return { watched: { ...before, known, pending, told: new Map([...recent, ...there(pending)]) } };
  }
  return {
    watched: { known, pending: new Map(), told: new Map([...recent, ...there()]), toldAt: now },
    notice: summed([...pending.values()]),
  };
}

/** The worst one in full, and how many there are beside it. */
function summed(notices: Notice[]): Notice {
  const worst = notices.find(({ severity }) => severity === 'error') ?? notices[0];
  if (!worst) throw new Error('there is nothing to tell');
  const more = notices.length - 1;
  return more === 0 ? worst : { ...worst, text: `${worst.text} And ${count(more, 'more problem')}.` };
}

/** Errors and warnings by what they are about; undefined while nothing is known yet. */
function seriousOf({ health, unreachable }: PolledCluster, before: Watched): Map<string, Notice> | undefined {
  if (unreachable) {
    const lost = new Map<string, Notice>();
    // What was wrong before may still be so: only that it cannot be seen any more is new.
    for (const [key, severity] of before.known ?? [])
      lost.set(key, before.pending.get(key) ?? { severity, text: key });
    return lost.set('unreachable', {
      severity: 'error',
      text: `not reachable. ${unreachable.diagnosis.text}`,
    });
  }
  if (!health) return undefined;
  const serious = new Map<string, Notice>();
  for (const { check, subject, severity, message } of health.problems) {
    if (severity === 'information') continue;
    const key = `${check} ${nameOf(subject)}`;
    if (!serious.has(key)) serious.set(key, { severity, text: message });
  }
  return serious;
}

function nameOf(subject: Problem['subject']): string {
  const names: { [K in Subject['kind']]: (of: Extract<Subject, { kind: K }>) => string } = {
    cluster: () => 'cluster',
    broker: ({ id }) => `broker ${id}`,
    topic: ({ name }) => name,
    // All partitions of a topic go together: a broker that stops takes many.
    partition: ({ topic }) => topic,
    group: ({ id }) => `group ${id}`,
  };
  return names[subject.kind](subject as never);
}
