import type { Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { connect } from './sound.ts';
import { sources } from './sources.ts';

const replicated = (factor: string) => connect(`config:\n  offset.storage.replication.factor: ${factor}`);

const KEYS = ['config', 'offset', 'status'].map((name) => `${name}.storage.replication.factor`);

export const connectInternalTopics: Rule = {
  id: 'connect-internal-topics',
  title: 'Connect’s own topics have too few replicas',
  category: 'durability',
  levels: { production: 'warning', dev: 'information' },
  why: `Connect keeps its connectors, their positions and their state in three topics. With one replica, a stopped
broker stops every connector, and a lost disk loses them with their positions: sources start over, and write everything
again. -1 takes the brokers' default.replication.factor.`,
  sources: [
    sources.strimziDeploying,
    {
      title: 'Apache Kafka: Connect configuration',
      url: 'https://kafka.apache.org/documentation/#connectconfigs',
    },
  ],
  check: { resource: check },
  examples: [{ bad: { 'connect.yaml': replicated('«1»') }, good: { 'connect.yaml': replicated('3') } }],
};

function check({ type, tree }: Resource, report: Report): void {
  for (const config of configsOf(type, tree.get('spec'))) {
    for (const key of KEYS) {
      const factor = config.get(key).integer();
      if (!isSet(factor) || (factor.value !== 1 && factor.value !== 2)) continue;
      const fixes = [3, -1].map((count) => choice(`Set ${key} to ${count}`, set(factor.slot, count)));
      if (factor.value === 1) {
        report(
          factor,
          `${key} = 1: one stopped broker stops every connector, one lost disk loses them. Set it to 3, or to -1 for the brokers' default.`,
          { fixes },
        );
      } else {
        report(
          factor,
          `${key} = 2: while one broker is restarted there is a single copy left. Set it to 3, or to -1 for the brokers' default.`,
          {
            levels: { production: 'information', dev: 'off' },
            fixes,
          },
        );
      }
    }
  }
}

/** Where workers are configured; the clusters that MirrorMaker 2 only reads from keep no such topics. */
function configsOf(type: string, spec: Tree): Tree[] {
  if (type === 'KafkaConnect') return [spec.get('config')];
  if (type !== 'KafkaMirrorMaker2') return [];
  const target = spec.get('connectCluster').string();
  const clusters = spec
    .get('clusters')
    .items()
    .filter((one) => {
      const alias = one.get('alias').string();
      return isSet(alias) && isSet(target) && alias.value === target.value;
    });
  return [spec.get('target', 'config'), ...clusters.map((one) => one.get('config'))];
}
