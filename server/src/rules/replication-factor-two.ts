import { integer } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { isSet, type Known, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const replicationFactorTwo: Rule = {
  id: 'replication-factor-two',
  title: 'Two replicas force a choice between losing records and stopping writes',
  category: 'durability',
  levels: { production: 'information', dev: 'off' },
  why: `With two replicas, min.insync.replicas=1 lets an acknowledged record live on one broker only, and 2 blocks every
acks=all producer when either broker stops. Some accept that to save storage, on disks that are replicated themselves;
three replicas with min.insync.replicas=2 need no such choice.`,
  sources: [sources.mskReliability, sources.awsKafka, sources.azRacks],
  // Two of two in sync: that finding says the same, and what it does now.
  yieldsTo: ['min-isr-equals-rf', 'min-isr-exceeds-rf'],
  check: {
    broker({ config, cluster, ...broker }, report) {
      const factor = integer(config, 'default.replication.factor');
      if (isSet(factor) && isBroker(broker))
        check('default.replication.factor', factor, cluster.brokers, report);
    },
    topic({ name, replicas, cluster }, report) {
      if (isSet(replicas)) check(`${name}: replicas`, replicas, cluster?.brokers, report);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('default.replication.factor=«2»\nmin.insync.replicas=1') },
      good: { 'server.properties': broker('default.replication.factor=3\nmin.insync.replicas=2') },
      fixed: { 'server.properties': broker('default.replication.factor=3\nmin.insync.replicas=1') },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ replicas: '«2»', config: 'min.insync.replicas: 1' }) },
      good: { ...cluster(), 'topic.yaml': topic() },
      fixed: { ...cluster(), 'topic.yaml': topic({ replicas: '3', config: 'min.insync.replicas: 1' }) },
    },
  ],
};

function check(
  what: string,
  factor: SetValue<number>,
  brokers: Known<number> | undefined,
  report: Report,
): void {
  // Below three brokers there is no third replica: single-broker-cluster says it.
  if (factor.value !== 2 || (brokers && brokers.value < 3)) return;
  report(
    factor,
    `${what} = 2: when one broker stops, either acks=all writes stop (min.insync.replicas=2) or records live on one disk only (1). Three replicas avoid the choice.`,
    { fixes: [choice(`Set ${String(factor.slot.path.at(-1))} to 3`, set(factor.slot, 3))] },
  );
}
