import { fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { service } from './sound.ts';
import { sources } from './sources.ts';

const ENOUGH = 100_000;

export const fileDescriptorLimit: Rule = {
  id: 'file-descriptor-limit',
  title: 'Too few open files allowed',
  category: 'capacity',
  levels: { production: 'warning', dev: 'information' },
  why: `A broker holds every segment of its partitions open, with two index files each, and a socket for every connection.
At the limit it can neither roll a segment nor accept a client: it shuts down, and so does the next one that takes over
its partitions. Kafka's notes ask for at least 100,000. Where nothing is said, systemd before 240 allows 4,096, a newer one
524,288; Java raises itself to the hard limit.`,
  sources: [
    { title: sources.kafkaOps.title, url: 'https://kafka.apache.org/documentation/#os' },
    {
      title: 'systemd: NEWS of version 240',
      url: 'https://github.com/systemd/systemd/blob/main/NEWS',
    },
  ],
  check: {
    unit(unit, report) {
      const limit = unit.directive('Service', 'LimitNOFILE');
      if (limit.state === 'unknown') return;
      const fixes = [fix(`Set LimitNOFILE to ${ENOUGH}`, set(limit.slot, ENOUGH))];
      if (!isSet(limit)) {
        report(
          unit.service,
          `LimitNOFILE is not set: systemd before version 240 allows the broker 4,096 open files, and it stops when they are used up. Set it to ${ENOUGH}.`,
          { levels: { production: 'information', dev: 'off' }, fixes },
        );
        return;
      }
      // SOFT:HARD; Java raises the soft limit to the hard one by itself.
      const text = limit.value.split(':').at(-1) ?? '';
      if (!/^\d+$/.test(text) || Number(text) >= ENOUGH) return;
      report(
        limit,
        `LimitNOFILE=${limit.value}: a broker needs three open files a segment and one a connection, and stops when there are no more. Set it to ${ENOUGH}.`,
        { fixes },
      );
    },
  },
  examples: [
    { bad: service('LimitNOFILE=«4096»'), good: service('LimitNOFILE=100000') },
    {
      bad: service('-LimitNOFILE', '«[Service]»'),
      good: service('LimitNOFILE=infinity'),
      fixed: service('LimitNOFILE=100000'),
    },
  ],
};
