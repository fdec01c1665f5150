import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, controllers, pool } from './sound.ts';
import { sources } from './sources.ts';

export const controllerQuorumEven: Rule = {
  id: 'controller-quorum-even',
  title: 'The number of controllers is even',
  category: 'availability',
  levels: { production: 'warning', dev: 'hint' },
  why: `The controllers decide by majority. 4 need 3 of them, so they bear the loss of one, just like 3 do; the fourth
only adds a machine that can fail. 2 need both: they are worse than 1. Use 3, or 5 to bear the loss of two.`,
  sources: [sources.kafkaKraft, sources.strimziDeploying],
  check: {
    cluster({ controllers, pools }, report) {
      const [place, ...others] = controllers?.from ?? [];
      if (!controllers || !place || controllers.value % 2 !== 0) return;
      const count = controllers.value;
      const counted = pools.find(({ replicas }) => replicas.place === place)?.replicas;
      const more = counted && isSet(counted) ? counted.value + 1 : undefined;
      report(
        place,
        count === 2
          ? `the cluster has 2 controllers: when either is away the cluster cannot elect leaders or change topics. Use 3.`
          : `the cluster has ${count} controllers: they bear the loss of ${count / 2 - 1}, as ${count - 1} do. Use ${count - 1} or ${count + 1}.`,
        {
          related: others.map((other) => ({ place: other, message: 'further controllers' })),
          ...(counted && more ? { fixes: [choice(`Set replicas to ${more}`, set(counted.slot, more))] } : {}),
        },
      );
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('«2»')}` },
      good: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('3')}` },
    },
    {
      bad: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('«4»')}` },
      good: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('5')}` },
    },
    {
      bad: { 'server.properties': broker(voters('«101@c1.kafka.internal:9093,102@c2.kafka.internal:9093»')) },
      good: {
        'server.properties': broker(
          voters('101@c1.kafka.internal:9093,102@c2.kafka.internal:9093,103@c3.kafka.internal:9093'),
        ),
      },
      fixed: false,
    },
  ],
};

function voters(list: string): string {
  return `-controller.quorum.bootstrap.servers\ncontroller.quorum.voters=${list}`;
}
