import { isOlder } from '../knowledge/versions.ts';
import type { Pool, Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { bytesOfKubernetes, sizeText } from '../model/quantity.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, isUnset, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { isJbod } from './volumes.ts';

/** From this metadata version on, nodes in KRaft mode may have several disks. */
const SEVERAL_DISKS = '3.7-IV2';

/** Names of storage classes that share files. */
const FILE_STORAGE = /(^|[-_.])(nfs|efs|cephfs|glusterfs|azure-?files?|filestore|smb|cifs)([-_.]|$)/i;

const volumes = (first: string, second: string) =>
  `storage:\n  type: jbod\n  volumes:\n    - ${first}\n      type: persistent-claim\n      size: 500Gi\n    - ${second}\n      type: persistent-claim\n      size: 500Gi`;

/** Two disks a broker, in a cluster whose metadata version is older. */
const disks = (second: string, metadata = '3.6-IV2') => {
  const apiVersion = 'kafka.strimzi.io/v1beta2';
  const annotations = `strimzi.io/node-pools: enabled
strimzi.io/kraft: enabled
kafka-review.io/ignore: strimzi-metadata-version`;
  return cluster(
    { apiVersion, annotations, version: 'version: 3.9.2', kafka: `metadataVersion: ${metadata}` },
    { apiVersion, storage: volumes('id: 0', second) },
  );
};

const claim = (size: string) => `storage:\n  type: persistent-claim\n  size: ${size}`;

export const strimziStorage: Rule = {
  id: 'strimzi-storage',
  title: 'The operator refuses this storage',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Beyond its schema, the operator demands a size that Kubernetes can read for every persistent claim, an id of its
own for every volume of JBOD storage, and at most one volume with the KRaft metadata. Otherwise the node pool is refused
as a whole. Several disks in KRaft mode came with the metadata version 3.7-IV2. Kafka works on block storage: a file
system that is shared over the network does not keep deleted files open.`,
  sources: [sources.strimziApi, sources.strimziDeploying],
  check: {
    resource(resource: Resource, report: Report) {
      for (const storage of storagesOf(resource)) {
        if (isJbod(storage)) checkJbod(storage, report);
        else checkVolume(storage, report);
      }
    },
    pool: checkSeveralDisks,
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
    {
      bad: cluster({}, { storage: claim('«500GB»') }),
      good: cluster({}, { storage: claim('500Gi') }),
    },
    {
      bad: cluster({}, { storage: 'storage:\n  «type»: jbod\n  volumes: []' }),
      good: cluster({}, { storage: volumes('id: 0', 'id: 1') }),
      fixed: false,
    },
    {
      bad: cluster({}, { storage: claim('500Gi\n  class: «efs-sc»') }),
      good: cluster({}, { storage: claim('500Gi\n  class: gp3') }),
      fixed: false,
    },
    {
      strimziVersion: '0.45',
      bad: disks('«id»: 1'),
      good: disks('id: 1', '3.9-IV0'),
      fixed: false,
    },
  ],
};

/** What the operator makes volumes from; a Kafka resource with node pools says nothing that counts. */
function storagesOf({ type, tree, annotation }: Resource): Tree[] {
  const spec = tree.get('spec');
  if (type === 'KafkaNodePool') return [spec.get('storage')];
  const counts = isSet(spec.get('zookeeper').self()) && isUnset(annotation('strimzi.io/node-pools'));
  if (type !== 'Kafka' || !counts) return [];
  return [spec.get('kafka', 'storage'), spec.get('zookeeper', 'storage')];
}

/** Source: validateKRaftJbodStorage in NodePoolUtils of the operator. */
function checkSeveralDisks({ machine: { volumes }, cluster }: Pool, report: Report): void {
  const metadata = cluster?.members[0]?.strimzi?.metadataVersion;
  const second = volumes[1];
  if (!second || cluster?.mode !== 'kraft' || !isSet(metadata) || !isBeforeDisks(metadata.value)) return;
  report(
    second.place,
    `with the metadata version ${metadata.value} a node in KRaft mode can have one disk only: the operator refuses the cluster. Raise metadataVersion to ${SEVERAL_DISKS} or keep one volume.`,
    { refused: true, related: [{ place: metadata.place, message: `metadataVersion ${metadata.value}` }] },
  );
}

const isBeforeDisks = (metadata: string): boolean =>
  isOlder(metadata, '3.7') || metadata === '3.7-IV0' || metadata === '3.7-IV1';

function checkJbod(storage: Tree, report: Report): void {
  const volumes = storage.get('volumes');
  const items = volumes.items();
  if (isUnset(volumes.self()) || (volumes.kind === 'seq' && items.length === 0)) {
    report(
      storage.get('type').header,
      'JBOD storage without a volume: the operator refuses it. Add volumes, each with an id.',
      { refused: true },
    );
  }
  const ids = new Map<number, SetValue<number>>();
  const taken = new Set(
    items.map((item) => item.get('id').integer()).flatMap((id) => (isSet(id) ? [id.value] : [])),
  );
  let metadata: SetValue<string> | undefined;
  for (const item of items) {
    checkVolume(item, report);
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

function checkVolume(volume: Tree, report: Report): void {
  const type = volume.get('type').string();
  if (!isSet(type) || type.value !== 'persistent-claim') return;
  checkSize(volume, report);
  const storageClass = volume.get('class').string();
  const shared = isSet(storageClass) ? FILE_STORAGE.exec(storageClass.value)?.[2] : undefined;
  if (shared === undefined || !isSet(storageClass)) return;
  report(
    storageClass,
    `${storageClass.value} looks like files over a network (${shared}): Kafka needs block storage, and fails there when it deletes or renames open segments. Use a class for block volumes.`,
    { levels: { production: 'information', dev: 'hint' } },
  );
}

function checkSize(volume: Tree, report: Report): void {
  const size = volume.get('size').string();
  if (size.state === 'unset' || (isSet(size) && size.value === '')) {
    report(
      volume.get('type').header,
      'a persistent claim needs a size: without one the operator refuses the node pool. Add size, such as 500Gi.',
      { refused: true },
    );
    return;
  }
  if (!isSet(size)) return;
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([kmgtp])i?b?$/i.exec(size.value) ?? [];
  const binary = unit ? `${number}${unit.toUpperCase()}i` : undefined;
  const fixes = binary ? [choice(`Set size to ${binary}`, set(size.slot, binary))] : [];
  const bytes = bytesOfKubernetes(size.value);
  if (bytes === undefined) {
    report(
      size,
      `${size.value} is no size that Kubernetes can read: no volume is made. Write ${binary ?? 'a number with Gi or Ti, such as 500Gi'}.`,
      { refused: true, fixes },
    );
  } else if (binary && /^[GTP]$/.test(unit ?? '') && !size.value.endsWith('i')) {
    report(
      size,
      `${size.value} counts in thousands and is ${sizeText(bytes)}. Write ${binary} if that was meant; a volume can grow, never shrink.`,
      { levels: { production: 'hint', dev: 'off' } },
    );
  }
}
