import type { Pool } from '../model/deployment.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

const LOCAL = /(^|[-_.])(local|nvme|instance-?store|hostpath)([-_.]|$)/i;
const FEW = 6;

const local = (storageClass: string) => ({
  storage: `storage:\n  type: jbod\n  volumes:\n    - id: 0\n      type: persistent-claim\n      size: 500Gi\n      class: ${storageClass}`,
});

export const instanceStoreRisk: Rule = {
  id: 'instance-store-risk',
  title: 'Data on disks that go with the machine',
  category: 'durability',
  levels: { production: 'information', dev: 'off' },
  why: `A local disk is fast and lost with its machine: the broker then copies everything from the others over the
network. Three replicas and enough brokers keep that safe and bearable; with few brokers each of the others carries a
large part of it. A copy in a second cluster (MirrorMaker 2) is the only backup.`,
  sources: [sources.awsKafka, sources.dataOnEks],
  check: { pool: check },
  examples: [
    {
      bad: cluster({}, local('«local-nvme»')),
      good: cluster({}, { ...local('local-nvme'), replicas: '6' }),
      fixed: false,
    },
  ],
};

function check({ machine, roles, cluster }: Pool, report: Report): void {
  if (!cluster || (isSet(roles) && !roles.value.includes('broker'))) return;
  const { brokers, facts } = cluster;
  const replicas = facts.defaultReplicationFactor;
  const risks = [
    ...(brokers && brokers.value < FEW ? [`${brokers.value} brokers`] : []),
    ...(replicas && replicas.value < 3 ? [`a replication factor of ${replicas.value}`] : []),
  ];
  if (risks.length === 0) return;
  const volume = machine.volumes.find(
    ({ storageClass }) => isSet(storageClass) && LOCAL.test(storageClass.value),
  );
  if (!volume || !isSet(volume.storageClass)) return;
  report(
    volume.storageClass,
    `${volume.storageClass.value} looks like disks of the machine, and the cluster has ${risks.join(' and ')}: a lost machine is copied from few others, a second one may be lost data. Use ${FEW} brokers and 3 replicas, or volumes that outlive the machine.`,
    {
      related: [...(brokers?.from ?? []), ...(replicas && replicas.value < 3 ? replicas.from : [])].map(
        (place) => ({ place, message: 'counted here' }),
      ),
    },
  );
}
