import type { Broker } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isSet, type SetValue } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, controller, zookeeperBroker } from './sound.ts';
import { sources } from './sources.ts';

export const nodeIdDuplicate: Rule = {
  id: 'node-id-duplicate',
  title: 'Two nodes of one cluster have the same id',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `The id is how the cluster knows a node. The second node that registers with an id is refused and stops, or, when
the first was away, takes over its place with another disk. In KRaft mode brokers and controllers share one range of
ids.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaKraft],
  check: {
    cluster({ members }, report) {
      const first = new Map<number, Broker>();
      for (const member of members) {
        const { nodeId } = member;
        if (!isSet(nodeId)) continue;
        const other = first.get(nodeId.value);
        if (!other) {
          first.set(nodeId.value, member);
          continue;
        }
        const key = String(nodeId.slot.path.at(-1));
        const free = smallestFree(members);
        report(
          nodeId,
          `${key} = ${nodeId.value} is also the id of ${other.name}: the node that starts second is refused. Set it to ${free}.`,
          {
            related: [related(other.nodeId as SetValue<number>, other.name)],
            fixes: [choice(`Set ${key} to ${free}`, set(nodeId.slot, free))],
          },
        );
      }
    },
  },
  examples: [
    {
      bad: {
        'broker-1.properties': node(1),
        'broker-2.properties': node(2),
        'broker-3.properties': node('«1»', 3),
      },
      good: {
        'broker-1.properties': node(1),
        'broker-2.properties': node(2),
        'broker-3.properties': node(3),
      },
    },
    // Brokers and controllers share one range of ids.
    {
      bad: {
        'broker-1.properties': node(1),
        'broker-2.properties': node(2),
        'broker-3.properties': node(3),
        'controller-1.properties': controller('node.id=«1»'),
      },
      good: {
        'broker-1.properties': node(1),
        'broker-2.properties': node(2),
        'broker-3.properties': node(3),
        'controller-1.properties': controller('node.id=4'),
      },
    },
    {
      bad: {
        'server1.properties': zookeeperNode('1', 'a'),
        'server2.properties': zookeeperNode('«1»', 'b'),
        'server3.properties': zookeeperNode('3', 'c'),
      },
      good: {
        'server1.properties': zookeeperNode('1', 'a'),
        'server2.properties': zookeeperNode('2', 'b'),
        'server3.properties': zookeeperNode('3', 'c'),
      },
    },
  ],
};

/** The first id from 1 on that no member has. */
function smallestFree(members: Broker[]): number {
  const taken = new Set(members.map(({ nodeId }) => (isSet(nodeId) ? nodeId.value : 0)));
  let id = 1;
  while (taken.has(id)) id += 1;
  return id;
}

const related = ({ place }: SetValue<number>, name: string) => ({
  place,
  message: `${name} has the id here`,
});

function node(id: number | string, host = id): string {
  const at = `b${host}.kafka.internal`;
  return broker(
    `node.id=${id}\nadvertised.listeners=INTERNAL://${at}:9092,CLIENT://${at}:9094\nbroker.rack=eu-west-1${'abc'[Number(host) - 1]}`,
  );
}

function zookeeperNode(id: string, zone: string): string {
  return zookeeperBroker(`broker.id=${id}\nbroker.rack=eu-west-1${zone}`);
}
