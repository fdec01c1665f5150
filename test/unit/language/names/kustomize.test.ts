import assert from 'node:assert/strict';
import { definitionAt } from '../../../../server/src/language/names/definition.ts';
import { renameAt } from '../../../../server/src/language/names/rename.ts';
import { applyEdits, root, shown, workspace } from '../../../support/places.ts';
import { listeners, resource } from '../../../support/web.ts';

const kustomization = (text: string) =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`;

/** A base of a cluster and a topic, and an overlay that changes it in every way that names it. */
const files = (name: string, cursor = '') => ({
  'base/kustomization.yaml': kustomization('resources: [kafka.yaml, topic.yaml]\n'),
  'base/kafka.yaml': resource('Kafka', `${name}${cursor}`, { spec: listeners }),
  'base/topic.yaml': resource('KafkaTopic', 'a', { cluster: name }),
  'prod/kustomization.yaml': kustomization(`namespace: live
resources: [../base, connect.yaml]
labels:
  - pairs:
      strimzi.io/cluster: ${name}
patches:
  - path: patch.yaml
  - target:
      kind: Kafka
      name: ${name}
    patch: |
      - op: add
        path: /metadata/annotations
        value: {}
  - patch: |-
      apiVersion: kafka.strimzi.io/v1
      kind: Kafka
      metadata:
        name: ${name}
      spec:
        kafka:
          version: 4.3.1
`),
  'prod/patch.yaml': resource('Kafka', name, {
    spec: '  kafka:\n    config:\n      min.insync.replicas: 2\n',
  }),
  'prod/connect.yaml': resource('KafkaConnect', 'sinks', {
    spec: `  bootstrapServers: ${name}-kafka-bootstrap:9093\n`,
  }),
});

describe('names in kustomizations', () => {
  it('are changed in bases, overlays, patches, selectors and labels', () => {
    const other = { 'other/kafka.yaml': resource('Kafka', 'events'), 'other/topic.yaml': '' };
    const { review, uri, position } = workspace({ ...files('events', '‸'), ...other });
    const answer = renameAt(review, uri, position, 'audit', [root]) ?? assert.fail();
    assert.ok('changes' in answer, JSON.stringify(answer));
    const after = Object.fromEntries(
      Object.keys(files('events')).map((file) => {
        const text = review.text(`${root}/${file}`) ?? '';
        return [file, applyEdits(text, answer.changes?.[`${root}/${file}`] ?? [])];
      }),
    );
    assert.deepEqual(after, files('audit'));
    assert.equal(answer.changes?.[`${root}/other/kafka.yaml`], undefined);
  });

  it('lead from a patch to what it changes', () => {
    const all = files('events');
    const { review, uri, position } = workspace({
      ...all,
      'prod/patch.yaml': all['prod/patch.yaml'].replace('events', 'ev‸ents'),
    });
    assert.deepEqual(
      definitionAt(review, uri, position).map(({ targetUri, targetSelectionRange }) =>
        shown(review, targetUri, targetSelectionRange),
      ),
      ['base/kafka.yaml:4 events'],
    );
  });

  it('lead to a ConfigMap that the kustomization makes', () => {
    const metered = resource('Kafka', 'events', {
      spec: '  kafka:\n    metricsConfig:\n      valueFrom:\n        configMapKeyRef:\n          name: metr‸ics\n          key: rules.yml\n',
    });
    const { review, uri, position } = workspace({
      'kafka.yaml': metered,
      'kustomization.yaml': kustomization(
        'resources: [kafka.yaml]\nconfigMapGenerator:\n  - name: metrics\n    files: [rules.yml]\n',
      ),
    });
    assert.deepEqual(
      definitionAt(review, uri, position).map(({ targetUri, targetSelectionRange }) =>
        shown(review, targetUri, targetSelectionRange),
      ),
      ['kustomization.yaml:5 metrics'],
    );
  });
});
