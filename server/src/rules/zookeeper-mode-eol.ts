import { compareReleases } from '../knowledge/strimzi/index.ts';
import { isOlder } from '../knowledge/versions.ts';
import { setting } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import type { Place } from '../model/place.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { kafka, zookeeperBroker } from './sound.ts';
import { sources } from './sources.ts';

const broker = zookeeperBroker()
  .replace(/^#.*\n/, '')
  .replace('zookeeper.connect=', '«zookeeper.connect»=');

export const zookeeperModeEol: Rule = {
  id: 'zookeeper-mode-eol',
  title: 'The cluster still runs on ZooKeeper',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'information' },
  why: `Kafka 3.9 is the last release with ZooKeeper; 4.0 starts in KRaft mode only, and Strimzi dropped ZooKeeper with
0.46. Security fixes reach neither for long, and a cluster has to be migrated on 3.9 before it can go any further.`,
  sources: [
    sources.kafkaKraft,
    {
      title: 'Apache Kafka: from ZooKeeper to KRaft',
      url: 'https://kafka.apache.org/39/documentation.html#kraft_zk_migration',
    },
    sources.strimziChangelog,
    sources.dataOnEks,
  ],
  check: { broker: check },
  examples: [
    {
      bad: { 'server.properties': broker },
      good: { 'server.properties': '' },
      fixed: false,
    },
    {
      kafkaVersion: '4.1.0',
      bad: { 'server.properties': broker },
      good: { 'server.properties': '' },
      fixed: false,
    },
    {
      strimziVersion: '0.47',
      bad: {
        'kafka.yaml': kafka({
          apiVersion: 'kafka.strimzi.io/v1beta2',
          version: 'version: 3.9.0',
          spec: '«zookeeper»:\n  replicas: 3\n  storage:\n    type: ephemeral',
        }),
      },
      good: { 'kafka.yaml': '' },
      fixed: false,
    },
  ],
};

function check(broker: Broker, report: Report): void {
  const at = placeOf(broker);
  if (!at) return;
  const { version, operator } = broker.cluster;
  if (version && !isOlder(version.value, '4.0.0')) {
    report(
      at,
      `Kafka ${version.value} has no ZooKeeper mode: it does not start. Migrate to KRaft on 3.9 first.`,
      {
        refused: true,
        related: version.from.map((place) => ({ place, message: `Kafka ${version.value}` })),
      },
    );
    return;
  }
  if (broker.strimzi && operator.min !== undefined && compareReleases(operator.min, '0.46') >= 0) {
    report(
      at,
      `Strimzi ${operator.min} does not run ZooKeeper: the operator refuses the cluster. Migrate to KRaft with 0.45 first.`,
      {
        refused: true,
      },
    );
    return;
  }
  report(
    at,
    broker.strimzi
      ? 'this cluster runs on ZooKeeper, which Kafka 4.0 and Strimzi 0.46 dropped: there is no upgrade before a migration to KRaft.'
      : 'this cluster runs on ZooKeeper, which Kafka 4.0 dropped: there is no upgrade before a migration to KRaft.',
  );
}

/** Where ZooKeeper is named; undefined in KRaft mode, and during the migration, when brokers know both. */
function placeOf({ strimzi, config, roles }: Broker): Place | undefined {
  if (strimzi) {
    const isOld = isSet(strimzi.apiVersion) && !strimzi.apiVersion.value.endsWith('/v1');
    const migrates = strimzi.annotation('strimzi.io/kraft').state !== 'unset';
    return isOld && !migrates && isSet(strimzi.zookeeper) ? strimzi.zookeeper.place : undefined;
  }
  if (roles.state !== 'unset' || isSet(setting(config, 'zookeeper.metadata.migration.enable')))
    return undefined;
  return config.entries.get('zookeeper.connect')?.keyPlace;
}
