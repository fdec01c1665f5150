import type { Pool, Resource } from '../model/deployment.ts';
import { effective, isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, controllers, pool } from './sound.ts';
import { sources } from './sources.ts';

/** Annotations that say which node ids a pool takes next, or gives up first. */
const IDS = ['strimzi.io/next-node-ids', 'strimzi.io/remove-node-ids'];

/** Numbers and ranges in brackets: [0, 10-19]. Source: NodeIdRange of the operator. */
const ID_LIST = /^\s*\[\s*\d+(\s*-\s*\d+)?(\s*,\s*\d+(\s*-\s*\d+)?)*\s*\]\s*$/;
const EMPTY = /^\s*(\[\s*\]\s*)?$/;

const pools = (first: string) => ({
  'kafka.yaml': cluster()['kafka.yaml'],
  'pools.yaml': `${first}---\n${controllers()}`,
});

const annotated = (ids: string) =>
  pool().replace('metadata:\n', `metadata:\n  annotations:\n    strimzi.io/next-node-ids: ${ids}\n`);

const roleless = pool().replace('  roles:\n    - broker\n', '  «roles»: []\n');

export const strimziNodePool: Rule = {
  id: 'strimzi-node-pool',
  title: 'Roles or node ids that the operator does not take',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A node pool needs one role at least, and in a cluster on ZooKeeper broker is the only one there is: otherwise the
operator refuses the whole cluster. The annotations for node ids take a list in brackets; one that cannot be read is
passed over with a line in the operator's log, and new nodes get the next free ids instead.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: { pool: checkRoles, resource: checkIds },
  examples: [
    { bad: pools(roleless), good: pools(pool()), fixed: false },
    { bad: pools(annotated('«"10-19"»')), good: pools(annotated('"[10-19]"')), fixed: false },
  ],
};

/** Source: validateKRaftProcessRoles and validateZooKeeperBasedProcessRoles in NodePoolUtils of the operator. */
function checkRoles({ roles, cluster, name }: Pool, report: Report): void {
  if (!isSet(roles)) return;
  if (roles.value.length === 0) {
    report(roles, `${name} has no role: the operator refuses the cluster. Add broker, controller or both.`, {
      refused: true,
    });
    return;
  }
  const kafka = cluster?.members[0]?.strimzi;
  if (cluster?.mode !== 'zookeeper' || !kafka || !roles.value.includes('controller')) return;
  // During a migration there are controllers beside ZooKeeper.
  if (/^(migration|enabled)$/.test(effective(kafka.annotation('strimzi.io/kraft')) ?? '')) return;
  report(
    roles,
    `${cluster.name} runs on ZooKeeper, where no node is a controller: the operator refuses the cluster. Keep broker only, or begin the migration with strimzi.io/kraft: migration.`,
    { refused: true, related: [{ place: kafka.zookeeper.place, message: 'ZooKeeper' }] },
  );
}

function checkIds({ type, annotation }: Resource, report: Report): void {
  if (type !== 'KafkaNodePool') return;
  for (const name of IDS) {
    const ids = annotation(name);
    if (!isSet(ids) || EMPTY.test(ids.value) || ID_LIST.test(ids.value)) continue;
    report(
      ids,
      `the operator cannot read ${ids.value} and passes over ${name}. Write numbers and ranges in brackets, such as "[0, 10-19]".`,
      { levels: { production: 'warning', dev: 'warning' } },
    );
  }
}
