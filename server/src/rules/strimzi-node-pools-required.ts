import { compareReleases } from '../knowledge/strimzi/index.ts';
import type { Cluster, OperatorRange, Pool, Resource, StrimziKafka } from '../model/deployment.ts';
import { choice, type Fix, fix, remove, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, isUnset, type SetValue, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, kafka, machine, pool } from './sound.ts';
import { sources } from './sources.ts';

const NODE_POOLS = 'strimzi.io/node-pools';
const KRAFT = 'strimzi.io/kraft';

const beta = { apiVersion: 'kafka.strimzi.io/v1beta2', version: 'version: 4.0.0' };
const betaPools = { apiVersion: beta.apiVersion };

export const strimziNodePoolsRequired: Rule = {
  id: 'strimzi-node-pools-required',
  title: 'Nodes are described where the operator does not look',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Since 0.46 Strimzi makes nodes from KafkaNodePool resources only. What the Kafka resource says about replicas and
storage is ignored as soon as there are pools: a disk size that differs between the two has no effect in the Kafka
resource. Its resources still hold for pools that have none of their own, until the API version v1, which lacks all
three. At least one broker and one controller must come out of the pools, or the operator refuses the cluster. The
annotations that once switched pools and KRaft on mean nothing since 0.48.`,
  sources: [sources.strimziDeploying, sources.strimziChangelog],
  check: { cluster: checkCluster, resource: checkAnnotations },
  examples: [
    {
      strimziVersion: '0.47',
      bad: cluster({ ...beta, kafka: '«storage»:\n  type: persistent-claim\n  size: 1000Gi' }, betaPools),
      good: cluster(beta, betaPools),
    },
    {
      strimziVersion: '0.47',
      bad: cluster(
        { ...beta, kafka: '«resources»:\n  requests:\n    memory: 16Gi\n  limits:\n    memory: 16Gi' },
        { ...betaPools, machine: 'jvmOptions:\n  -Xms: 4g\n  -Xmx: 4g' },
      ),
      good: cluster(beta, { ...betaPools, machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g') }),
      fixed: cluster(beta, {
        ...betaPools,
        machine:
          'jvmOptions:\n  -Xms: 4g\n  -Xmx: 4g\nresources:\n  requests:\n    memory: 16Gi\n  limits:\n    memory: 16Gi',
      }),
    },
    {
      bad: cluster(
        { kafka: '«resources»:\n  requests:\n    memory: 16Gi\n  limits:\n    memory: 16Gi' },
        { machine: '' },
      ),
      good: cluster(
        {},
        { machine: 'resources:\n  requests:\n    memory: 16Gi\n  limits:\n    memory: 16Gi' },
      ),
    },
    {
      bad: { 'kafka.yaml': kafka().replace('  kafka:', '  «kafka»:'), 'pools.yaml': pool() },
      good: cluster(),
      fixed: false,
    },
    {
      bad: cluster({ annotations: 'strimzi.io/kraft: «enabled»\nstrimzi.io/backup: "yes"' }),
      good: cluster({ annotations: 'strimzi.io/backup: "yes"' }),
    },
  ],
};

function checkCluster(cluster: Cluster, report: Report): void {
  const strimzi = cluster.members[0]?.strimzi;
  if (!strimzi) return;
  if (isV1(strimzi)) checkGone(cluster, strimzi, report);
  if (isSet(strimzi.zookeeper)) return;
  if (cluster.pools.length === 0) {
    checkWithoutPools(cluster, strimzi, report);
    return;
  }
  checkRoles(cluster, report);
  checkIgnored(cluster, strimzi, report);
  const annotation = strimzi.annotation(NODE_POOLS);
  if (annotation.state === 'unset' && isUpTo(cluster.operator, '0.45')) {
    report(
      cluster.place,
      `the operator (up to ${cluster.operator.max}) ignores node pools unless the Kafka resource is annotated ${NODE_POOLS}: enabled. Add the annotation.`,
      { fixes: [fix(`Annotate with ${NODE_POOLS}`, set(annotation.slot, 'enabled'))] },
    );
  }
}

/** Pools may stand in another repository: this is never more than worth knowing. */
function checkWithoutPools({ place, name, operator }: Cluster, strimzi: StrimziKafka, report: Report): void {
  // The pools of a cluster that a template names may be any.
  if (!isFrom(operator, '0.46') || name === '') return;
  const field = [strimzi.replicas, strimzi.storage].find((one: Value<unknown>) => isSet(one));
  // v1 has neither: that is said already, with what to do.
  if (field && isV1(strimzi)) return;
  const levels = { production: 'information', dev: 'information' } as const;
  report(
    field ?? place,
    `no KafkaNodePool labelled strimzi.io/cluster: ${name} is here: since 0.46 Strimzi makes nodes from node pools only. Add the pools to the review, or make them.`,
    { levels },
  );
}

function checkRoles({ place, pools }: Cluster, report: Report): void {
  if (!pools.every(({ roles, replicas }) => isSet(roles) && isSet(replicas))) return;
  for (const role of ['broker', 'controller'] as const) {
    const own = pools.filter(({ roles }) => isSet(roles) && roles.value.includes(role));
    if (own.some(({ replicas }) => effective(replicas) !== 0)) continue;
    const related = own.map(({ replicas }) => ({ place: replicas.place, message: '0 replicas' }));
    if (own.length > 0) {
      report(
        place,
        `every node pool with the role ${role} has 0 replicas: the operator refuses the cluster.`,
        {
          refused: true,
          related,
        },
      );
    } else {
      report(
        place,
        `no node pool here has the role ${role}: unless one is elsewhere, the operator refuses the cluster. Add a pool.`,
        { levels: { production: 'warning', dev: 'warning' } },
      );
    }
  }
}

function checkIgnored({ pools }: Cluster, strimzi: StrimziKafka, report: Report): void {
  if (!isSet(strimzi.apiVersion) || isV1(strimzi)) return;
  const related = pools.map((one) => ({ place: one.place, message: `the node pool ${one.name} counts` }));
  const ignored: [string, Value<unknown>][] = [
    ['replicas', strimzi.replicas],
    ['storage', strimzi.storage],
  ];
  for (const [name, value] of ignored) {
    if (!isSet(value)) continue;
    report(
      value,
      `${name} of the Kafka resource is ignored, because the cluster has node pools: only theirs counts. Remove it.`,
      {
        related,
        tag: 'unnecessary',
        levels: { production: 'warning', dev: 'warning' },
        fixes: [fix(`Remove ${name}`, remove(value.slot))],
      },
    );
  }
  if (!isSet(strimzi.resources)) return;
  const heirs = pools.filter(({ machine }) => isSameField(machine.fields?.resources, strimzi.resources));
  const names = heirs.map(({ name }) => name).join(', ');
  report(
    strimzi.resources,
    heirs.length > 0
      ? `resources of the Kafka resource are deprecated and missing in v1; the pools without their own still have them from here: ${names}. Move them to the pools.`
      : 'resources of the Kafka resource are ignored, because every node pool has its own. Remove them.',
    {
      related,
      tag: heirs.length > 0 ? 'deprecated' : 'unnecessary',
      levels: { production: 'warning', dev: 'information' },
      fixes:
        heirs.length > 0
          ? moveToPools(strimzi.resources, heirs)
          : [fix('Remove resources', remove(strimzi.resources.slot))],
    },
  );
}

const isV1 = ({ apiVersion }: StrimziKafka): boolean => isSet(apiVersion) && apiVersion.value.endsWith('/v1');

/** v1 has none of these fields: the API server refuses them, or drops them with no word. */
function checkGone({ name: cluster, pools }: Cluster, strimzi: StrimziKafka, report: Report): void {
  const levels = { production: 'error', dev: 'error' } as const;
  const related = pools.map((one) => ({ place: one.place, message: `the node pool ${one.name} counts` }));
  const gone = (name: string) => `${name} of the Kafka resource is not part of v1: it is refused or dropped.`;
  const fields: [string, Value<unknown>][] = [
    ['replicas', strimzi.replicas],
    ['storage', strimzi.storage],
  ];
  for (const [name, value] of fields) {
    if (!isSet(value)) continue;
    report(
      value,
      pools.length > 0
        ? `${gone(name)} The node pools say it. Remove it.`
        : `${gone(name)} Make a KafkaNodePool labelled strimzi.io/cluster: ${cluster} that has it.`,
      { related, levels, fixes: [choice(`Remove ${name}`, remove(value.slot))] },
    );
  }
  if (!isSet(strimzi.resources)) return;
  const bare = pools.filter(({ resourcesAt }) => isUnset(resourcesAt));
  const names = bare.map(({ name }) => name).join(', ');
  report(
    strimzi.resources,
    bare.length > 0
      ? `${gone('resources')} These node pools have none: ${names}. Move them there.`
      : `${gone('resources')} Set them in the node pools.`,
    {
      related,
      levels,
      fixes: [
        // Their pods never had them in v1: a person should know.
        ...moveToPools(strimzi.resources, bare).map((one) => ({ ...one, safe: false })),
        choice('Remove resources', remove(strimzi.resources.slot)),
      ],
    },
  );
}

/** The pools that have these resources by inheritance get them as their own: nothing changes for their pods. */
function moveToPools(resources: SetValue<Tree>, heirs: Pool[]): Fix[] {
  const value = resources.value.json();
  if (value === undefined || heirs.length === 0 || !heirs.every(({ resourcesAt }) => isUnset(resourcesAt)))
    return [];
  const changes = heirs.map(({ resourcesAt }) => set(resourcesAt.slot, value));
  const names = heirs.map(({ name }) => name).join(', ');
  return [fix(`Move resources to ${names}`, ...changes, remove(resources.slot))];
}

const isSameField = (one: Tree | undefined, { slot: { part, path } }: Value<Tree>): boolean =>
  one?.slot.part === part && one.slot.path.join() === path.join();

function checkAnnotations({ type, annotation, operator }: Resource, report: Report): void {
  if (type !== 'Kafka' || !isFrom(operator, '0.48')) return;
  for (const name of [NODE_POOLS, KRAFT]) {
    const value = annotation(name);
    if (!isSet(value)) continue;
    report(value, `the annotation ${name} means nothing since Strimzi 0.48. Remove it.`, {
      levels: { production: 'hint', dev: 'hint' },
      tag: 'unnecessary',
      fixes: [fix(`Remove ${name}`, remove(value.slot))],
    });
  }
}

const isFrom = ({ min }: OperatorRange, release: string): boolean =>
  min !== undefined && compareReleases(min, release) >= 0;

const isUpTo = ({ max }: OperatorRange, release: string): boolean =>
  max !== undefined && compareReleases(max, release) <= 0;
