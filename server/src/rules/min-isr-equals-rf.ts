import { choice, fix, set } from '../model/fix.ts';
import {
  brokerReplication,
  placeOf,
  type Replication,
  relatedOf,
  topicReplication,
} from '../model/replication.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const minIsrEqualsRf: Rule = {
  id: 'min-isr-equals-rf',
  title: 'min.insync.replicas leaves no room for a broker to stop',
  category: 'durability',
  levels: { production: 'error', dev: 'information' },
  why: `With acks=all a write needs as many in-sync replicas as min.insync.replicas says. When that is all of them,
one stopped broker (any rolling restart) blocks every such producer. One less than the replication factor keeps
acknowledged records on two brokers and lets one be away.`,
  sources: [sources.mskReliability, sources.strimziBrokerConfig, sources.azRacks],
  check: {
    broker(broker, report) {
      for (const pair of brokerReplication(broker)) check(pair, broker.cluster.brokers?.value, report);
    },
    topic(topic, report) {
      for (const pair of topicReplication(topic)) check(pair, topic.cluster?.brokers?.value, report);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('min.insync.replicas=«3»') },
      good: { 'server.properties': broker('min.insync.replicas=2') },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: 'min.insync.replicas: «3»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'min.insync.replicas: 2' }) },
    },
    {
      bad: { ...cluster({ config: 'transaction.state.log.min.isr: «3»' }) },
      good: { ...cluster({ config: 'transaction.state.log.min.isr: 2' }) },
    },
    // A topic that inherits both numbers is not reported again.
    {
      bad: { ...cluster({ config: 'min.insync.replicas: «3»' }), 'topic.yaml': topic({ replicas: '' }) },
      good: { ...cluster({ config: 'min.insync.replicas: 2' }), 'topic.yaml': topic({ replicas: '' }) },
    },
    // The replication factor comes from the brokers.
    {
      bad: {
        ...cluster(),
        'topic.yaml': topic({ replicas: '', config: 'min.insync.replicas: «3»' }),
      },
      good: {
        ...cluster(),
        'topic.yaml': topic({ replicas: '', config: 'min.insync.replicas: 2' }),
      },
    },
    // min.insync.replicas comes from the brokers.
    {
      bad: { ...cluster(), 'topic.yaml': topic({ replicas: '«2»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ replicas: '3' }) },
    },
  ],
};

function check(pair: Replication, brokers: number | undefined, report: Report): void {
  const { factor, minIsr } = pair;
  if (minIsr.value !== factor.value || factor.value <= 1) return;
  const lower = factor.value - 1;
  const equal = `${minIsr.name} = ${factor.name} = ${factor.value}`;
  const blocked = `${equal}: one stopped broker blocks every acks=all producer`;
  const title = `Set ${minIsr.key} to ${lower}`;
  const related = relatedOf(pair);
  if (factor.value > 2) {
    report(placeOf(pair), `${blocked}. Set it to ${lower}.`, {
      related,
      fixes: [fix(title, set(minIsr.own.slot, lower))],
    });
    return;
  }
  const three = brokers === undefined || brokers >= 3;
  report(placeOf(pair), `${blocked}, and 1 would lose data. Use three replicas and 2.`, {
    levels: { production: 'warning', dev: 'information' },
    related,
    fixes: [
      ...(three && isSet(factor.own) ? [choice('Use three replicas', set(factor.own.slot, 3))] : []),
      choice(title, set(minIsr.own.slot, lower)),
    ],
  });
}
