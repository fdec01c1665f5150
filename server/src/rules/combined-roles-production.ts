import type { Cluster, Role } from '../model/deployment.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, controllers, pool } from './sound.ts';
import { sources } from './sources.ts';

export const combinedRolesProduction: Rule = {
  id: 'combined-roles-production',
  title: 'A node is broker and controller at once',
  category: 'availability',
  levels: { production: 'warning', dev: 'off' },
  why: `A combined node's controller shares heap, disk and restarts with a broker: load from clients slows the metadata
down, and neither role can be scaled or rolled without the other. Kafka recommends it for development only. Small
clusters of three nodes do it knowingly.`,
  sources: [sources.kafkaKraft, sources.strimziDeploying],
  check: {
    broker: ({ roles, cluster }, report) => check(roles, cluster, report),
    pool: ({ roles, cluster }, report) => check(roles, cluster, report),
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'process.roles=«broker,controller»\nlisteners=INTERNAL://:9092,CLIENT://:9094,CONTROLLER://:9093',
        ),
      },
      good: { 'server.properties': broker() },
      fixed: false,
    },
    {
      bad: {
        ...cluster(),
        'pools.yaml': pool({ roles: 'controller broker' }).replace('roles:', '«roles»:'),
      },
      good: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers()}` },
      fixed: false,
    },
  ],
};

function check(roles: Value<Role[]>, cluster: Cluster | undefined, report: Report): void {
  // Of a cluster with one broker, single-broker-cluster says it.
  if (!isSet(roles) || new Set(roles.value).size < 2 || cluster?.brokers?.value === 1) return;
  report(
    roles,
    'broker and controller in one process: load from clients slows the metadata down, and neither can be restarted or scaled alone. Give the controllers nodes of their own.',
  );
}
