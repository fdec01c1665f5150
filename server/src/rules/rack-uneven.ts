import { racksOf } from './racks.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const rackUneven: Rule = {
  id: 'rack-uneven',
  title: 'Racks have different numbers of brokers',
  category: 'racks',
  levels: { production: 'warning', dev: 'information' },
  why: `Each rack gets the same share of the replicas. In a rack with fewer brokers each of them holds more: its disks fill
first and it replicates more, while the others idle.`,
  sources: [sources.awsKafka, sources.mskMigration, sources.kafkaOps],
  // Fewer racks than replicas is the larger worry with the same remedy.
  yieldsTo: ['rack-count-below-rf'],
  check: {
    cluster(cluster, report) {
      const racks = racksOf(cluster);
      if (!racks || racks.byName.size < 2) return;
      const counts = [...racks.byName].sort(([, a], [, b]) => a.length - b.length);
      const [smallest] = counts;
      const largest = counts.at(-1);
      const [first] = smallest?.[1] ?? [];
      if (!smallest || !largest || !first) return;
      const difference = largest[1].length - smallest[1].length;
      if (difference === 0) return;
      const total = racks.members.length;
      const next = Math.ceil(total / racks.byName.size) * racks.byName.size;
      report(
        first.rack,
        `${smallest[0]} has ${plural(smallest[1].length)}, ${largest[0]} has ${largest[1].length}: each in ${smallest[0]} holds more replicas than the others. Spread ${next} brokers evenly.`,
        {
          // One too many is what a cluster looks like while it grows.
          ...(difference === 1 && total % racks.byName.size !== 0
            ? { levels: { production: 'information', dev: 'hint' } }
            : {}),
          related: racks.members
            .filter((member) => member !== first)
            .map(({ name, rack }) => ({ place: rack.place, message: `${name} is in ${rack.value}` })),
        },
      );
    },
  },
  examples: [
    {
      bad: {
        'server-1.properties': broker('node.id=1\nbroker.rack=a'),
        'server-2.properties': broker('node.id=2\nbroker.rack=a'),
        'server-3.properties': broker('node.id=3\nbroker.rack=«b»'),
        'server-4.properties': broker('node.id=4\nbroker.rack=c'),
      },
      good: {
        'server-1.properties': broker('node.id=1\nbroker.rack=a'),
        'server-2.properties': broker('node.id=2\nbroker.rack=b'),
        'server-3.properties': broker('node.id=3\nbroker.rack=c'),
      },
      fixed: false,
    },
  ],
};

const plural = (count: number): string => (count === 1 ? '1 broker' : `${count} brokers`);
