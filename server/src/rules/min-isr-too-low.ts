import { fix, set } from '../model/fix.ts';
import {
  brokerReplication,
  placeOf,
  type Replication,
  relatedOf,
  topicReplication,
} from '../model/replication.ts';
import type { Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, kafka, topic } from './sound.ts';
import { sources } from './sources.ts';

export const minIsrTooLow: Rule = {
  id: 'min-isr-too-low',
  title: 'min.insync.replicas lets the leader alone acknowledge a write',
  category: 'durability',
  levels: { production: 'warning', dev: 'hint' },
  why: `With min.insync.replicas=1 a producer with acks=all is answered as soon as the leader has the record, once the
other replicas fell behind or stopped. If the leader's disk is lost then, acknowledged records are lost with it. 2
keeps every acknowledged record on two brokers and still lets one of three be away.`,
  sources: [sources.mskReliability, sources.kafkaProduction, sources.strimziBrokerConfig],
  check: {
    broker(broker, report) {
      const [defaults] = brokerReplication(broker);
      // The transaction log is judged with the other internal topics.
      if (defaults?.minIsr.key === 'min.insync.replicas') check(defaults, defaults.minIsr.own, report);
    },
    topic(topic, report) {
      for (const pair of topicReplication(topic)) {
        const inherits = pair.minIsr.own.state === 'unset';
        // The broker's own finding explains what a topic inherits: its default replication factor is 1, or 3 and more.
        if (!inherits || topic.cluster?.defaultReplicationFactor?.value === 2)
          check(pair, placeOf(pair), report);
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('min.insync.replicas=«1»') },
      good: { 'server.properties': broker('min.insync.replicas=2') },
    },
    {
      bad: {
        'server.properties': broker('-min.insync.replicas\n').replace('process.roles', '«process.roles»'),
      },
      good: { 'server.properties': broker() },
      fixed: { 'server.properties': broker('-min.insync.replicas\nmin.insync.replicas=2') },
    },
    {
      bad: {
        ...cluster(),
        'kafka.yaml': kafka({ config: '-min.insync.replicas' }).replace('config:', '«config»:'),
      },
      good: cluster(),
      fixed: cluster({ config: '-min.insync.replicas\nmin.insync.replicas: 2' }),
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: 'min.insync.replicas: «1»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'min.insync.replicas: 2' }) },
    },
  ],
};

function check(pair: Replication, at: Value<number>, report: Report): void {
  const { factor, minIsr } = pair;
  if (factor.value < 3 || minIsr.value >= 2) return;
  const unset = minIsr.from.length === 0 ? ' (the default)' : '';
  report(
    at,
    `${minIsr.name} = ${minIsr.value}${unset} with ${factor.name} = ${factor.value}: acks=all can be answered by the leader alone, and its loss loses acknowledged records. Set it to 2.`,
    { related: relatedOf(pair), fixes: [fix(`Set ${minIsr.key} to 2`, set(minIsr.own.slot, 2))] },
  );
}
