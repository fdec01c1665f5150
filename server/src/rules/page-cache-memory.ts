import type { Pool } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { sizeText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, pool } from './sound.ts';
import { sources } from './sources.ts';

const GB = 1e9;
const LEAST = 5 * GB;

const quorum = (more: { machine?: string; storage?: string }) => ({
  ...cluster(),
  'pools.yaml': `${pool()}---\n${pool({ name: 'controllers', roles: 'controller', ...more })}`,
});

const withMemory = (request: string, limit: string) =>
  quorum({
    machine: `resources:\n  requests:\n    memory: ${request}\n  limits:\n    memory: ${limit}\njvmOptions:\n  -Xms: 1g\n  -Xmx: 1g`,
  });

const withDisk = (size: string) => quorum({ storage: `storage:\n  type: persistent-claim\n  size: ${size}` });

export const pageCacheMemory: Rule = {
  id: 'page-cache-memory',
  title: 'Too little memory or disk for a controller',
  category: 'capacity',
  levels: { production: 'information', dev: 'off' },
  why: `Kafka works from the operating system's page cache, so what counts is the memory beside the heap. For a
controller Kafka's notes name 5 GB of memory and 5 GB of disk for the metadata log; brokers need room for what is
written in half a minute, which only their load can tell.`,
  sources: [sources.kafkaKraft, sources.kafkaOps, sources.azRacks],
  check: { pool: check },
  examples: [
    { bad: withMemory('2Gi', '«2Gi»'), good: withMemory('5Gi', '5Gi') },
    {
      bad: withDisk('«1Gi»'),
      good: withDisk('5Gi'),
    },
  ],
};

function check({ machine, roles }: Pool, report: Report): void {
  if (!isSet(roles) || roles.value.length !== 1 || roles.value[0] !== 'controller') return;
  const { limit, request } = machine.memory;
  const memory = isSet(limit) ? limit : request;
  if (isSet(memory) && memory.value < LEAST) {
    const both = [limit, request].filter(isSet).map((one) => set(one.slot, '5Gi'));
    report(
      memory,
      `a controller has ${sizeText(memory.value)} of memory; Kafka's notes name 5 GB, because it holds the metadata of all partitions. Set it to 5Gi.`,
      { fixes: [choice('Set the memory to 5Gi', ...both)] },
    );
  }
  for (const { size } of machine.volumes) {
    if (!isSet(size) || size.value >= LEAST) continue;
    report(
      size,
      `a controller has ${sizeText(size.value)} of disk; Kafka's notes name 5 GB for the metadata log. Set it to 5Gi.`,
      { fixes: [choice('Set the size to 5Gi', set(size.slot, '5Gi'))] },
    );
  }
}
