import assert from 'node:assert/strict';
import { absolute } from '../../../server/src/model/place.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { Example } from '../../../server/src/rules/rule.ts';
import { user } from '../../../server/src/rules/sound.ts';
import { reviewExample, unmark, uriOf } from '../../support/example.ts';

type Files = Record<string, string>;

const V1 = 'kafka.strimzi.io/v1\n';
const V1BETA2 = 'kafka.strimzi.io/v1beta2\n';

/** Where a rule reports something in these files, as lines. */
function reported(rule: string, files: Files, example: Example): string[] {
  const review = reviewExample(files, example);
  return Object.entries(files).flatMap(([name, text]) =>
    review
      .findings(uriOf(name))
      .filter((finding) => finding.rule === rule)
      .map(({ place }) => {
        const { start } = absolute(place);
        return `${name}:${text.slice(0, start).split('\n').length}`;
      }),
  );
}

/** Examples that are about what the two versions have not in common. */
const apart = [
  // v1 has fields that were keys of config before, and no authorizer of type opa.
  'strimzi-invalid-field 5',
  'strimzi-deprecated-field 4',
  // The version itself.
  'strimzi-api-version 1',
  'strimzi-api-version 2',
];

describe('what is reported in v1 is reported in v1beta2', () => {
  const cases = rules.flatMap((rule) =>
    rule.examples.map((example, index) => ({ rule: rule.id, example, name: `${rule.id} ${index + 1}` })),
  );
  for (const { rule, example, name } of cases) {
    const files = Object.entries(example.bad).map(([path, text]) => [path, unmark(text).text] as const);
    if (!files.some(([, text]) => text.includes(V1)) || apart.includes(name)) continue;
    it(name, () => {
      // The last release that serves both.
      const version = { ...example, strimziVersion: example.strimziVersion ?? '0.51' };
      const old = files.map(([path, text]) => [path, text.replaceAll(V1, V1BETA2)]);
      assert.deepEqual(
        reported(rule, Object.fromEntries(old), version),
        reported(rule, Object.fromEntries(files), version),
      );
    });
  }
});

/** A v1beta2 Kafka resource with ZooKeeper, as it was before node pools. */
const legacy = (
  kafka: string,
  zookeeper = 'type: persistent-claim\n      size: 10Gi',
) => `apiVersion: ${V1BETA2}kind: Kafka
metadata:
  name: prod
spec:
  kafka:
    version: 3.8.0
    replicas: 3
    listeners:
      - name: tls
        port: 9093
        type: internal
        tls: true
${kafka.replace(/^(?=.)/gm, '    ')}
  zookeeper:
    replicas: 3
    storage:
      ${zookeeper}
`;

const mirror = (
  connectCluster: string,
  more = '',
  flow = 'sourceCluster: eu\n      targetCluster: us',
) => `apiVersion: ${V1BETA2}kind: KafkaMirrorMaker2
metadata:
  name: mirror
spec:
  replicas: 2
  connectCluster: ${connectCluster}
  clusters:
    - alias: eu
      bootstrapServers: b1.eu.example.org:9094
    - alias: us
      bootstrapServers: b1.us.example.org:9094
${more.replace(/^(?=.)/gm, '      ')}
  mirrors:
    - ${flow}
      sourceConnector: {config: {sync.topic.acls.enabled: false}}
`;

const claim = (lines: string) => `storage:\n  type: persistent-claim\n  size: 100Gi\n${lines}`;

describe('what only v1beta2 has is reported there', () => {
  const cases: [rule: string, text: string, at: string][] = [
    ['delete-claim', legacy(claim('  deleteClaim: true')), 'deleteClaim'],
    [
      'delete-claim',
      legacy(claim(''), 'type: persistent-claim\n      size: 10Gi\n      deleteClaim: true'),
      'deleteClaim',
    ],
    ['ephemeral-storage', legacy('storage:\n  type: ephemeral'), 'ephemeral'],
    ['strimzi-storage', legacy('storage:\n  type: jbod\n  volumes: []'), 'jbod'],
    [
      'strimzi-storage',
      legacy('storage:\n  type: ephemeral', 'type: persistent-claim'),
      'type: persistent-claim',
    ],
    [
      'heap-vs-container-memory',
      legacy('resources:\n  limits:\n    memory: 4Gi\njvmOptions:\n  -Xmx: 4g'),
      '-Xmx',
    ],
    ['heap-xms-xmx-differ', legacy('jvmOptions:\n  -Xmx: 4g\n  -Xms: 2g'), '-Xms'],
    ['heap-syntax', legacy('jvmOptions:\n  -Xmx: "4"'), '-Xmx'],
    [
      'resources-missing',
      legacy('resources:\n  requests:\n    memory: 4Gi\n  limits:\n    memory: 8Gi'),
      'memory: 4Gi',
    ],
    ['strimzi-resources', legacy('resources:\n  requests:\n    cpu: 4\n  limits:\n    cpu: 2'), 'cpu: 4'],
    ['mm2-settings', mirror('uk'), 'connectCluster'],
    ['mm2-settings', mirror('us', '', 'sourceCluster: fr\n      targetCluster: us'), 'sourceCluster'],
    ['mm2-settings', mirror('us', '', 'sourceCluster: us\n      targetCluster: eu'), 'targetCluster'],
    [
      'connect-internal-topics',
      mirror('us', 'config:\n  config.storage.replication.factor: 1'),
      'config.storage',
    ],
    ['strimzi-forbidden-config', mirror('us', 'config:\n  bootstrap.servers: b:9092'), 'bootstrap.servers:'],
    [
      'strimzi-user-acl',
      user()
        .replace(V1, V1BETA2)
        .replace(/operations:\n +- Write/, 'operation: IdempotentWrite'),
      'operation:',
    ],
  ];
  cases.forEach(([rule, text, at], index) => {
    it(`${index + 1}: ${rule}`, () => {
      const line = text.slice(0, text.indexOf(at)).split('\n').length;
      const example = { bad: {}, good: {} };
      assert.deepEqual(reported(rule, { 'a.yaml': text }, example), [`a.yaml:${line}`]);
    });
  });
});
