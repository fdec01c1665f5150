import type { Resource } from '../model/deployment.ts';
import { choice, fix, remove } from '../model/fix.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, user } from './sound.ts';
import { sources } from './sources.ts';

const CALLBACK = 'client.quota.callback.class';
const FREE_SPACE = ['minAvailableBytesPerVolume', 'minAvailableRatioPerVolume'] as const;

/** So many users are several tenants. */
const SEVERAL = 3;

const reader = (name: string, quotas = '') =>
  user({ name, resource: `type: topic\nname: ${name}`, operation: 'Read', quotas });

const users = (quotas = '') => [reader('orders', quotas), reader('clicks'), reader('billing')].join('---\n');

const LIMITED = 'producerByteRate: 10485760\nconsumerByteRate: 10485760';

export const quotasMissing: Rule = {
  id: 'quotas-missing',
  title: 'Quotas that nobody has, or that contradict each other',
  category: 'operations',
  levels: { production: 'hint', dev: 'off' },
  why: `Where several teams share a cluster, one client that reads or writes as fast as it can slows all the others.
Quotas in the KafkaUser, or defaults in spec.kafka.quotas, slow that client alone. The operator takes one of the two
limits for free space, and only one quota plugin: its own, as soon as spec.kafka.quotas is there.`,
  sources: [
    {
      title: 'Apache Kafka: multi-tenancy',
      url: 'https://kafka.apache.org/documentation/#multitenancy',
    },
    sources.strimziDeploying,
  ],
  check: {
    resource(resource, report) {
      if (resource.type !== 'Kafka') return;
      checkUsers(resource, report);
      checkPlugin(resource, report);
    },
  },
  examples: [
    {
      bad: {
        ...cluster(),
        'kafka.yaml': cluster()['kafka.yaml'].replace('name: prod', 'name: «prod»'),
        'users.yaml': users(),
      },
      good: { ...cluster(), 'users.yaml': users(LIMITED) },
      fixed: false,
    },
    {
      bad: cluster({
        kafka:
          'quotas:\n  type: strimzi\n  minAvailableBytesPerVolume: 5368709120\n  «minAvailableRatioPerVolume»: 0.1',
      }),
      good: cluster({ kafka: 'quotas:\n  type: strimzi\n  minAvailableBytesPerVolume: 5368709120' }),
    },
  ],
};

function checkUsers({ name, tree, users }: Resource, report: Report): void {
  const kafka = tree.get('spec', 'kafka');
  const limits = [kafka.get('quotas').self(), kafka.get('config', CALLBACK).self()];
  if (users.length < SEVERAL || !limits.every(isUnset) || users.some(({ hasQuotas }) => hasQuotas)) return;
  report(
    name,
    `${users.length} users and no quota, neither for one of them nor as a default: one client can slow all others. Add quotas to the users, or spec.kafka.quotas.`,
    {
      related: users
        .slice(0, 5)
        .map(({ name: user, place }) => ({ place: place(), message: `the user ${user}` })),
    },
  );
}

function checkPlugin({ tree }: Resource, report: Report): void {
  const kafka = tree.get('spec', 'kafka');
  const quotas = kafka.get('quotas');
  if (!isSet(quotas.self())) return;
  const [bytes, ratio] = FREE_SPACE.map((field) => quotas.get(field));
  if (bytes && ratio && isSet(bytes.self()) && isSet(ratio.self())) {
    report(
      ratio.header,
      `${FREE_SPACE.join(' and ')} exclude each other: the operator refuses the resource. Keep one of them.`,
      {
        refused: true,
        related: [{ place: bytes.header, message: 'the other one' }],
        fixes: [choice(`Remove ${FREE_SPACE[1]}`, remove(ratio.slot))],
      },
    );
  }
  const callback = kafka.get('config', CALLBACK);
  if (!isSet(callback.self())) return;
  report(
    callback.header,
    `the operator takes ${CALLBACK} out, because spec.kafka.quotas brings a plugin of its own. Remove one of the two.`,
    {
      levels: { production: 'warning', dev: 'warning' },
      related: [{ place: quotas.header, message: 'this one counts' }],
      fixes: [fix(`Remove ${CALLBACK}`, remove(callback.slot))],
      tag: 'unnecessary',
    },
  );
}
