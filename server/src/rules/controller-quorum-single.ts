import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, controllers, pool } from './sound.ts';
import { sources } from './sources.ts';

export const controllerQuorumSingle: Rule = {
  id: 'controller-quorum-single',
  title: 'One controller holds all metadata',
  category: 'availability',
  levels: { production: 'warning', dev: 'off' },
  why: `The controllers keep the cluster's metadata and elect partition leaders. With one of them, its restart stops
every election and every change of a topic, and its disk is the only copy of the metadata. Three controllers go on
when one is away.`,
  sources: [sources.kafkaKraft, sources.azRacks],
  check: {
    cluster({ controllers, brokers, pools }, report) {
      const [place] = controllers?.from ?? [];
      // Of a cluster with one broker, single-broker-cluster says it.
      if (controllers?.value !== 1 || !place || brokers?.value === 1) return;
      const counted = pools.find(({ replicas }) => replicas.place === place)?.replicas;
      report(
        place,
        `the cluster has 1 controller: while it is away no leader is elected and no topic can change, and its disk is the only copy of the metadata. Use 3.`,
        counted && isSet(counted) ? { fixes: [choice('Set replicas to 3', set(counted.slot, 3))] } : {},
      );
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('«1»')}` },
      good: { ...cluster(), 'pools.yaml': `${pool()}---\n${controllers('3')}` },
    },
    {
      bad: { 'server.properties': broker(voters('«101@c1.kafka.internal:9093»')) },
      good: {
        'server.properties': broker(
          voters('101@c1.kafka.internal:9093,102@c2.kafka.internal:9093,103@c3.kafka.internal:9093'),
        ),
      },
      fixed: false,
    },
  ],
};

function voters(list: string): string {
  return `-controller.quorum.bootstrap.servers\ncontroller.quorum.voters=${list}`;
}
