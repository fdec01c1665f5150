import type { Rule } from './rule.ts';
import { broker, cluster, controllers, pool } from './sound.ts';
import { sources } from './sources.ts';

export const controllerQuorumTooMany: Rule = {
  id: 'controller-quorum-too-many',
  title: 'More than five controllers',
  category: 'availability',
  levels: { production: 'information', dev: 'off' },
  why: `Each change of metadata waits for a majority of the controllers. 3 bear the loss of one, 5 of two; more make
every write wait for more machines and guard against failures that hardly happen together.`,
  sources: [sources.kafkaKraft],
  yieldsTo: ['controller-quorum-even'],
  check: {
    cluster({ controllers }, report) {
      const [place, ...others] = controllers?.from ?? [];
      if (!controllers || !place || controllers.value <= 5) return;
      const { value } = controllers;
      report(
        place,
        `the cluster has ${value} controllers: each change of metadata waits for ${Math.floor(value / 2) + 1} of them. 3 or 5 are enough.`,
        { related: others.map((other) => ({ place: other, message: 'further controllers' })) },
      );
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('«7»')}` },
      good: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('5')}` },
      fixed: false,
    },
    {
      bad: { 'server.properties': broker(voters(7, ['«', '»'])) },
      good: { 'server.properties': broker(voters(5)) },
      fixed: false,
    },
  ],
};

function voters(count: number, [open, close] = ['', '']): string {
  const all = Array.from({ length: count }, (_, n) => `${101 + n}@c${n + 1}.kafka.internal:9093`);
  return `-controller.quorum.bootstrap.servers\ncontroller.quorum.voters=${open}${all.join(',')}${close}`;
}
