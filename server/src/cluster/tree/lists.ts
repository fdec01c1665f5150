import { type ListName, type Lists, passes, sorts } from '../listing.ts';
import type { ClusterNames } from '../messages.ts';
import { replicationFactor } from '../replicas.ts';
import type { ClusterSnapshot } from '../snapshot/types.ts';
import { node, type TreeNode } from './node.ts';

/** The header of a list: how many, which of them are shown and in what order, and whether there may be more. */
export function listNode(
  id: ListName,
  label: string,
  { names, incomplete, lists }: { names: string[]; incomplete: string | undefined; lists: Lists },
): TreeNode {
  const { filter = '', sort } = lists[id] ?? {};
  const shown = filter === '' ? names.length : names.filter((name) => passes(name, filter)).length;
  const facts = [
    filter === '' ? `${names.length}` : `${shown} of ${names.length} · filter "${filter}"`,
    ...(sort === undefined || sort === sorts[id][0] ? [] : [`by ${sort}`]),
    ...(incomplete === undefined ? [] : ['incomplete']),
  ];
  return node(id, label, {
    description: facts.join(' · '),
    ...(incomplete === undefined ? {} : { tooltip: `${label}: incomplete. ${incomplete}` }),
    fold: 'closed',
    list: filter === '' ? 'whole' : 'filtered',
  });
}

/** The line below a long list that says what is left out. */
export const moreNode = (list: string, left: number): TreeNode[] =>
  left > 0
    ? [node(`more/${list}`, `${left} more`, { description: 'filter them, or go to one by its name' })]
    : [];

/** Every topic and group by name, with a few words to tell them apart. */
export const namesOf = ({ topics, groups }: ClusterSnapshot): ClusterNames => ({
  topics: topics.map((topic) => ({
    name: topic.name,
    internal: topic.internal,
    description: `${topic.partitions.length} × RF ${replicationFactor(topic)}`,
  })),
  groups: groups.list.map(({ id, kind, state }) => ({ name: id, description: `${kind} · ${state}` })),
});
