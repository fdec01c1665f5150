import { type Check, some, sources } from '../check.ts';
import { liveBrokers } from '../replicas.ts';

export const rackMissing: Check = {
  id: 'live-rack-missing',
  title: 'Brokers have no rack',
  why: 'Without broker.rack all replicas of a partition can land in one availability zone; when only some brokers have one, Kafka refuses to make topics.',
  sources: [sources.racks, sources.intuit],
  check(snapshot) {
    const live = liveBrokers(snapshot);
    const without = live.filter(({ rack }) => rack === null).map(({ id }) => id);
    if (without.length === 0 || live.length < 2) return [];
    const all = without.length === live.length;
    return [
      {
        severity: 'warning',
        subject: { kind: 'cluster' },
        message: all
          ? `none of the ${live.length} brokers has a rack: all replicas of a partition can land in one zone. Set broker.rack on each.`
          : `broker ${some(without)} has no rack, the others have: new topics are refused unless assigned by hand. Set broker.rack.`,
      },
    ];
  },
};
