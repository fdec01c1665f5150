import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { isJbod, storageOf, volumesById } from './volumes.ts';

const volume = (id: number) =>
  `    - id: ${id}\n      type: persistent-claim\n      size: 500Gi\n      deleteClaim: false\n`;

const storage = (volumes: string) => `storage:\n  type: jbod\n  volumes:\n${volumes.trimEnd()}`;

export const strimziVolumeRemoved: Rule = {
  id: 'strimzi-volume-removed',
  title: 'A volume is taken from brokers that may have data on it',
  category: 'durability',
  levels: { production: 'warning', dev: 'information' },
  why: `The operator takes a JBOD volume away without a look at what is on it: the replicas there are gone and are
copied again from other brokers, if there are others. Move them to the other volumes of each broker first, with a
rebalance in the mode remove-disks. This rule compares with a commit of Git: the last one in the editor, the one that
--since names in the terminal.`,
  sources: [sources.strimziStorageDiff, sources.strimziDeploying],
  check: {
    resource(resource, report) {
      if (!resource.before || !['Kafka', 'KafkaNodePool'].includes(resource.type)) return;
      const [now, before] = [storageOf(resource, resource.tree), storageOf(resource, resource.before)];
      if (!isJbod(now) || !isJbod(before) || now.get('volumes').kind !== 'seq') return;
      const items = now.get('volumes').items();
      const left = volumesById(now);
      if (left.size < items.length) return;
      const gone = [...volumesById(before).keys()].filter((id) => !left.has(id)).sort((a, b) => a - b);
      if (gone.length === 0) return;
      const named = gone.length === 1 ? `volume ${gone[0]} is` : `volumes ${gone.join(', ')} are`;
      report(
        now.get('volumes').header,
        `${named} removed: replicas on it are lost and copied again. Move them away first, by a rebalance in the mode remove-disks.`,
      );
    },
  },
  examples: [
    {
      before: cluster({}, { storage: storage(volume(0) + volume(1)) }),
      bad: cluster({}, { storage: storage(volume(0)).replace('volumes', '«volumes»') }),
      good: cluster({}, { storage: storage(volume(0) + volume(1)) }),
      fixed: false,
    },
  ],
};
