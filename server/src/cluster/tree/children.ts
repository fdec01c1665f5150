import { blindness, tally } from '../check.ts';
import type { Lists } from '../listing.ts';
import type { PolledCluster } from '../polling.ts';
import { liveBrokers } from '../replicas.ts';
import { brokerDetails, brokerNodes, racksOf } from './brokers.ts';
import { groupDetails, groupNodes } from './groups.ts';
import { listNode } from './lists.ts';
import { node, type TreeNode } from './node.ts';
import { problemNodes } from './problems.ts';
import { quorumNode, quorumNodes, reassignmentNodes } from './quorum.ts';
import { topicDetails, topicNodes, topicsIncomplete } from './topics.ts';

/** The children of a node by its id; '' is the cluster itself. Empty for an id that is gone. */
export function childrenOf(polled: PolledCluster, id: string, lists: Lists = {}): TreeNode[] {
  const { snapshot, health, unreachable } = polled;
  if (id === '' && unreachable) {
    const why = node('unreachable', unreachable.diagnosis.text, {
      tooltip: unreachable.diagnosis.text,
      state: 'error',
    });
    return snapshot ? [why, ...sections(polled, lists)] : [why];
  }
  if (!snapshot || !health) return [];
  const [section = '', name = ''] = split(id);
  switch (section) {
    case '':
      return sections(polled, lists);
    case 'problems':
      return problemNodes(health, snapshot);
    case 'brokers':
      return racksOf(snapshot, health);
    case 'rack':
      return brokerNodes(snapshot, health, ({ rack }) => (rack ?? '') === name);
    case 'broker':
      return brokerDetails(snapshot, Number(name));
    case 'topics':
    case 'internal':
      return topicNodes(polled, section === 'internal', lists);
    case 'topic':
      return topicDetails(snapshot, name);
    case 'groups':
      return groupNodes(polled, lists);
    case 'group':
      return groupDetails(snapshot, name);
    case 'quorum':
      return quorumNodes(snapshot);
    case 'reassignments':
      return reassignmentNodes(snapshot);
    default:
      return [];
  }
}

/** "topic/a/b" is the topic "a/b" — a group's name may hold anything. */
function split(id: string): [string, string] {
  const slash = id.indexOf('/');
  return slash < 0 ? [id, ''] : [id.slice(0, slash), id.slice(slash + 1)];
}

function sections({ snapshot, health }: PolledCluster, lists: Lists): TreeNode[] {
  if (!snapshot || !health) return [];
  const live = liveBrokers(snapshot).length;
  const { problems, unchecked } = health;
  const nodes: TreeNode[] = [];
  if (problems.length + unchecked.length > 0) {
    nodes.push(
      node('problems', 'Problems', {
        description: [tally(problems), blindness(unchecked)].filter((text) => text !== '').join(' · '),
        state: health.state,
        fold: 'open',
      }),
    );
  }
  nodes.push(
    node('brokers', 'Brokers', { description: `${live} of ${snapshot.brokers.length}`, fold: 'open' }),
    listNode('topics', 'Topics', {
      names: snapshot.topics.filter(({ internal }) => !internal).map(({ name }) => name),
      incomplete: topicsIncomplete(snapshot),
      lists,
    }),
    listNode('groups', 'Consumer groups', {
      names: snapshot.groups.list.map(({ id }) => id),
      incomplete: snapshot.groups.incomplete,
      lists,
    }),
    quorumNode(snapshot),
  );
  if (snapshot.reassignments.state === 'read' && snapshot.reassignments.value.length > 0) {
    const moves = snapshot.reassignments.value.length;
    nodes.push(node('reassignments', 'Reassignments', { description: String(moves), fold: 'closed' }));
  }
  return nodes;
}
