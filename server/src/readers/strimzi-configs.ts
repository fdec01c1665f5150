import type { Scope } from '../model/config.ts';
import { isSet } from '../model/value.ts';
import type { Draft } from './reading.ts';
import { configOf, type YamlTree } from './yaml/access.ts';

/** Where Strimzi's resources hold Kafka configuration, by kind; a list on the way stands for each of its items. */
export const configPaths: Readonly<Record<string, Readonly<Record<string, Scope>>>> = {
  Kafka: { 'spec.kafka.config': 'broker' },
  KafkaTopic: { 'spec.config': 'topic' },
  KafkaConnect: { 'spec.config': 'connect-distributed' },
  KafkaBridge: {
    'spec.producer.config': 'producer',
    'spec.consumer.config': 'consumer',
    'spec.adminClient.config': 'admin',
  },
  KafkaMirrorMaker2: {
    'spec.clusters.config': 'connect-distributed',
    'spec.target.config': 'connect-distributed',
    'spec.mirrors.sourceConnector.config': 'mm2-connector',
    'spec.mirrors.checkpointConnector.config': 'mm2-connector',
    'spec.mirrors.heartbeatConnector.config': 'mm2-connector',
  },
};

/** The configurations of Connect, MirrorMaker 2 and the Bridge. The operator adds keys: what is absent is not known. */
export function clientConfigs(tree: YamlTree, kind: string, name: string): Draft[] {
  if (kind === 'Kafka' || kind === 'KafkaTopic') return [];
  const version = tree.get('spec', 'version').string();
  return Object.entries(configPaths[kind] ?? {}).flatMap(([path, scope]) =>
    treesAt(tree, path.split('.')).map((config): Draft => {
      const own = {
        ...configOf(config, scope),
        open: true,
        ...(isSet(version) ? { version: version.value } : {}),
      };
      return { kind: 'client', name, place: own.anchor, config: own };
    }),
  );
}

function treesAt(tree: YamlTree, path: string[]): YamlTree[] {
  const [step, ...rest] = path;
  if (step === undefined) return tree.kind === 'map' ? [tree] : [];
  if (tree.kind === 'seq') return tree.items().flatMap((item) => treesAt(item, path));
  return tree.kind === 'map' ? treesAt(tree.get(step), rest) : [];
}
