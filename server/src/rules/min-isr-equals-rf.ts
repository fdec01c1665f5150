import { integer } from '../model/config.ts';
import { choice, fix, set } from '../model/fix.ts';
import { effective, isSet, type Known, known, type Value } from '../model/value.ts';
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
      const { config } = broker;
      compare(
        integer(config, 'min.insync.replicas'),
        known(integer(config, 'default.replication.factor')),
        'default.replication.factor',
        report,
      );
      compare(
        integer(config, 'transaction.state.log.min.isr'),
        known(integer(config, 'transaction.state.log.replication.factor')),
        'transaction.state.log.replication.factor',
        report,
      );
    },
    topic(topic, report) {
      const inherited = topic.cluster?.minInsyncReplicas;
      const own = integer(topic.config, 'min.insync.replicas');
      if (
        !isSet(own) &&
        inherited &&
        topic.cluster?.defaultReplicationFactor?.value === effective(topic.replicas)
      )
        return;
      const minIsr =
        isSet(own) || !inherited || own.state === 'unknown' ? own : { ...own, value: inherited.value };
      compare(
        minIsr,
        known(topic.replicas) ?? topic.cluster?.defaultReplicationFactor,
        'the replication factor',
        report,
      );
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
  ],
};

function compare(minIsr: Value<number>, rf: Known<number> | undefined, rfName: string, report: Report): void {
  const count = effective(minIsr);
  if (count === undefined || rf === undefined || rf.value <= 1 || count !== rf.value) return;
  const key = String(minIsr.slot.path.at(-1));
  const related = rf.from.map((place) => ({ place, message: `${rfName} is ${rf.value} here` }));
  if (rf.value === 2) {
    report(
      minIsr,
      `${key} = ${rfName} = 2: one stopped broker blocks every acks=all producer, and 1 would lose data. Use three replicas and 2.`,
      {
        levels: { production: 'warning', dev: 'information' },
        related,
        fixes: [choice(`Set ${key} to 1`, set(minIsr.slot, 1))],
      },
    );
    return;
  }
  report(
    minIsr,
    `${key} = ${rfName} = ${count}: one stopped broker blocks every acks=all producer. Set it to ${count - 1}.`,
    {
      related,
      fixes: [fix(`Set ${key} to ${count - 1}`, set(minIsr.slot, count - 1))],
    },
  );
}
