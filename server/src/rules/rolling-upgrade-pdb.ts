import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster, kafka } from './sound.ts';
import { sources } from './sources.ts';

const budget = (count: string) => {
  const pod = /template:\n {6}pod:/;
  return kafka().replace(
    pod,
    `template:\n      podDisruptionBudget:\n        maxUnavailable: ${count}\n      pod:`,
  );
};

export const rollingUpgradePdb: Rule = {
  id: 'rolling-upgrade-pdb',
  title: 'Two brokers may be drained at once, or none at all',
  category: 'availability',
  levels: { production: 'information', dev: 'off' },
  why: `The pod disruption budget is what keeps Kubernetes from draining several nodes of the cluster together. With
three replicas and min.insync.replicas of 2, the second broker away stops every write with acks=all. Strimzi's own
default is 1. With 0 every drain waits for the Strimzi Drain Cleaner, which has the operator move brokers one by one.`,
  sources: [sources.strimziApi, sources.awsKafka],
  check: {
    resource({ type, tree }, report) {
      if (type !== 'Kafka') return;
      const most = tree.get('spec', 'kafka', 'template', 'podDisruptionBudget', 'maxUnavailable').integer();
      if (!isSet(most) || most.value === 1) return;
      if (most.value === 0) {
        report(
          most,
          'maxUnavailable is 0: no node that runs a broker can be drained, unless the Strimzi Drain Cleaner moves the brokers itself. Set it to 1 where there is none.',
          {
            levels: { production: 'hint', dev: 'off' },
            fixes: [choice('Set maxUnavailable to 1', set(most.slot, 1))],
          },
        );
        return;
      }
      report(
        most,
        `maxUnavailable is ${most.value}: a drain may stop ${most.value} brokers at once, and writes with acks=all with them. Set it to 1.`,
        { fixes: [choice('Set maxUnavailable to 1', set(most.slot, 1))] },
      );
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'kafka.yaml': budget('«2»') },
      good: { ...cluster(), 'kafka.yaml': budget('1') },
    },
    {
      bad: { ...cluster(), 'kafka.yaml': budget('«0»') },
      good: { ...cluster(), 'kafka.yaml': budget('1') },
    },
  ],
};
