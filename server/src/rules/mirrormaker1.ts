import { compareReleases } from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import type { Report, Rule } from './rule.ts';
import { WORKER } from './sound.ts';
import { sources } from './sources.ts';

export const mirrormaker1: Rule = {
  id: 'mirrormaker1',
  title: 'MirrorMaker 1 is gone',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'warning' },
  why: `The first MirrorMaker was a consumer and a producer in one process: it copied neither positions of groups nor
settings of topics. Kafka dropped it with 4.0, and Strimzi its resource with 0.46; newer operators leave a
KafkaMirrorMaker as it stands. KafkaMirrorMaker2 does the same with Connect, and with IdentityReplicationPolicy it keeps
topic names as they are.`,
  sources: [sources.kafkaUpgrade, sources.strimziChangelog],
  check: { resource: check },
  examples: [
    {
      bad: {
        'mirror.yaml': `apiVersion: kafka.strimzi.io/v1beta2
kind: «KafkaMirrorMaker»
metadata:
  name: mirror
spec:
  version: 3.9.0
  replicas: 1
  consumer:
    bootstrapServers: eu-kafka-bootstrap:9092
    groupId: mirror
  producer:
    bootstrapServers: us-kafka-bootstrap:9092
  include: ".*"
`,
      },
      good: {
        'mirror.yaml': `apiVersion: kafka.strimzi.io/v1
kind: KafkaMirrorMaker2
metadata:
  name: mirror
spec:
  replicas: 1
  target:
    alias: us
    bootstrapServers: us-kafka-bootstrap:9092
    groupId: mirror
    configStorageTopic: mirror-configs
    offsetStorageTopic: mirror-offsets
    statusStorageTopic: mirror-status
  mirrors:
    - source:
        alias: eu
        bootstrapServers: eu-kafka-bootstrap:9092
      sourceConnector:
        config:
          sync.topic.acls.enabled: false
${WORKER.replace(/^/gm, '  ')}
`,
      },
      fixed: false,
    },
  ],
};

function check({ type, tree, operator: { min } }: Resource, report: Report): void {
  if (type !== 'KafkaMirrorMaker') return;
  const isGone = min !== undefined && compareReleases(min, '0.46') >= 0;
  report(
    tree.get('kind').place,
    isGone
      ? `Strimzi ${min} and newer know no KafkaMirrorMaker: nothing is mirrored. Make it a KafkaMirrorMaker2.`
      : 'Strimzi 0.46 and Kafka 4.0 dropped MirrorMaker 1: after that upgrade nothing is mirrored. Move to KafkaMirrorMaker2 before.',
    isGone ? { levels: { production: 'error', dev: 'error' } } : {},
  );
}
