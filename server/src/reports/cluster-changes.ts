import pc from 'picocolors';
import type { Changes } from '../cluster/changes.ts';
import type { Diagnosis } from '../cluster/diagnose.ts';
import type { Health } from '../cluster/health.ts';
import { rulePage } from '../rules/page.ts';

/** What a look at a watched cluster tells: what is new since the look before, and nothing where nothing is. */
export type News =
  | { kind: 'unreachable'; diagnosis: Diagnosis }
  | {
      kind: 'changes';
      /** The cluster was not reachable at the look before. */
      back: boolean;
      changes: Changes;
      /** Differences from files that are new, and those that are gone. */
      differs: string[];
      agrees: string[];
      state: Health['state'];
    };

const colors = {
  error: pc.createColors(true).red,
  warning: pc.createColors(true).yellow,
  information: pc.createColors(true).cyan,
  good: pc.createColors(true).green,
} as const;

/** One line for each change, with the time of the look (milliseconds since 1970), fit for a log. */
export function newsText(news: News, at: number, color: boolean): string {
  const line = (tone: keyof typeof colors, word: string, text: string): string =>
    `${new Date(at).toISOString()}  ${(color ? colors[tone] : String)(word.padEnd(11))}  ${text}\n`;
  if (news.kind === 'unreachable') return line('error', 'unreachable', news.diagnosis.text);
  const { back, changes, differs, agrees } = news;
  return [
    ...(back ? [line('good', 'reachable', 'the cluster answers again')] : []),
    ...changes.appeared.map(({ severity, message }) => line(severity, severity, message)),
    ...changes.gone.map(({ message }) => line('good', 'over', message)),
    ...differs.map((text) => line('information', 'differs', text)),
    ...agrees.map((text) => line('good', 'no longer', text)),
  ].join('');
}

/** The same as one line of JSON. */
export function newsJson(news: News, at: number): string {
  const time = new Date(at).toISOString();
  if (news.kind === 'unreachable')
    return `${JSON.stringify({ at: time, unreachable: news.diagnosis, state: 'error' })}\n`;
  const { changes, differs, agrees, state } = news;
  const linked = (list: Changes['gone']) => list.map((one) => ({ ...one, url: rulePage(one.check) }));
  const told = { appeared: linked(changes.appeared), over: linked(changes.gone), differs, agrees, state };
  return `${JSON.stringify({ at: time, ...told })}\n`;
}
