import { racksOf } from './racks.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const rackAllEqual: Rule = {
  id: 'rack-all-equal',
  title: 'All brokers say that they are in the same rack',
  category: 'racks',
  levels: { production: 'warning', dev: 'information' },
  why: `Kafka spreads replicas over racks that differ. With the same name everywhere, rack awareness is switched on and
does nothing: often a line was copied from broker to broker.`,
  sources: [sources.haKafka, sources.kafkaOps],
  check: {
    cluster(cluster, report) {
      const racks = racksOf(cluster);
      if (!racks || racks.members.length < 2 || racks.byName.size !== 1) return;
      const [first, ...others] = racks.members;
      if (!first) return;
      report(
        first.rack,
        `broker.rack is ${first.rack.value} on all ${racks.members.length} brokers: replicas are spread over nothing. Give each broker the name of its own zone.`,
        {
          related: others.map(({ rack, name }) => ({
            place: rack.place,
            message: `${rack.value} in ${name} as well`,
          })),
        },
      );
    },
  },
  examples: [
    {
      bad: {
        'server-1.properties': broker('node.id=1\nbroker.rack=«eu-west-1a»'),
        'server-2.properties': broker('node.id=2\nbroker.rack=eu-west-1a'),
        'server-3.properties': broker('node.id=3\nbroker.rack=eu-west-1a'),
      },
      good: {
        'server-1.properties': broker('node.id=1\nbroker.rack=eu-west-1a'),
        'server-2.properties': broker('node.id=2\nbroker.rack=eu-west-1b'),
        'server-3.properties': broker('node.id=3\nbroker.rack=eu-west-1c'),
      },
      fixed: false,
    },
  ],
};
