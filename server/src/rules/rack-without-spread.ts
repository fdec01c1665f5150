import { isOlder } from '../knowledge/versions.ts';
import type { Broker, Pool, Spread } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isSet, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, kafka, machine } from './sound.ts';
import { sources } from './sources.ts';

const SPREAD_BY_POOL = (rule: string) => `template:
  pod:
    topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: topology.kubernetes.io/zone
        whenUnsatisfiable: ${rule}
        labelSelector:
          matchLabels:
            strimzi.io/cluster: prod`;

const MACHINE = machine('16Gi', '-Xms: 4g\n-Xmx: 4g');

export const rackWithoutSpread: Rule = {
  id: 'rack-without-spread',
  title: 'Racks are set, but nothing spreads the brokers over them',
  category: 'racks',
  levels: { production: 'warning', dev: 'information' },
  why: `The rack tells Kafka in which zone a broker runs; where its pod runs is decided by the Kubernetes scheduler.
Strimzi 0.49 stopped adding a preference for spreading to pods with a rack, so without a constraint of its own a
cluster can start with every broker in one zone, and ScheduleAnyway only asks for spreading as long as it is easy. A
node pool with a template takes nothing from the template of its Kafka resource.`,
  sources: [sources.strimziChangelog, sources.strimziDeploying, sources.azRacks, sources.dataOnEks],
  check: {
    broker(node, report) {
      const { strimzi, cluster } = node;
      const rack = labelOf(node);
      if (!strimzi || !rack || cluster.brokers?.value === 1) return;
      const takers = cluster.pools.filter((one) => holdsBrokers(one) && !one.machine.spread.template);
      if (cluster.pools.length > 0 && takers.length === 0) return;
      judge(strimzi.machine.spread, rack, node, report);
    },
    pool(one, report) {
      const node = one.cluster?.members[0];
      const rack = node && labelOf(node);
      if (!node || !rack || one.cluster?.brokers?.value === 1) return;
      if (holdsBrokers(one) && one.machine.spread.template) judge(one.machine.spread, rack, node, report);
    },
  },
  examples: [
    {
      bad: cluster({ template: SPREAD_BY_POOL('«ScheduleAnyway»') }),
      good: cluster({ template: SPREAD_BY_POOL('DoNotSchedule') }),
    },
    {
      bad: { ...cluster(), 'kafka.yaml': kafka({ template: '' }).replace('  kafka:', '  «kafka»:') },
      good: cluster(),
      fixed: false,
    },
    {
      bad: cluster({}, { machine: `${MACHINE}\n${SPREAD_BY_POOL('«ScheduleAnyway»')}` }),
      good: cluster({}, { machine: `${MACHINE}\n${SPREAD_BY_POOL('DoNotSchedule')}` }),
    },
  ],
};

const holdsBrokers = ({ roles }: Pool): boolean => !isSet(roles) || roles.value.includes('broker');

/** The node label that racks are taken from; undefined when there are none, or another source. */
function labelOf({ rack }: Broker): SetValue<string> | undefined {
  return isSet(rack) && rack.slot.path.at(-1) === 'topologyKey' ? rack : undefined;
}

function judge(spread: Spread, rack: SetValue<string>, node: Broker, report: Report): void {
  const label = rack.value;
  const { constraintsAt, constraints, antiAffinity, nodeLabels } = spread;
  if (constraintsAt.state === 'unknown' || nodeLabels.includes(label)) return;
  const concerns = ({
    topologyKey,
  }: {
    topologyKey: (typeof antiAffinity)[number]['topologyKey'];
  }): boolean => !isSet(topologyKey) || topologyKey.value === label;
  if (antiAffinity.some(concerns)) return;
  const related = [{ place: rack.place, message: `the rack is taken from ${label} here` }];
  const own = constraints.filter(concerns);
  const soft = own.flatMap(({ whenUnsatisfiable: word }) =>
    isSet(word) && word.value === 'ScheduleAnyway' ? [word] : [],
  );
  const [first] = soft;
  if (own.length > soft.length) return;
  if (first) {
    report(
      first,
      `ScheduleAnyway only prefers to spread pods over ${label}: all brokers can still start in one zone. Set whenUnsatisfiable to DoNotSchedule.`,
      {
        related,
        fixes: [choice('Set whenUnsatisfiable to DoNotSchedule', set(first.slot, 'DoNotSchedule'))],
      },
    );
    return;
  }
  const { max } = node.cluster.operator;
  const helped = max !== undefined && isOlder(max, '0.49');
  report(
    constraintsAt,
    helped
      ? `rack is set, but no topologySpreadConstraints on ${label}: this operator only prefers to spread the brokers, and from Strimzi 0.49 on nothing does. Add a constraint.`
      : `rack is set, but nothing spreads the pods over ${label}: all brokers can start in one zone. Add topologySpreadConstraints to template.pod.`,
    {
      related,
      ...(helped ? { levels: { production: 'information', dev: 'hint' } } : {}),
    },
  );
}
