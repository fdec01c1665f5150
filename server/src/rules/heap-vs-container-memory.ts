import type { Machine, Role } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { jvmText, sizeText } from '../model/quantity.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, machine } from './sound.ts';
import { sources } from './sources.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

export const heapVsContainerMemory: Rule = {
  id: 'heap-vs-container-memory',
  title: "The heap takes too much of the container's memory",
  category: 'capacity',
  levels: { production: 'warning', dev: 'information' },
  why: `The memory limit counts more than the heap: threads, network buffers, class data and the page cache that the
broker reads and writes through. A heap that reaches the limit has the container killed as soon as it fills; one that
takes more than half of it leaves consumers to the disk. Strimzi itself gives the heap half of the memory, 5 GiB at
most, when no -Xmx is set. Only the first holds for controllers.`,
  sources: [
    {
      title: sources.strimziDeploying.title,
      url: `${sources.strimziApi.url}#con-common-configuration-resources-reference`,
    },
    sources.kafkaOps,
  ],
  check: {
    broker: ({ machine, roles }, report) => check(machine, roles, report),
    pool: ({ machine, roles }, report) => check(machine, roles, report),
  },
  examples: [
    {
      bad: cluster({}, { machine: machine('6Gi', '-Xms: 4g\n-Xmx: «4g»') }),
      good: cluster({}, { machine: machine('8Gi', '-Xms: 4g\n-Xmx: 4g') }),
      fixed: cluster({}, { machine: machine('6Gi', '-Xms: 3g\n-Xmx: 3g') }),
    },
    {
      bad: cluster({}, { machine: machine('4Gi', '-Xms: 4g\n-Xmx: «4g»') }),
      good: cluster({}, { machine: machine('4Gi', '-Xms: 2g\n-Xmx: 2g') }),
    },
  ],
};

function check(machine: Machine | undefined, roles: Value<Role[]>, report: Report): void {
  const max = machine?.heap.max;
  const limit = machine?.memory.limit;
  if (!machine || !isSet(max) || !isSet(limit) || limit.value < MIB) return;
  const isBroker = roles.state === 'unset' || (isSet(roles) && roles.value.includes('broker'));
  const share = max.value / limit.value;
  if (share < 1 && (!isBroker || share <= 0.5)) return;
  // Whole gigabytes where that is still about half of the memory; more than 6 GiB is more than a broker needs.
  const half = isBroker ? Math.min(limit.value / 2, 6 * GIB) : limit.value / 2;
  const wanted = jvmText(
    half >= 2 * GIB ? Math.floor(half / GIB) * GIB : Math.floor(half / (64 * MIB)) * 64 * MIB,
  );
  const { min } = machine.heap;
  const changes = [set(max.slot, wanted), ...(isSet(min) ? [set(min.slot, wanted)] : [])];
  const sizes = `-Xmx is ${sizeText(max.value)} and the container's limit ${sizeText(limit.value)}`;
  const remedy = `Set -Xms and -Xmx to ${wanted}, or raise the limit.`;
  report(
    max,
    share >= 1
      ? `${sizes}: the container is killed when the heap fills. ${remedy}`
      : `${sizes}: only ${Math.round((1 - share) * 100)} % are left for the page cache and network buffers. ${remedy}`,
    {
      related: [{ place: limit.place, message: `the limit is ${sizeText(limit.value)} here` }],
      fixes: wanted === '0' ? [] : [choice(`Set the heap to ${wanted}`, ...changes)],
      ...(share >= 1 ? { levels: { production: 'error', dev: 'warning' } as const } : {}),
    },
  );
}
