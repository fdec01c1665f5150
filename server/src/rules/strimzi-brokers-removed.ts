import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

export const strimziBrokersRemoved: Rule = {
  id: 'strimzi-brokers-removed',
  title: 'Brokers are taken away that may have partitions',
  category: 'operations',
  levels: { production: 'warning', dev: 'information' },
  why: `The operator asks a broker that is to go whether it has partitions, and takes the change back as long as it has:
the pool stays as it was, and the status says why. Move the partitions away first, with a rebalance in the mode
remove-brokers. This rule compares with a commit of Git: the last one in the editor, the one that --since names in the
terminal.`,
  sources: [sources.strimziDeploying],
  check: {
    resource({ type, tree, before, annotation }, report) {
      if (type !== 'KafkaNodePool' || !before) return;
      const roles = (from: typeof tree) =>
        from
          .get('spec', 'roles')
          .items()
          .map((role) => role.string());
      const isBroker = (from: typeof tree) =>
        roles(from).some((role) => isSet(role) && role.value === 'broker');
      if (!isBroker(before) || roles(tree).some((role) => role.state === 'unknown')) return;
      if (!isBroker(tree)) {
        report(
          tree.get('spec', 'roles').header,
          'the role broker is taken from this pool: the operator takes that back while its nodes have partitions. Move them away first, by a rebalance in the mode remove-brokers.',
        );
        return;
      }
      const [is, was] = [tree, before].map((one) => one.get('spec', 'replicas').integer());
      const chosen = annotation('strimzi.io/remove-node-ids');
      if (!isSet(is) || !isSet(was) || is.value >= was.value) return;
      const which = isSet(chosen)
        ? `nodes ${chosen.value}`
        : `${was.value - is.value} of ${was.value} brokers`;
      report(
        is,
        `${which} are removed: the operator takes that back while they have partitions. Move them away first, by a rebalance in the mode remove-brokers.`,
      );
    },
  },
  examples: [
    {
      before: cluster({}, { replicas: '6' }),
      bad: cluster({}, { replicas: '«3»' }),
      good: cluster({}, { replicas: '6' }),
      fixed: false,
    },
  ],
};
