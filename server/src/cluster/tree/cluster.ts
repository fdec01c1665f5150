import { blindness, count, tally } from '../check.ts';
import type { Health } from '../health.ts';
import type { PolledCluster } from '../polling.ts';
import { ago } from '../words.ts';
import { type NodeState, node, type TreeNode } from './node.ts';

/** The worst state of a cluster, and in words. */
export function conditionOf({ snapshot, health, unreachable }: PolledCluster): {
  summary: string;
  state: NodeState;
} {
  if (unreachable) return { summary: 'not reachable', state: 'error' };
  if (!snapshot || !health) return { summary: 'connecting', state: 'unknown' };
  return { summary: summaryOf(health), state: health.state };
}

/** The cluster's own line: its worst state in words, and how old the data is. `now` is milliseconds since 1970. */
export function clusterNode(name: string, polled: PolledCluster, now: number): TreeNode {
  const { snapshot, unreachable } = polled;
  const { summary, state } = conditionOf(polled);
  const age = snapshot ? ` · ${unreachable ? 'last seen ' : ''}${ago(now - snapshot.takenAt)}` : '';
  return node('', name, {
    description: summary + age,
    ...(unreachable ? { tooltip: unreachable.diagnosis.text } : {}),
    state,
    fold: 'open',
  });
}

/** What is most pressing by name and how many problems there are beside it; else how many of each severity. */
function summaryOf({ problems, unchecked }: Health): string {
  const of = (check: string): number =>
    problems.filter((problem) => problem.check === check && problem.severity !== 'information').length;
  const named = [
    [of('live-offline-partitions'), 'offline'],
    [of('live-under-min-isr'), 'below min ISR'],
    [of('live-under-replicated'), 'under-replicated', 'topic'],
    [of('live-broker-missing') + of('live-advertised-unreachable'), 'gone', 'broker'],
  ] as const;
  const words = named
    .filter(([n]) => n > 0)
    .map(([n, what, noun]) => `${noun === undefined ? n : count(n, noun)} ${what}`);
  const more = problems.length - named.reduce((sum, [n]) => sum + n, 0);
  const found =
    words.length > 0 ? [...words, ...(more > 0 ? [`${more} more`] : [])].join(', ') : tally(problems);
  return [found || (unchecked.length > 0 ? 'nothing wrong was seen' : 'all good'), blindness(unchecked)]
    .filter((text) => text !== '')
    .join(' · ');
}
