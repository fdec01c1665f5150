import type { Volume } from '../model/deployment.ts';
import { fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

const storage = (deleteClaim: string) =>
  `storage:\n  type: persistent-claim\n  size: 500Gi\n  deleteClaim: ${deleteClaim}`;

export const deleteClaim: Rule = {
  id: 'delete-claim',
  title: 'Deleting the resource deletes the disks',
  category: 'durability',
  levels: { production: 'warning', dev: 'information' },
  why: `With deleteClaim: true the operator deletes the volume claims together with the resource: one mistaken kubectl
delete, or one prune by a GitOps tool, and the records of the cluster are gone. With false the claims stay and a pool of
the same name takes them up again.`,
  sources: [sources.strimziApi, sources.dataOnEks, sources.azRacks],
  check: {
    broker({ machine, strimzi }, report) {
      for (const volume of machine?.volumes ?? []) check(volume, report);
      if (!isSet(strimzi?.zookeeper)) return;
      const claim = strimzi.zookeeper.value.get('storage', 'deleteClaim').boolean();
      check({ deleteClaim: claim }, report);
    },
    pool({ machine }, report) {
      for (const volume of machine.volumes) check(volume, report);
    },
  },
  examples: [
    {
      bad: cluster({}, { storage: storage('«true»') }),
      good: cluster({}, { storage: storage('false') }),
    },
  ],
};

function check({ deleteClaim: claim }: Pick<Volume, 'deleteClaim'>, report: Report): void {
  if (!isSet(claim) || !claim.value) return;
  report(
    claim,
    'deleteClaim is true: deleting this resource, by hand or by a GitOps prune, deletes the disks with all records. Set it to false.',
    { fixes: [fix('Set deleteClaim to false', set(claim.slot, false))] },
  );
}
