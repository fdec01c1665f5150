import type { Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, connect, SIGN_IN, WORKER } from './sound.ts';
import { sources } from './sources.ts';

const ZONE = 'topology.kubernetes.io/zone';

const reaching = (worker: string) =>
  connect(
    `bootstrapServers: prod-kafka-bootstrap:9093
${SIGN_IN}`,
    '',
    worker,
  );

export const clientRackMissing: Rule = {
  id: 'client-rack-missing',
  title: 'Consumers that do not say in which zone they are',
  category: 'racks',
  levels: { production: 'hint', dev: 'off' },
  why: `Where brokers have racks and choose replicas by them, a consumer that names its own rack reads from the replica in
its zone: no traffic between zones to pay for, and shorter ways. Strimzi gives client.rack to the consumers of Connect
and MirrorMaker 2 as soon as rack is set; the operator needs a ClusterRoleBinding for it, because a node's labels are
read.`,
  sources: [
    sources.mskMigration,
    sources.strimziApi,
    {
      title: 'KIP-392: fetching from the closest replica',
      url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-392%3A+Allow+consumers+to+fetch+from+closest+replica',
    },
  ],
  check: { resource: check },
  examples: [
    {
      bad: {
        ...cluster(),
        'connect.yaml': reaching(WORKER.replace(/\nrack:[\s\S]*/, '')).replace(
          'name: connect',
          'name: «connect»',
        ),
      },
      good: { ...cluster(), 'connect.yaml': reaching(WORKER) },
      fixed: {
        ...cluster(),
        'connect.yaml': `${reaching(WORKER.replace(/\nrack:[\s\S]*/, ''))}  rack:\n    topologyKey: ${ZONE}\n`,
      },
    },
  ],
};

function check({ type, tree, name, reached }: Resource, report: Report): void {
  if (type !== 'KafkaConnect' && type !== 'KafkaMirrorMaker2') return;
  const rack = tree.get('spec', 'rack');
  const cluster = [...reached.values()].find(({ racks }) => racks);
  if (!cluster || !isUnset(rack.self())) return;
  report(
    name,
    `${cluster.name} has racks, and rack is not set here: consumers read from leaders in other zones. Set rack.topologyKey to ${ZONE}.`,
    { fixes: [choice(`Set rack.topologyKey to ${ZONE}`, set(rack.slot, { topologyKey: ZONE }))] },
  );
}
