import type { Machine, Role } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { sizeText } from '../model/quantity.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, machine, service } from './sound.ts';
import { sources } from './sources.ts';

const GIB = 2 ** 30;

export const heapTooLarge: Rule = {
  id: 'heap-too-large',
  title: "The broker's heap is larger than it needs",
  category: 'capacity',
  levels: { production: 'warning', dev: 'information' },
  why: `A broker keeps records in the operating system's page cache, not on its heap. Every gigabyte of heap is one that
consumers cannot be served from, and a large heap makes collections longer; a pause drops the broker from in-sync
replica sets. Kafka's own notes show 6 GB for a busy cluster, which is the limit here; AWS advises to stay below 4 GB.
Controllers are not judged.`,
  sources: [
    sources.awsKafka,
    { title: sources.kafkaOps.title, url: 'https://kafka.apache.org/documentation/#java' },
  ],
  // A heap that the container has no room for is the same number, and worse.
  yieldsTo: ['heap-vs-container-memory'],
  check: {
    broker: ({ machine, roles }, report) => check(machine, roles, report),
    pool({ machine, roles }, report) {
      if (isSet(roles)) check(machine, roles, report);
    },
    unit: ({ machine }, report) => check(machine, undefined, report),
  },
  examples: [
    {
      bad: cluster({}, { machine: machine('64Gi', '-Xms: 12g\n-Xmx: «12g»') }),
      good: cluster({}, { machine: machine('64Gi', '-Xms: 4g\n-Xmx: 4g') }),
      fixed: cluster({}, { machine: machine('64Gi', '-Xms: 6g\n-Xmx: 6g') }),
    },
    {
      bad: service('Environment="KAFKA_HEAP_OPTS=-Xms16g -Xmx«16g»"'),
      good: service('Environment="KAFKA_HEAP_OPTS=-Xms6g -Xmx6g"'),
    },
  ],
};

function check(machine: Machine | undefined, roles: Value<Role[]> | undefined, report: Report): void {
  const max = machine?.heap.max;
  if (!isSet(max) || max.value <= 6 * GIB) return;
  if (roles?.state === 'unknown' || (isSet(roles) && !roles.value.includes('broker'))) return;
  const size = sizeText(max.value);
  const min = machine?.heap.min;
  const changes = [set(max.slot, '6g'), ...(isSet(min) && min.value > 6 * GIB ? [set(min.slot, '6g')] : [])];
  const cost = max.value > 8 * GIB ? 'collections grow long enough to drop it from in-sync sets, and' : '';
  report(
    max,
    `-Xmx is ${size}: a broker needs no more than 6 GiB; ${cost ? `${cost} ` : ''}the rest is missing in the page cache that serves consumers. Set -Xms and -Xmx to 6g.`,
    { fixes: [choice('Set the heap to 6g', ...changes)] },
  );
}
