import type { Pool } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, controllers, kafka, machine, pool } from './sound.ts';
import { sources } from './sources.ts';

const ZONE = 'topology.kubernetes.io/zone';

const BY_VARIABLE = 'rack:\n  type: environment-variable\n  envVarName: ZONE';

const VARIABLE = 'template:\n  kafkaContainer:\n    env:\n      - name: ZONE\n        value: eu-west-1a';

export const rackMissing: Rule = {
  id: 'rack-missing',
  title: 'Brokers do not say which rack they are in',
  category: 'racks',
  levels: { production: 'warning', dev: 'hint' },
  why: `Kafka spreads the replicas of a partition over racks only when every broker names its own. Without that, all
replicas of a partition can land in one zone, and the zone takes the partition with it. Racks count when a topic is
created or its replicas are reassigned: what exists already stays where it is. A rack that Strimzi takes from an
environment variable needs that variable in the template of every pool of brokers. For one that it takes from node labels
the operator makes a ClusterRoleBinding, and reconciles nothing where it may not: its usual installation gives it that
right, which files of a cluster do not show.`,
  sources: [sources.haKafka, sources.azRacks, sources.awsKafka, sources.kafkaOps],
  check: {
    broker(node, report) {
      const { rack, cluster } = node;
      // Amazon MSK sets broker.rack itself.
      if (node.platform === 'msk' || !isBroker(node) || !isUnset(rack) || cluster.brokers?.value === 1)
        return;
      if (node.strimzi) {
        const value = rack.slot.path.at(-1) === 'topologyKey' ? ZONE : { topologyKey: ZONE };
        report(
          rack,
          `rack is not set: all replicas of a partition can land in one zone. Add rack.topologyKey: ${ZONE}.`,
          { fixes: [choice(`Add rack.topologyKey: ${ZONE}`, set(rack.slot, value))] },
        );
        return;
      }
      report(
        rack,
        'broker.rack is not set: all replicas of a partition can land in one zone. Set it to the zone of this broker.',
        { fixes: [choice('Add broker.rack', set(rack.slot, '<zone>'))] },
      );
    },
    pool: checkVariable,
  },
  examples: [
    {
      bad: { 'server.properties': broker('«process.roles»=broker\n-broker.rack\n-replica.selector.class') },
      good: { 'server.properties': broker() },
      fixed: {
        'server.properties': broker(
          'process.roles=broker\n-broker.rack\n-replica.selector.class\nbroker.rack=<zone>',
        ),
      },
    },
    {
      bad: {
        ...cluster(),
        'kafka.yaml': kafka({ rack: '', template: '', config: '-replica.selector.class' }).replace(
          '  kafka:',
          '  «kafka»:',
        ),
      },
      good: cluster(),
      fixed: {
        ...cluster({
          rack: '',
          template: '',
          config: '-replica.selector.class',
          kafka: `rack:\n  topologyKey: ${ZONE}`,
        }),
      },
    },
    {
      bad: {
        ...cluster({ rack: BY_VARIABLE, template: '' }),
        'pools.yaml': `${pool({ name: '«brokers»' })}---\n${controllers()}`,
      },
      good: cluster(
        { rack: BY_VARIABLE, template: '' },
        { machine: `${machine('16Gi', '-Xms: 4g\n-Xmx: 4g')}\n${VARIABLE}` },
      ),
      fixed: false,
    },
  ],
};

/** A pool's template stands for that of the Kafka resource. Source: KafkaPool.fromCrd of the operator. */
function checkVariable({ place, name, roles, machine, cluster }: Pool, report: Report): void {
  const node = cluster?.members[0];
  if (!node?.strimzi || !isSet(node.rack) || node.rack.slot.path.at(-1) !== 'envVarName') return;
  if (cluster?.brokers?.value === 1 || !isSet(roles) || !roles.value.includes('broker')) return;
  const own = machine.spread;
  const { variables, constraintsAt } = own.template ? own : node.strimzi.machine.spread;
  const { rack } = node;
  // Of a chart's template not all is known.
  if (constraintsAt.state === 'unknown') return;
  if (variables.some((variable) => !isSet(variable) || variable.value === rack.value)) return;
  report(
    place,
    `the rack is taken from the variable ${rack.value}, and no template gives it to the brokers of ${name}: none of them knows its rack. Add ${rack.value} to template.kafkaContainer.env, another value in each zone.`,
    { related: [{ place: rack.place, message: 'the rack is taken from here' }] },
  );
}
