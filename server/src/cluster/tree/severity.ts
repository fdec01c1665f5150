import type { Problem, ProblemSeverity, Subject } from '../check.ts';
import type { NodeState } from './node.ts';

const severityOrder: NodeState[] = ['plain', 'good', 'unknown', 'information', 'warning', 'error'];

/** How bad a state is: more is worse; -1 for none. */
export const weight = (state: NodeState | undefined): number => (state ? severityOrder.indexOf(state) : -1);

/** The worse of what was found of something and what it is by itself. */
export const worse = (found: NodeState | undefined, own: NodeState): NodeState =>
  found !== undefined && weight(found) > weight(own) ? found : own;

/** The worst severity of the problems by what `of` names in their subject. */
export function worstOf<K extends string | number>(
  problems: Problem[],
  of: (subject: Subject) => K | undefined,
): Map<K, ProblemSeverity> {
  const worst = new Map<K, ProblemSeverity>();
  for (const { subject, severity } of problems) {
    const name = of(subject);
    if (name !== undefined && weight(severity) > weight(worst.get(name))) worst.set(name, severity);
  }
  return worst;
}
