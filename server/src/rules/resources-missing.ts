import type { Machine, Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import type { Place } from '../model/place.ts';
import { bytesOfKubernetes, sizeText } from '../model/quantity.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, connect, controllers, machine, pool, WORKER } from './sound.ts';
import { sources } from './sources.ts';

/** Bytes. */
const LEAST_MEMORY = 4 * 2 ** 30;

const split = (request: string, limit: string) =>
  `resources:\n  requests:\n    memory: ${request}\n  limits:\n    memory: ${limit}\njvmOptions:\n  -Xms: 4g\n  -Xmx: 4g`;

export const resourcesMissing: Rule = {
  id: 'resources-missing',
  title: 'Nodes without a share of memory of their own',
  category: 'capacity',
  levels: { production: 'information', dev: 'off' },
  why: `Without a memory request Kubernetes puts the pod where there is little left and evicts it first; without a
limit, or with one above the request, the page cache that the broker works from is taken away as soon as neighbours
grow. Strimzi also sizes the heap from these numbers when no -Xmx is set. A broker with less than 4 GiB or one CPU has
too little of either for production.`,
  sources: [sources.strimziApi, sources.strimziDeploying],
  check: {
    broker({ machine, strimzi, place }, report) {
      if (strimzi && machine) check(machine, isSet(strimzi.zookeeper) ? place : undefined, report);
    },
    pool({ machine, place, roles }, report) {
      check(machine, place, report);
      if (!isSet(roles) || roles.value.includes('broker')) checkLeast(machine, report);
    },
    resource: checkWorker,
  },
  examples: [
    {
      bad: {
        ...cluster(),
        'pools.yaml': `${pool({ name: '«brokers»', machine: 'jvmOptions:\n  -Xms: 4g\n  -Xmx: 4g' })}---\n${controllers()}`,
      },
      good: cluster(),
      fixed: false,
    },
    {
      bad: cluster({}, { machine: split('«8Gi»', '16Gi') }),
      good: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g') }),
    },
    {
      bad: {
        'connect.yaml': connect('', '', WORKER.slice(WORKER.indexOf('metricsConfig'))).replace(
          'name: connect',
          'name: «connect»',
        ),
      },
      good: { 'connect.yaml': connect() },
      fixed: false,
    },
    {
      bad: cluster({}, { machine: machine('2Gi', '-Xms: 1g\n-Xmx: 1g').replace(/2Gi(?=\njvm)/, '«2Gi»') }),
      good: cluster({}, { machine: machine('4Gi', '-Xms: 1g\n-Xmx: 1g') }),
    },
  ],
};

/** Connect, MirrorMaker 2 and the Bridge: with less at stake, so that only nothing at all is said. */
function checkWorker({ type, tree, name }: Resource, report: Report): void {
  if (type !== 'KafkaConnect' && type !== 'KafkaMirrorMaker2' && type !== 'KafkaBridge') return;
  const spec = tree.get('spec');
  if (isUnset(spec.get('replicas').self()) || !isUnset(spec.get('resources').self())) return;
  report(
    name,
    'no memory request or limit: the pods compete for memory with their neighbours and are evicted first, and the heap is sized by the whole machine. Set both to the same size.',
  );
}

/** `place`: where nothing at all is said; a Kafka resource in KRaft mode leaves that to its pools, be they elsewhere. */
function check({ memory: { request, limit } }: Machine, place: Place | undefined, report: Report): void {
  if (request.state === 'unset' && limit.state === 'unset') {
    if (place)
      report(
        place,
        'no memory request or limit: the nodes compete for memory with their neighbours and are evicted first. Set both to the same size.',
      );
    return;
  }
  if (!isSet(request) || !isSet(limit) || request.value === limit.value) return;
  report(
    request,
    `the memory request is ${sizeText(request.value)}, the limit ${sizeText(limit.value)}: what lies between can be taken away, and with it the page cache. Set both to ${limit.text}.`,
    {
      related: [{ place: limit.place, message: `the limit is ${sizeText(limit.value)} here` }],
      fixes: [choice(`Set the request to ${limit.text}`, set(request.slot, limit.text))],
    },
  );
}

/** What a broker in production should not have less of. */
function checkLeast({ memory: { limit, request }, fields }: Machine, report: Report): void {
  if (isSet(limit) && limit.value < LEAST_MEMORY) {
    const both = [limit, request].filter(isSet).map((one) => set(one.slot, '4Gi'));
    report(
      limit,
      `a broker has ${sizeText(limit.value)} of memory for heap and page cache together: readers fall back on the disk. Give it 4Gi at least.`,
      { fixes: [choice('Set the memory to 4Gi', ...both)] },
    );
  }
  const cpu = fields?.resources.get('limits', 'cpu').string();
  const count = isSet(cpu) ? bytesOfKubernetes(cpu.value) : undefined;
  if (!isSet(cpu) || count === undefined || count >= 1) return;
  report(
    cpu,
    `the CPU limit is ${cpu.value}: with less than one CPU a broker is held up in the middle of requests, and can miss its heartbeats. Set it to 1 at least.`,
    { fixes: [choice('Set the limit to 1', set(cpu.slot, '1'))] },
  );
}
