import type { Resource } from '../model/deployment.ts';
import { choice, type Fix, set } from '../model/fix.ts';
import { bytesOfKubernetes, sizeText } from '../model/quantity.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, type SetValue, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

/** Less than that no container starts with, and no Java at all. */
const LEAST_MEMORY = 16 * 2 ** 20;

/** More CPUs than any machine has: milli was meant. */
const MOST_CPUS = 512;

/** Where resources of a container stand, by kind. */
const places: Readonly<Record<string, readonly string[][]>> = {
  Kafka: [
    ['kafka'],
    ['zookeeper'],
    ['entityOperator', 'topicOperator'],
    ['entityOperator', 'userOperator'],
    ['cruiseControl'],
    ['kafkaExporter'],
  ],
  KafkaNodePool: [[]],
  KafkaConnect: [[], ['build']],
  KafkaMirrorMaker2: [[]],
  KafkaBridge: [[]],
};

const sized = (requests: string, limits: string) =>
  `resources:\n  requests:\n    memory: 16Gi\n    cpu: ${requests}\n  limits:\n    memory: 16Gi\n    cpu: ${limits}\njvmOptions:\n  -Xms: 4g\n  -Xmx: 4g`;

export const strimziResources: Rule = {
  id: 'strimzi-resources',
  title: 'CPU or memory that no pod can be made with',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Strimzi copies requests and limits into its pods as they are, and Kubernetes refuses a pod whose request is above
its limit. A small m means a thousandth: 512m of memory is half a byte, and 4000 of CPU, meant as 4000m, are as many
processors, for which no machine is found. The resource is accepted; the pods never come.`,
  sources: [
    {
      title: 'Kubernetes: resource management for pods and containers',
      url: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    },
    sources.strimziApi,
  ],
  check: {
    resource({ type, tree }: Resource, report: Report) {
      for (const path of Object.hasOwn(places, type) ? (places[type] ?? []) : [])
        checkResources(tree.get('spec', ...path, 'resources'), report);
    },
  },
  examples: [
    {
      bad: cluster({}, { machine: sized('«4»', '2') }),
      good: cluster({}, { machine: sized('2', '2') }),
    },
    {
      bad: cluster({}, { machine: sized('«4000»', '«4000»') }),
      good: cluster({}, { machine: sized('4000m', '4000m') }),
    },
    {
      bad: cluster({
        spec: 'cruiseControl:\n  resources:\n    requests:\n      memory: «512m»\n    limits:\n      memory: 512Mi',
      }),
      good: cluster({
        spec: 'cruiseControl:\n  resources:\n    requests:\n      memory: 512Mi\n    limits:\n      memory: 512Mi',
      }),
    },
  ],
};

function checkResources(resources: Tree, report: Report): void {
  const [requests, limits] = [resources.get('requests'), resources.get('limits')];
  for (const { name } of requests.keys())
    compare(name, requests.get(name).string(), limits.get(name).string(), report);
  for (const part of [requests, limits]) {
    checkMemory(part.get('memory').string(), report);
    checkCpu(part.get('cpu').string(), report);
  }
}

const amountOf = (value: Value<string>): number | undefined =>
  isSet(value) ? bytesOfKubernetes(value.value) : undefined;

function compare(name: string, request: Value<string>, limit: Value<string>, report: Report): void {
  const [least, most] = [amountOf(request), amountOf(limit)];
  if (!isSet(request) || !isSet(limit) || least === undefined || most === undefined || least <= most) return;
  // Half a byte is said below.
  if (name === 'memory' && most < LEAST_MEMORY) return;
  report(
    request,
    `the ${name} request ${request.value} is above the limit ${limit.value}: Kubernetes refuses the pods. Lower the request or raise the limit.`,
    {
      refused: true,
      related: [{ place: limit.place, message: `the limit is ${limit.value} here` }],
      fixes: [
        choice(`Set the request to ${limit.value}`, set(request.slot, written(limit))),
        choice(`Set the limit to ${request.value}`, set(limit.slot, written(request))),
      ],
    },
  );
}

/** A number stays one. */
const written = ({ value }: SetValue<string>): string | number =>
  /^\d+$/.test(value) ? Number(value) : value;

function checkMemory(memory: Value<string>, report: Report): void {
  const bytes = amountOf(memory);
  if (!isSet(memory) || bytes === undefined || bytes >= LEAST_MEMORY) return;
  const [, number] = /^(\d+)m$/.exec(memory.value) ?? [];
  const fixes: Fix[] = number
    ? [choice(`Set the memory to ${number}Mi`, set(memory.slot, `${number}Mi`))]
    : [];
  const text = number
    ? `m is a thousandth, so ${memory.value} of memory are ${sizeText(bytes)}: no container starts. Write ${number}Mi.`
    : `${memory.value} of memory are ${sizeText(bytes)}: no container starts. Write the unit, such as 8Gi.`;
  report(memory, text, { refused: true, fixes });
}

function checkCpu(cpu: Value<string>, report: Report): void {
  const count = amountOf(cpu);
  if (!isSet(cpu) || count === undefined || count <= MOST_CPUS) return;
  report(
    cpu,
    `${cpu.value} CPUs are more than any machine has: the pods find no node. Write ${cpu.value}m for thousandths.`,
    { fixes: [choice(`Set the CPU to ${cpu.value}m`, set(cpu.slot, `${cpu.value}m`))] },
  );
}
