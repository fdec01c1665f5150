import { racksOf } from './racks.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const rackCountBelowRf: Rule = {
  id: 'rack-count-below-rf',
  title: 'There are fewer racks than replicas',
  category: 'racks',
  levels: { production: 'warning', dev: 'information' },
  why: `With three replicas in two racks, one rack always holds two of them. When it goes, one replica is left: below a
min.insync.replicas of 2, and producers with acks=all wait until the rack is back. The controllers have the same
problem: one of two racks holds the majority.`,
  sources: [sources.haKafka, sources.azRacks, sources.mskMigration],
  check: {
    cluster(cluster, report) {
      const racks = racksOf(cluster);
      const factor = cluster.facts.defaultReplicationFactor;
      if (!racks || !factor || racks.byName.size < 2 || racks.byName.size >= factor.value) return;
      const names = [...racks.byName.keys()];
      const share = Math.ceil(factor.value / names.length);
      const place = factor.from[0] ?? racks.members[0]?.rack.place;
      if (!place) return;
      report(
        place,
        `default.replication.factor is ${factor.value}, and the brokers are in ${names.length} racks (${names.join(', ')}): one rack holds ${share} of ${factor.value} replicas, and too few are left when it goes. Use ${factor.value} racks.`,
        {
          related: racks.members.map(({ name, rack }) => ({
            place: rack.place,
            message: `${name} is in ${rack.value}`,
          })),
        },
      );
    },
  },
  examples: [
    {
      bad: {
        'server-1.properties': broker('node.id=1\nbroker.rack=a\ndefault.replication.factor=«3»'),
        'server-2.properties': broker('node.id=2\nbroker.rack=a\ndefault.replication.factor=3'),
        'server-3.properties': broker('node.id=3\nbroker.rack=b\ndefault.replication.factor=3'),
      },
      good: {
        'server-1.properties': broker('node.id=1\nbroker.rack=a\ndefault.replication.factor=3'),
        'server-2.properties': broker('node.id=2\nbroker.rack=b\ndefault.replication.factor=3'),
        'server-3.properties': broker('node.id=3\nbroker.rack=c\ndefault.replication.factor=3'),
      },
      fixed: false,
    },
  ],
};
