import type { Cluster, Volume } from '../model/deployment.ts';
import { isSet } from '../model/value.ts';
import type { Levels, Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

export const ephemeralStorage: Rule = {
  id: 'ephemeral-storage',
  title: 'Records are gone with the pod',
  category: 'durability',
  levels: { production: 'warning', dev: 'hint' },
  why: `Ephemeral storage lives as long as the pod: a restart, a node drain or an upgrade of Kubernetes empties the
broker, which then copies every partition from the others, and loses what no other broker has. With a single broker or
controller, or replication factor 1, that is everything.`,
  sources: [sources.strimziDeploying, sources.azRacks, sources.dataOnEks],
  check: {
    broker({ machine, strimzi, cluster }, report) {
      if (strimzi) check(machine?.volumes ?? [], cluster, report);
    },
    pool({ machine, cluster }, report) {
      check(machine.volumes, cluster, report);
    },
  },
  examples: [
    {
      bad: cluster({}, { storage: 'storage:\n  type: «ephemeral»' }),
      good: cluster({}, { storage: 'storage:\n  type: persistent-claim\n  size: 500Gi' }),
      fixed: false,
    },
  ],
};

function check(volumes: Volume[], cluster: Cluster | undefined, report: Report): void {
  const alone = cluster?.brokers?.value === 1 || cluster?.controllers?.value === 1;
  const levels: Levels = { production: 'error', dev: 'hint' };
  for (const { type } of volumes) {
    if (!isSet(type) || type.value !== 'ephemeral') continue;
    report(
      type,
      alone
        ? 'ephemeral storage in a cluster with a single broker or controller: one restart of its pod loses everything. Use persistent-claim with a size.'
        : 'ephemeral storage: every restart of a pod loses its records, and what no other broker has is gone. Use persistent-claim with a size.',
      alone ? { levels } : {},
    );
  }
}
