import type { Subject } from '../check.ts';
import type { Health } from '../health.ts';
import { shownAtOnce } from '../listing.ts';
import type { ClusterSnapshot } from '../snapshot/types.ts';
import { node, type TreeNode, type TreePlace } from './node.ts';

/** The problems, the worst first, and what could not be looked at. */
export function problemNodes(health: Health, snapshot: ClusterSnapshot): TreeNode[] {
  return [
    ...health.problems.slice(0, shownAtOnce).map((problem, i) =>
      node(`problem/${i}`, problem.message, {
        tooltip: `${problem.message}\n\n${problem.check}`,
        state: problem.severity,
        page: problem.check,
        ...placeOf(problem.subject, snapshot),
      }),
    ),
    ...(health.problems.length > shownAtOnce
      ? [node('problems-left', `${health.problems.length - shownAtOnce} more problems`)]
      : []),
    ...health.unchecked.map(({ check, reason }) =>
      node(`unchecked/${check}`, `not looked at: ${reason}`, {
        tooltip: check,
        state: 'unknown',
        page: check,
      }),
    ),
  ];
}

function placeOf(subject: Subject, { topics, brokers }: ClusterSnapshot): { about?: TreePlace } {
  switch (subject.kind) {
    case 'cluster':
      return {};
    case 'broker': {
      const rack = brokers.find(({ id }) => id === subject.id)?.rack ?? '';
      const racks = brokers.some((broker) => broker.rack !== null);
      return { about: { path: ['brokers', ...(racks ? [`rack/${rack}`] : []), `broker/${subject.id}`] } };
    }
    case 'group':
      return { about: { path: ['groups', `group/${subject.id}`], in: { list: 'groups', name: subject.id } } };
    default: {
      const name = subject.kind === 'topic' ? subject.name : subject.topic;
      const internal = topics.find((topic) => topic.name === name)?.internal;
      const path = ['topics', ...(internal ? ['internal'] : []), `topic/${name}`];
      if (subject.kind === 'partition') path.push(`partition/${name}-${subject.id}`);
      return { about: { path, in: { list: 'topics', name } } };
    }
  }
}
