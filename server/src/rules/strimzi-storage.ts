import type { Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

const volumes = (first: string, second: string) =>
  `storage:\n  type: jbod\n  volumes:\n    - ${first}\n      type: persistent-claim\n      size: 500Gi\n    - ${second}\n      type: persistent-claim\n      size: 500Gi`;

export const strimziStorage: Rule = {
  id: 'strimzi-storage',
  title: 'The operator refuses this storage',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Beyond its schema, the operator demands a size for every persistent claim, an id of its own for every volume of
JBOD storage, and at most one volume with the KRaft metadata. Otherwise the node pool is refused as a whole.`,
  sources: [sources.strimziApi, sources.strimziDeploying],
  check: {
    resource({ type, tree }: Resource, report: Report) {
      if (type !== 'KafkaNodePool') return;
      const storage = tree.get('spec', 'storage');
      const kind = storage.get('type').string();
      if (isSet(kind) && kind.value === 'jbod') checkJbod(storage.get('volumes').items(), report);
      else checkSize(storage, report);
    },
  },
  examples: [
    {
      bad: cluster({}, { storage: volumes('id: 0', 'id: «0»') }),
      good: cluster({}, { storage: volumes('id: 0', 'id: 1') }),
    },
    {
      bad: cluster({}, { storage: 'storage:\n  «type»: persistent-claim' }),
      good: cluster({}, { storage: 'storage:\n  type: persistent-claim\n  size: 500Gi' }),
      fixed: false,
    },
    {
      bad: cluster(
        {},
        {
          storage: volumes('id: 0\n      kraftMetadata: shared', 'id: 1\n      kraftMetadata: «shared»'),
        },
      ),
      good: cluster({}, { storage: volumes('id: 0\n      kraftMetadata: shared', 'id: 1') }),
      fixed: false,
    },
  ],
};

function checkJbod(items: Tree[], report: Report): void {
  const ids = new Map<number, SetValue<number>>();
  const taken = new Set(
    items.map((item) => item.get('id').integer()).flatMap((id) => (isSet(id) ? [id.value] : [])),
  );
  let metadata: SetValue<string> | undefined;
  for (const item of items) {
    checkSize(item, report);
    const id = item.get('id').integer();
    const same = isSet(id) ? ids.get(id.value) : undefined;
    if (isSet(id) && !same) ids.set(id.value, id);
    if (same || id.state === 'unset') {
      let free = 0;
      while (taken.has(free)) free += 1;
      taken.add(free);
      report(
        isSet(id) ? id : item.header,
        isSet(id)
          ? `two volumes have the id ${id.value}: the operator refuses the node pool. ${free} is free.`
          : `a volume of JBOD storage needs an id: without one the operator refuses the node pool. ${free} is free.`,
        { refused: true, fixes: [choice(`Set id to ${free}`, set(id.slot, free))] },
      );
    }
    const holds = item.get('kraftMetadata').string();
    if (!isSet(holds) || holds.value !== 'shared') continue;
    if (metadata) {
      report(
        holds,
        'two volumes are to hold the KRaft metadata: the operator refuses the node pool. Keep one of them.',
        {
          refused: true,
          related: [{ place: metadata.place, message: 'the other one' }],
        },
      );
    } else metadata = holds;
  }
}

function checkSize(volume: Tree, report: Report): void {
  const type = volume.get('type').string();
  if (!isSet(type) || type.value !== 'persistent-claim' || volume.get('size').self().state !== 'unset')
    return;
  report(
    volume.get('type').header,
    'a persistent claim needs a size: without one the operator refuses the node pool. Add size, such as 500Gi.',
    { refused: true },
  );
}
