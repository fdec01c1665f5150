// What must hold, and how it is told whether it does.
import { show } from './measure.ts';

/** One goal with what was measured beside it, in one run on one machine. */
export interface Goal {
  what: string;
  value: number;
  atMost: number;
  unit: 'ms' | 'MB' | 'KB' | '×';
}

/** A table of goals in Markdown. */
export const goalTable = (goals: readonly Goal[]): string =>
  [
    '| goal | measured | at most | |',
    '|---|---|---|---|',
    ...goals.map(({ what, value, atMost, unit }) => {
      const verdict = value <= atMost ? 'met' : '**not met**';
      return `| ${what} | ${show(value)} ${unit} | ${atMost} ${unit} | ${verdict} |`;
    }),
  ].join('\n');
