import { percent } from '../check.ts';
import { documentPath } from '../document-uri.ts';
import type { Health } from '../health.ts';
import { diskOf, heldReplicas, load } from '../replicas.ts';
import type { BrokerState, ClusterSnapshot } from '../snapshot/types.ts';
import { notRead, size } from '../words.ts';
import { node, type TreeNode } from './node.ts';
import { worse, worstOf } from './severity.ts';

/** Brokers by rack, where there are racks. */
export function racksOf(snapshot: ClusterSnapshot, health: Health): TreeNode[] {
  const racks = [...new Set(snapshot.brokers.map(({ rack }) => rack ?? ''))].sort();
  if (racks.length === 1 && racks[0] === '') return brokerNodes(snapshot, health, () => true);
  return racks.map((rack) =>
    node(`rack/${rack}`, rack === '' ? 'no rack' : `rack ${rack}`, { fold: 'open' }),
  );
}

/** The brokers that `wanted` lets through, each with the worst that was found of it. */
export function brokerNodes(
  snapshot: ClusterSnapshot,
  { problems }: Health,
  wanted: (broker: BrokerState) => boolean,
): TreeNode[] {
  const worst = worstOf(problems, (subject) => (subject.kind === 'broker' ? subject.id : undefined));
  return snapshot.brokers.filter(wanted).map((broker) => {
    const name = broker.host === undefined ? String(broker.id) : `${broker.host}:${broker.port}`;
    const line = brokerLine(broker, snapshot);
    return { ...line, name, state: worse(worst.get(broker.id), line.state) };
  });
}

function brokerLine(broker: BrokerState, snapshot: ClusterSnapshot): TreeNode {
  const label = broker.host === undefined ? String(broker.id) : `${broker.id}  ${broker.host}:${broker.port}`;
  const id = `broker/${broker.id}`;
  const open = documentPath('brokers', String(broker.id));
  if (!broker.registered) {
    const empty = !heldReplicas(snapshot).has(broker.id);
    return node(id, label, {
      description: broker.fenced ? `fenced${empty ? ' · holds nothing' : ''}` : 'not in the cluster',
      state: empty ? 'information' : 'error',
    });
  }
  if (broker.answer.state === 'silent') {
    return node(id, label, {
      description: 'not answering',
      tooltip: broker.answer.reason,
      state: 'error',
      fold: 'closed',
      open,
    });
  }
  const carried = load(snapshot).get(broker.id);
  const disk = diskOf(broker);
  const role = roleOf(broker.id, snapshot);
  const facts = [
    ...(role === undefined ? [] : [role]),
    `leaders ${carried?.leaders ?? 0}`,
    `replicas ${carried?.replicas ?? 0}`,
  ];
  if (disk) facts.push(`${percent(disk.used / disk.total)} disk`);
  else if (broker.logDirs.state === 'not-authorized') facts.push('disk: not authorized to see');
  return node(id, label, { description: facts.join(' · '), state: 'good', fold: 'closed', open });
}

/** What a broker is beside a broker; undefined for nothing. */
function roleOf(id: number, { quorum, controllerId }: ClusterSnapshot): string | undefined {
  if (quorum.state === 'unsupported') return id === controllerId ? 'controller' : undefined;
  if (quorum.state !== 'read') return undefined;
  const { leaderId, voters } = quorum.value;
  if (id === leaderId) return 'active controller';
  return voters.some((voter) => voter.id === id) ? 'controller' : undefined;
}

/** What a broker is and holds, a line each. */
export function brokerDetails(snapshot: ClusterSnapshot, id: number): TreeNode[] {
  const broker = snapshot.brokers.find((candidate) => candidate.id === id);
  if (!broker) return [];
  const line = (key: string, label: string, description: string): TreeNode =>
    node(`broker-${key}/${id}`, label, { description });
  const { answer, kafka, logDirs, supports } = broker;
  const levels = Object.entries(supports).map(([name, level]) => `${name} ${level}`);
  return [
    ...(kafka === undefined ? [] : [line('release', 'Kafka', kafka)]),
    ...(levels.length > 0 ? [line('features', 'Features up to', levels.join(' · '))] : []),
    ...(answer.state === 'answered'
      ? [line('trip', 'Round trip', `${Math.round(answer.roundTripMs)} ms`)]
      : []),
    ...(logDirs.state === 'read'
      ? logDirs.value.map(({ path, error, totalBytes, usableBytes, bytes }) =>
          node(`dir/${id}/${path}`, path, {
            description:
              error ??
              [
                `${size(bytes)} of Kafka`,
                ...(totalBytes && usableBytes !== undefined
                  ? [`${size(usableBytes)} of ${size(totalBytes)} free`]
                  : []),
              ].join(' · '),
            state: error ? 'error' : 'plain',
          }),
        )
      : [line('dirs', 'Log directories', notRead(logDirs))]),
  ];
}
