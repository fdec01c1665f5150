import { choice, remove, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { storageOf, volumeChanges } from './volumes.ts';

const storage = (more: string) =>
  `storage:\n  type: jbod\n  volumes:\n    - id: 0\n      type: persistent-claim\n      size: 500Gi\n      deleteClaim: false${more}`;

const single = (type: string) => `storage:\n  type: ${type}\n  size: 500Gi\n  deleteClaim: false`;

export const strimziStorageChanged: Rule = {
  id: 'strimzi-storage-changed',
  title: 'The type or class of existing storage is changed',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `The volumes of a running pool keep the type and the storage class they were made with. The operator leaves all of
the pool's storage as it was, other changes in it included, and says so in the status only. Another class or type needs
a new node pool, to which the partitions are moved. This rule compares with a commit of Git: the last one in the editor,
the one that --since names in the terminal.`,
  sources: [sources.strimziStorageDiff, sources.strimziDeploying],
  check: {
    resource(resource, report) {
      if (!resource.before || !['Kafka', 'KafkaNodePool'].includes(resource.type)) return;
      const [now, before] = [storageOf(resource, resource.tree), storageOf(resource, resource.before)];
      if (compare('type', 'the storage', now, before, report)) return;
      for (const { name, now, before } of volumeChanges(resource)) {
        if (name !== 'the storage') compare('type', name, now, before, report);
        compare('class', name, now, before, report);
      }
    },
  },
  examples: [
    {
      before: cluster({}, { storage: storage('\n      class: gp3') }),
      bad: cluster({}, { storage: storage('\n      class: «io2»') }),
      good: cluster({}, { storage: storage('\n      class: gp3') }),
    },
    {
      before: cluster({}, { storage: storage('') }),
      bad: cluster({}, { storage: storage('\n      class: «io2»') }),
      good: cluster({}, { storage: storage('') }),
    },
    {
      before: cluster({}, { storage: storage('') }),
      bad: cluster({}, { storage: single('«persistent-claim»') }),
      good: cluster({}, { storage: storage('') }),
      fixed: cluster({}, { storage: single('jbod') }),
    },
  ],
};

/** Reports a field that says something else than before; true if it does. */
function compare(field: 'type' | 'class', name: string, now: Tree, before: Tree, report: Report): boolean {
  const [is, was] = [now.get(field).string(), before.get(field).string()];
  if (is.state === 'unknown' || was.state === 'unknown') return false;
  const text = (value: typeof is) => (isSet(value) ? value.value : 'the default');
  if (text(is) === text(was) || now.kind === 'absent' || before.kind === 'absent') return false;
  const back = isSet(was) ? set(is.slot, was.value) : remove(is.slot);
  report(
    is,
    `${name} changes its ${field} from ${text(was)} to ${text(is)}: the operator ignores every change of this storage. Make a new node pool for it.`,
    { fixes: [choice(isSet(was) ? `Set ${field} to ${was.value}` : `Remove ${field}`, back)] },
  );
  return true;
}
